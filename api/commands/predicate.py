"""`linkwright predicate …`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.options import Exit, JsonOption, Opened, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from api.predicates import Outcome

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
    async with opened(settings(store)) as house:
        outcomes = await take_predicates(house, file, json=json)
    return Exit.REJECTED if any(outcome.state == "rejected" for outcome in outcomes) else Exit.DONE


async def take_predicates(house: Opened, file: Path, *, json: bool) -> list[Outcome]:
    """Load into an open store, telling of each entry (`json`) or of those that were rejected, and the sum."""
    from collections import Counter
    from dataclasses import asdict

    from api.predicates import load

    outcomes = await load(house.store, house.ledger, house.view, file)
    for outcome in outcomes:
        if json:
            output.line(asdict(outcome))
        if outcome.state == "rejected":
            place = f", {outcome.place}" if outcome.place else ""
            output.note(f"{file}: entry {outcome.entry}{place}: {outcome.reason}")
    counts = Counter(outcome.state for outcome in outcomes)
    output.note(f"predicates: {counts['done']} done, {counts['unchanged']} unchanged, {counts['rejected']} rejected")
    return outcomes
