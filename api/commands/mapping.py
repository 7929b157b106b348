"""`linkwright mapping …`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.commands import output
from api.commands.options import Exit, JsonOption

app = typer.Typer(help="What the columns of a table tell.", no_args_is_help=True, rich_markup_mode=None)

TableArgument = Annotated[Path, typer.Argument(metavar="TABLE", help="CSV or XLSX.", exists=True, dir_okay=False)]


@app.callback()
def mapping() -> None:
    """What the columns of a table tell: shipped mappings, and files like them."""


@app.command()
def preview(
    table: Annotated[
        Path, typer.Argument(metavar="TABLE", help="CSV, XLSX or JSON lines.", exists=True, dir_okay=False)
    ],
    mapping: Annotated[str, typer.Option("--mapping", metavar="FILE|NAME", help="A YAML file, or a shipped one.")],
    rows: Annotated[int, typer.Option("--rows", metavar="N", min=1, help="How many rows are shown.")] = 5,
    json: JsonOption = False,
) -> None:
    """Show the claims that the first rows of a table would make; nothing is kept. With --json a line a row."""
    from api.tables import preview
    from extractors.readers.base import Rejected

    rejected = 0
    shown: list[tuple[object, ...]] = []
    for found in preview(table, mapping, rows):
        if isinstance(found, Rejected):
            rejected += 1
            place = f", {found.place}" if found.place else ""
            output.note(f"{found.path}{place}: {found.reason}")
        elif json:
            output.line(found)
        else:
            shown += _rows(found)
            for note in _texts(found["notes"]):
                output.note(f"{found['row']}: {note}")
    if not json:
        output.table(("row", "type", "subject", "says", "value or object", "cells"), shown)
    raise typer.Exit(Exit.REJECTED if rejected else Exit.DONE)


@app.command()
def suggest(
    table: TableArgument,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there, where no file is yet; else to stdout.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Propose a mapping from the header of a table and the look of its values."""
    from api.tables import proposed
    from ontology.errors import SetupError

    found = proposed(table)
    if out is not None:
        if out.exists():
            raise SetupError("is there already", where=str(out))
        out.write_text(found.text, "utf-8")
    if json:
        output.line(
            {
                "like": found.like,
                "columns": dict(found.columns),
                "guessed": list(found.guessed),
                "unread": list(found.unread),
                "mapping": found.text,
            }
        )
    elif out is None:
        output.answer(found.text.rstrip("\n"))
    output.note(f"like the shipped mapping {found.like}; look at what it makes with `linkwright mapping preview`")
    for column in found.guessed:
        output.note(f"{found.columns[column]}: read as {column} for the look of its values alone")
    if found.unread:
        output.note("read by nothing: " + ", ".join(found.unread))


def _rows(found: dict[str, Any]) -> list[tuple[object, ...]]:
    return [
        (
            found["row"], claim["type"], claim["subject"], claim["predicate"], _said(claim), ", ".join(claim["cells"])
        )
        for claim in found["claims"]
    ]  # fmt: skip


def _said(claim: dict[str, Any]) -> str:
    more = [f"{name} {value}" for name, value in claim.get("qualifiers", {}).items()]
    if "valid" in claim:
        more.append(claim["valid"])
    said = claim.get("object") or claim["value"]
    return f"{said} ({'; '.join(more)})" if more else str(said)


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []
