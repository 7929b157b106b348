"""`linkwright extract` and `linkwright resolve`: no store needed, nothing kept."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands import output
from api.commands.ingest import PathsArgument
from api.commands.options import Exit, JsonOption, MappingOption, WorkersOption, settings

if TYPE_CHECKING:
    from api.offline import Line
    from extractors.readers.base import Rejected

GoldOption = Annotated[
    bool, typer.Option("--gold-mentions", help="Take spans, types and kinds from the `mentions` of JSON lines.")
]


def extract(
    paths: PathsArgument,
    gold_mentions: GoldOption = False,
    mapping: MappingOption = None,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """Show what reports say; no store needed. With --json a line a document, with ids that hold within it."""
    from api.offline import extract_lines

    count = workers or settings(None).workers
    raise typer.Exit(_tell(extract_lines(paths, gold_mentions=gold_mentions, mapping=mapping, workers=count), json))


def resolve(
    paths: PathsArgument,
    line: Annotated[
        float, typer.Option("--line", metavar="P", min=0, max=1, help="Probability from which two are joined.")
    ] = 0.5,
    gold_mentions: GoldOption = False,
    mapping: MappingOption = None,
    workers: WorkersOption = None,
    json: JsonOption = False,
) -> None:
    """Show who is who in reports; no store needed. With --json as extract, with ids that hold over all of them."""
    from api.offline import resolve_lines

    count = workers or settings(None).workers
    found = resolve_lines(paths, line=line, gold_mentions=gold_mentions, mapping=mapping, workers=count)
    raise typer.Exit(_tell(found, json))


def _tell(lines: Iterable[Line | Rejected], json: bool) -> Exit:
    from extractors.readers.base import Rejected

    rejected = 0
    rows: list[tuple[object, ...]] = []
    with output.Progress("reading reports") as progress:
        for found in lines:
            progress.advance()
            if isinstance(found, Rejected):
                rejected += 1
                place = f", {found.place}" if found.place else ""
                output.note(f"{found.path}{place}: {found.reason}")
            elif json:
                output.line(found)
            else:
                rows.append(_row(found))
    if not json:
        output.table(("document", "language", "mentions", "entities", "links"), rows)
    return Exit.REJECTED if rejected else Exit.DONE


def _row(line: dict[str, Any]) -> tuple[object, ...]:
    entities = {mention["entity"] for mention in line["mentions"]} - {None}
    return line["id"], line["lang"], len(line["mentions"]), len(entities), len(line["links"])
