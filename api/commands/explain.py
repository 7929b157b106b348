"""`linkwright explain`: what was understood of a text, and why; no store needed, nothing kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import Exit, MappingOption

if TYPE_CHECKING:
    from api.explain.told import Told

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A report, or several in one file.", exists=True)]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="OUT", help="Write one self-contained page instead.", dir_okay=False)
]


def explain(file: FileArgument, html: HtmlOption = None, mapping: MappingOption = None) -> None:
    """Show the text of a report with its marks and links: types, normal forms, parts, scores, evidence."""
    from api.explain.page import page
    from api.explain.terminal import show
    from api.explain.told import told
    from api.offline import NEUTRAL, extracted, within
    from extractors.readers.base import Rejected

    rejected = 0
    documents: list[Told] = []
    for found in extracted([file], mapping=mapping):
        if isinstance(found, Rejected):
            rejected += 1
            output.note(f"{found.path}: {found.reason}")
            continue
        _, extraction = found
        stated = extraction.document.handling.submitting_agency != NEUTRAL["agency"]
        documents.append(told(extraction, within(extraction), stated=stated))
        if html is None:
            show(documents.pop())
    if html is not None:
        html.write_text(page(documents), encoding="utf-8")
        output.note(f"{len(documents)} documents written to {html}")
    raise typer.Exit(Exit.REJECTED if rejected else Exit.DONE)
