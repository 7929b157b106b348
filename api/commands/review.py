"""`linkwright review`: one pair after the other, answered with one key each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands import output
from api.commands.keys import END, single_keys
from api.commands.options import Opened, StoreOption, opened, settings, wait_for

if TYPE_CHECKING:
    from rich.console import Console

    from api.commands.side_by_side import Evidence
    from api.settings import Settings
    from graph.judging import PairVerdict
    from graph.reviewing import Question
    from graph.store import Position

VERDICTS: dict[str, PairVerdict] = {"s": "same", "d": "different", "u": "unsure"}
SKIP, UNDO, QUIT = "k", "z", "q"
KEYS = "s same · d different · u unsure · k skip · z undo the last · q quit"
WHY_UNDONE = "taken back in review"


def review(
    types: Annotated[
        list[str] | None, typer.Option("--type", metavar="TYPE", help="Only of this type; may be repeated.")
    ] = None,
    actor: Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Who judges; asked for without.")] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Kept with every judgement; asked for without.")
    ] = None,
    store: StoreOption = None,
) -> None:
    """Answer what the machine cannot: are these two one? One key each; the answer that is worth most comes first."""
    found = settings(store)
    who = actor or typer.prompt("Who judges", default=found.principal)
    why = reason or typer.prompt("Why (kept with every judgement)", default="read side by side")
    wait_for(_review(replace(found, principal=who), tuple(types or ()), why))


async def _review(found: Settings, types: tuple[str, ...], reason: str) -> None:
    from rich.console import Console

    from api.known import known_types

    known_types(types)
    async with opened(found) as house:
        with single_keys() as key:
            await _Session(house, types, reason, Console(highlight=False), key).run()


@dataclass(slots=True)
class _Session:
    house: Opened
    types: tuple[str, ...]
    reason: str
    console: Console
    key: Callable[[], str]
    after: Position | None = None
    number: int = 0
    made: list[tuple[str, Position | None]] = field(default_factory=list)
    """Judgements that may be undone, each with the place in the queue before its question."""
    asked: set[frozenset[str]] = field(default_factory=set)
    """Pairs of entities that were skipped."""

    async def run(self) -> None:
        while question := await self._next():
            await self._show(question)
            if not await self._answer(question):
                return
        self.console.print("Nothing is left to ask.")

    async def _next(self) -> Question | None:
        """The next question that is not about two that were skipped."""
        from graph.reviewing import review_queue

        while True:
            page = await review_queue(self.house.store, self.house.view, types=self.types, limit=1, after=self.after)
            if not page.items:
                return None
            (question,) = page.items
            if frozenset((question.left.id, question.right.id)) not in self.asked:
                return question
            self.after = question.pair.place

    async def _show(self, question: Question) -> None:
        from api.commands.side_by_side import draw

        self.number += 1
        draw(self.console, await _evidence(self.house, question), self.number)
        self.console.print(KEYS)

    async def _answer(self, question: Question) -> bool:
        """Read a key that means something and do it; False to end."""
        while True:
            key = self.key().lower()
            if key in (END, QUIT):
                return False
            if key == UNDO:
                if await self._undo():
                    return True
                self.console.print("Nothing was judged here that could be undone.")
            elif key in VERDICTS:
                await self._judge(question, VERDICTS[key])
                self.after = question.pair.place
                return True
            elif key == SKIP:
                self.asked.add(frozenset((question.left.id, question.right.id)))
                self.after = question.pair.place
                return True

    async def _judge(self, question: Question, verdict: PairVerdict) -> None:
        from api.deciding import judge
        from graph.effect import idle_now

        pair = question.pair
        decided = await judge(self.house.context, verdict, pair.left, pair.right, self.reason)
        self.made.append((decided.judgement.id, self.after))
        self.console.print(f"{verdict}: {decided.judgement.id}")
        for line in output.changes(decided.difference):
            self.console.print(line)
        if await idle_now(self.house.store, decided.judgement):
            self.console.print("It is kept and has no effect: other judgements stand against it.")

    async def _undo(self) -> bool:
        from api.deciding import retract

        if not self.made:
            return False
        judgement, self.after = self.made.pop()
        decided = await retract(self.house.context, judgement, WHY_UNDONE)
        self.console.print(f"undone: {judgement}")
        for line in output.changes(decided.difference):
            self.console.print(line)
        return True


async def _evidence(house: Opened, question: Question) -> Evidence:
    from api.commands.side_by_side import Evidence, quotes
    from api.context import Looking
    from api.explaining import why
    from api.service import claims
    from graph.store import MAX_PAGE

    pair, context = question.pair, house.context
    told = []
    for entity, mention in ((question.left, pair.left), (question.right, pair.right)):
        page = await claims(context, Looking(), entity.id, MAX_PAGE, None)
        told.append(quotes(page.items, mention))
    return Evidence(question, await why(context, Looking(), pair.left, pair.right), *told)
