"""`linkwright ingest`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import (
    Exit,
    JsonOption,
    MappingOption,
    Opened,
    StoreOption,
    WorkersOption,
    opened,
    settings,
    wait_for,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from api.ingest import Report, Result, State

Text = str | None
PathsArgument = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Files, or folders that are searched for them.", exists=True)
]


def ingest(
    paths: PathsArgument,
    agency: Annotated[
        Text, typer.Option("--agency", metavar="TEXT", help="Who submits it. Required, here or in the report.")
    ] = None,
    marking: Annotated[
        Text, typer.Option("--marking", metavar="TEXT", help="UNCLASSIFIED, CUI//SP-LEI, TLP:AMBER … Required.")
    ] = None,
    legal_basis: Annotated[
        Text, typer.Option("--legal-basis", metavar="TEXT", help="On what ground it is held. Required.")
    ] = None,
    source: Annotated[Text, typer.Option("--source", metavar="TEXT", help="Who speaks; else the agency.")] = None,
    reliability: Annotated[
        Text, typer.Option("--reliability", metavar="GRADE", help="Of the source, A to F; else F.")
    ] = None,
    credibility: Annotated[
        Text, typer.Option("--credibility", metavar="GRADE", help="Of the content, 1 to 6; else 6.")
    ] = None,
    received: Annotated[Text, typer.Option("--received", metavar="DAY", help="YYYY-MM-DD; else today.")] = None,
    originators: Annotated[
        list[str] | None,
        typer.Option("--originator", metavar="TEXT", help="Who made it; may be repeated; else the agency."),
    ] = None,
    control_official: Annotated[
        Text, typer.Option("--control-official", metavar="TEXT", help="Who decides on it; else the agency.")
    ] = None,
    retention: Annotated[
        Text, typer.Option("--retention", metavar="TEXT", help="Retention class; else standard.")
    ] = None,
    protected_codes: Annotated[
        list[str] | None,
        typer.Option("--protected-code", metavar="CODE", help="ASYL, BATT, VISA, JUV …; may be repeated."),
    ] = None,
    us_person: Annotated[
        Text, typer.Option("--us-person", metavar="TEXT", help="yes, no, presumed_yes or unknown; else unknown.")
    ] = None,
    profile: Annotated[
        Path | None,
        typer.Option("--profile", metavar="FILE", help="YAML with any of these.", exists=True, dir_okay=False),
    ] = None,
    mapping: MappingOption = None,
    workers: WorkersOption = None,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Load reports: texts, pages, PDF, office files, mails, JSON lines, and tables through a mapping.

    What a report says of itself beats its sidecar and manifest, these beat the options here, and those the profile;
    but of the markings of a report, its sidecar and its manifest the strictest holds.
    With --json one line a file or row: path, id, state (done, unchanged, rejected), reason, place, document.
    """
    given = {
        "agency": agency,
        "marking": marking,
        "legal_basis": legal_basis,
        "source": source,
        "reliability": reliability,
        "credibility": credibility,
        "received": received,
        "originators": originators,
        "control_official": control_official,
        "retention_class": retention,
        "protected_codes": protected_codes,
        "us_person": us_person,
        "mapping": mapping,
    }
    flags = {key: value for key, value in given.items() if value}
    raise typer.Exit(wait_for(_ingest(paths, flags, profile, workers, store, json)))


async def _ingest(
    paths: Sequence[Path], flags: Mapping[str, object], profile: Path | None, workers: int | None, store: str | None,
    json: bool,
) -> Exit:  # fmt: skip
    async with opened(settings(store), create=True) as house:
        report = await take(house, paths, flags=flags, profile=profile, workers=workers, json=json)
    return Exit.REJECTED if report.count("rejected") else Exit.DONE


async def take(
    house: Opened, paths: Sequence[Path], *, flags: Mapping[str, object], profile: Path | None, workers: int | None,
    json: bool,
) -> Report:  # fmt: skip
    """Ingest into an open store, telling of each record (`json`) or of those that were rejected, and the sum; of a run
    that is interrupted what is kept of it."""
    from asyncio import CancelledError
    from collections import Counter
    from datetime import UTC, datetime

    from api.ingest import ingest
    from extractors.readers.metadata import read_profile
    from graph.standing import standing

    present = datetime.now(UTC)
    states: Counter[State] = Counter()
    with output.Progress("reading reports") as progress:

        def told(result: Result) -> None:
            states[result.state] += 1
            if json:
                output.line(result.line())
            if result.reason:  # of what was taken too: a page without text, a value left out, an earlier document
                place = f", {result.place}" if result.place else ""
                output.note(f"{result.path}{place}: {result.reason}")
            progress.advance()

        try:
            report = await ingest(
                house.store,
                paths,
                today=present.date(),
                now=present,
                flags=flags,
                profile=read_profile(profile) if profile else None,
                workers=workers or house.settings.workers,
                subjects=await standing(house.store, house.ledger),
                progress=told,
                fuse_progress=lambda done: progress.advance(done, what="fusing documents"),
            )
        except CancelledError:
            output.note(
                f"interrupted: {_sum(states)}; that is kept, and the same command goes on where this one stopped"
            )
            raise
    output.note(f"{_sum(states)}; {report.fused.entities} entities and {report.fused.links} links made or remade")
    return report


def _sum(states: Mapping[State, int]) -> str:
    return ", ".join(f"{states.get(state, 0)} {state}" for state in ("done", "unchanged", "rejected"))
