"""`linkwright export`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import JsonOption, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterable


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
    hops: Annotated[int, typer.Option("--hops", metavar="N", min=0, max=4, help="How far from the seeds.")] = 1,
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
    """Write a chart that other tools open. It holds the whole store, or what lies around the seeds.

    Equal stores give equal bytes. The file bears the banner of all that is in it.
    """
    work = _export(out, format_, tuple(seeds or ()), hops, purpose, case, requester, stamp, store, json)
    wait_for(work, busy="drawing the chart")


async def _export(
    out: Path, format_: str, seeds: tuple[str, ...], hops: int, purpose: str | None, case: str | None,
    requester: str | None, stamp: bool, store: str | None, json: bool,
) -> None:  # fmt: skip
    from contextlib import suppress
    from dataclasses import replace

    from graph.exports.chart import draw
    from graph.exports.formats import format_named
    from graph.ledger import Request
    from ontology.errors import SetupError
    from ontology.loader import schema

    chosen = format_named(format_)
    if out.exists() and not out.is_file():  # the finished file takes the place of what is there: never of a device
        raise SetupError("is no regular file", where=str(out), mend="name a file to write")
    async with opened(settings(store)) as house:
        moment = house.context.now.isoformat(timespec="milliseconds")
        view = replace(house.view, purpose=purpose, case=case)
        head = {"requester": requester, "exported": moment if stamp else None}
        chart = await draw(house.store, view, schema(), seeds=seeds, hops=hops, head=head, provenance=chosen.provenance)
        draft = out.with_name(out.name + ".part")
        try:
            digest = _write(draft, chosen.write(chart))
            # The record of who was given what comes before the file is there (G4).
            principal = requester or house.settings.principal
            await house.ledger.record(Request(moment, principal, f"export {format_}", digest, purpose, case))
            draft.replace(out)
        except OSError as error:
            raise SetupError(f"cannot be written: {error.strerror}", where=str(out)) from error
        finally:
            with suppress(OSError):
                draft.unlink()
    for cut in chart.truncated:
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
