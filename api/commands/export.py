"""`linkwright export`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import JsonOption, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from api.context import Looking
    from api.exporting import Asked


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="File to write.", dir_okay=False)],
    format_: Annotated[
        str,
        typer.Option(
            "--format", metavar="NAME", help="graphml, gexf, svg, csv-neo4j, csv-gephi, ntriples, turtle, jsonld."
        ),
    ] = "graphml",
    seeds: Annotated[
        list[str] | None, typer.Option("--seed", metavar="ID", help="An entity to start from; may be repeated.")
    ] = None,
    text: Annotated[
        str | None, typer.Option("--search", metavar="TEXT", help="Start from what `linkwright search TEXT` finds.")
    ] = None,
    types: Annotated[
        list[str] | None,
        typer.Option("--type", metavar="TYPE", help="Start from entities of this type only; may be repeated."),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", metavar="N", min=1, max=200, help="How many hits of --search at most.")
    ] = 20,
    hops: Annotated[int, typer.Option("--hops", metavar="N", min=0, max=4, help="How far from the start.")] = 1,
    links: Annotated[
        list[str] | None, typer.Option("--link", metavar="NAME", help="Only links of this type; may be repeated.")
    ] = None,
    known_at: Annotated[
        str | None, typer.Option("--known-at", metavar="YYYY-MM-DD", help="As it was known on that day.")
    ] = None,
    valid_at: Annotated[
        str | None, typer.Option("--valid-at", metavar="YYYY-MM-DD", help="What held on that day.")
    ] = None,
    worst_reliability: Annotated[
        str, typer.Option("--worst-reliability", metavar="GRADE", help="C keeps sources graded A to C.")
    ] = "F",
    worst_credibility: Annotated[
        int, typer.Option("--worst-credibility", metavar="GRADE", help="3 keeps contents graded 1 to 3.")
    ] = 6,
    include_unjudged: Annotated[
        bool, typer.Option("--include-unjudged", help="Keep what cannot be judged (F, 6) when a grade is limited.")
    ] = False,
    min_origins: Annotated[
        int, typer.Option("--min-origins", metavar="N", help="At least so many independent origins.")
    ] = 1,
    provenance: Annotated[
        bool,
        typer.Option(
            "--provenance", help="Tell where claims come from; graphml, gexf and svg become a zip with a file for it."
        ),
    ] = False,
    purpose: Annotated[
        str | None, typer.Option("--purpose", metavar="TEXT", help="What for; written into the file.")
    ] = None,
    case: Annotated[
        str | None, typer.Option("--case", metavar="TEXT", help="For which case; written into the file.")
    ] = None,
    requester: Annotated[
        str | None, typer.Option("--requester", metavar="TEXT", help="For whom; written into the file.")
    ] = None,
    stamp: Annotated[bool, typer.Option("--stamp", help="Write the time of export into the file.")] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Write a chart that other tools open. It holds the whole store, or what lies around some entities.

    They are named by --seed, or found by --search, or all of some --type. Grades, days and origins narrow what is seen.

    Equal stores give equal bytes. The file bears the banner of all that is in it.
    """
    from api.context import Looking
    from api.exporting import Asked

    asked = Asked(tuple(seeds or ()), text, tuple(types or ()), limit, hops, tuple(links or ()))
    looking = Looking(
        _day(known_at, "--known-at"), _day(valid_at, "--valid-at"), worst_reliability, worst_credibility,
        include_unjudged, min_origins,
    )  # fmt: skip
    head = {"purpose": purpose, "case": case, "requester": requester}
    wait_for(_export(out, format_, provenance, asked, looking, head, stamp, store, json), busy="drawing the chart")


def _day(text: str | None, option: str) -> date | None:
    from datetime import date

    from ontology.errors import RequestError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RequestError(f"{text!r} is no day", where=option, mend="write it as 2024-05-31") from None


async def _export(
    out: Path, format_: str, provenance: bool, asked: Asked, looking: Looking, head: dict[str, str | None], stamp: bool,
    store: str | None, json: bool,
) -> None:  # fmt: skip
    from contextlib import suppress
    from dataclasses import replace

    from api.exporting import drawn
    from graph.exports.formats import format_named
    from graph.ledger import Request
    from graph.walk import MENTIONED
    from ontology.errors import SetupError

    chosen = format_named(format_).telling() if provenance else format_named(format_)
    if out.exists() and not out.is_file():  # the finished file takes the place of what is there: never of a device
        raise SetupError("is no regular file", where=str(out), mend="name a file to write")
    async with opened(settings(store)) as house:
        moment = house.context.now.isoformat(timespec="milliseconds")
        context = replace(
            house.context, caller=replace(house.context.caller, purpose=head["purpose"], case=head["case"])
        )
        more = {"requester": head["requester"], "exported": moment if stamp else None}
        chart = await drawn(context, looking, asked, head=more, provenance=chosen.provenance)
        draft = out.with_name(out.name + ".part")
        try:
            digest = _write(draft, chosen.write(chart))
            # The record of who was given what comes before the file is there (G4).
            principal = head["requester"] or house.settings.principal
            await house.ledger.record(
                Request(moment, principal, f"export {format_}", digest, head["purpose"], head["case"])
            )
            draft.replace(out)
        except OSError as error:
            raise SetupError(f"cannot be written: {error.strerror}", where=str(out)) from error
        finally:
            with suppress(OSError):
                draft.unlink()
    for cut in chart.truncated:
        if cut.reason == MENTIONED:
            output.note(f"{cut.at}: is only mentioned, so his links are left out (`linkwright predicate load`)")
        else:
            output.note(f"cut short: {cut.reason} (limit {cut.limit}{f', at {cut.at}' if cut.at else ''})")
    if chart.replaced:
        output.note(f"{chart.replaced} characters that no format can write were replaced by U+FFFD")
    if json:
        output.line(
            {
                "file": str(out),
                "format": format_,
                "nodes": len(chart.nodes),
                "edges": len(chart.edges),
                "banner": chart.head.get("banner", ""),
                "sha256": digest,
                "replaced": chart.replaced,
                "truncated": bool(chart.truncated),
            }
        )
    else:
        output.note(f"{out}: {len(chart.nodes)} nodes, {len(chart.edges)} edges, {chart.head.get('banner', 'empty')}")


def _write(file: Path, pieces: Iterable[bytes]) -> str:
    """Write the file; returns its sha256."""
    import hashlib

    digest = hashlib.sha256()
    with file.open("wb") as stream:
        for piece in pieces:
            digest.update(piece)
            stream.write(piece)
    return digest.hexdigest()
