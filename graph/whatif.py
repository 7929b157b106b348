"""What a judgement would do, found by making it and not keeping it."""

from __future__ import annotations

from collections.abc import Sequence

from graph.access import Visibility
from graph.difference import Difference, Moves, difference
from graph.judging import Act, By, make_in
from graph.rehearsal import Rehearsal
from graph.seeing import seen_mentions
from graph.store import Store, Truth

_NOBODY = By(actor="", reason="supposed", now="")


async def what_if(store: Store, view: Visibility, acts: Sequence[Act]) -> Difference:
    """The difference that these acts, one after the other, would make to what the caller sees. Nothing is written, and
    nobody who writes is waited for, or waits.

    Raises JudgementError where they could not be made. Whether the caller may see what they are about is asked before.
    """
    rehearsal = Rehearsal(store.truth())
    moves = (await make_in(rehearsal, acts, _NOBODY)).moves
    return await seen_difference(rehearsal, store, view, moves)


async def seen_difference(truth: Truth, store: Store, view: Visibility, moves: Moves) -> Difference:
    """A change as one caller sees it."""
    return difference(moves, await seen_mentions(truth, store, view, {**moves.before, **moves.after}))
