"""What a person decides: appended to the ledger, and the touched components made anew, in one transaction."""

from __future__ import annotations

from typing import Literal

from graph.fuse import FuseReport, Progress
from graph.judgement import Judgement
from graph.store import Store

PairVerdict = Literal["same", "different", "unsure"]
NOBODY: frozenset[str] = frozenset()


async def judge(
    store: Store, verdict: PairVerdict, left: str, right: str, *, actor: str, reason: str, now: str,
    subjects: frozenset[str] = NOBODY,
) -> Judgement:  # fmt: skip
    """Say that two mentions are the same thing, are different things, or that nobody can tell."""
    raise NotImplementedError


async def retract(
    store: Store, judgement: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Undo one judgement."""
    raise NotImplementedError


async def withdraw(
    store: Store, document: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Take a document and all it says out of the graph."""
    raise NotImplementedError


async def reject(
    store: Store, claim: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Say that a claim is wrong: it stays in the store and leaves the graph."""
    raise NotImplementedError


async def retype(
    store: Store, mention: str, type_: str, *, actor: str, reason: str, now: str, subjects: frozenset[str] = NOBODY
) -> Judgement:
    """Say what a mention (and what it is coreferent with in its document) is."""
    raise NotImplementedError


async def rebuild(
    store: Store, *, subjects: frozenset[str] = NOBODY, progress: Progress | None = None
) -> FuseReport:
    """Drop the projection and make it anew from claims and judgements."""
    raise NotImplementedError
