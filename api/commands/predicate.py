"""`linkwright predicate …`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.commands import output
from api.commands.options import Exit, JsonOption, StoreOption, opened, settings, wait_for

app = typer.Typer(help="Why somebody may be looked at as a subject.", no_args_is_help=True, rich_markup_mode=None)


@app.callback()
def predicate() -> None:
    """Why somebody may be looked at as a subject (28 CFR 23.20)."""


@app.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A YAML list.", exists=True, dir_okay=False)],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Load predicates from a file. Those they name become subjects.

    Each entry has document and name (as written there) or mention; offence, facts, officer, approved_by (somebody
    else), date; and claims: at least one quotation of that document about the one named, or claim ids.
    """
    raise typer.Exit(wait_for(_load(file, store, json), busy="loading predicates"))


async def _load(file: Path, store: str | None, json: bool) -> Exit:
    from dataclasses import asdict

    from api.predicates import load

    async with opened(settings(store)) as house:
        outcomes = await load(house.store, house.ledger, house.view, file)
    rejected = [outcome for outcome in outcomes if outcome.state == "rejected"]
    if json:
        for outcome in outcomes:
            output.line(asdict(outcome))
    for outcome in rejected:
        place = f", {outcome.place}" if outcome.place else ""
        output.note(f"{file}: entry {outcome.entry}{place}: {outcome.reason}")
    output.note(f"{len(outcomes) - len(rejected)} predicates loaded, {len(rejected)} rejected")
    return Exit.REJECTED if rejected else Exit.DONE
