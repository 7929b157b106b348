"""Bring the documents that wait into the projection."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.resolution.cluster import Contradiction
from graph.store import Store

Progress = Callable[[int], None]
"""Called after each transaction with the number of documents fused in it."""


@dataclass(frozen=True, slots=True)
class FuseReport:
    """What one call of `fuse` did. `misfits`: statements whose ends are of types their link does not allow, left out.
    `overfull`: blocking keys that more mentions have than are compared, so that only finer keys of theirs counted."""

    documents: int = 0
    entities: int = 0
    links: int = 0
    pairs: int = 0
    misfits: int = 0
    overfull: int = 0
    contradictions: tuple[Contradiction, ...] = ()


async def fuse(
    store: Store, *, subjects: frozenset[str] = frozenset(), progress: Progress | None = None, chunk: int = 200
) -> FuseReport:
    """Bring every document that waits into the projection, `chunk` of them in each transaction.

    `subjects` are mentions that bear a documented predicate: the persons that hold one are of class `subject`.
    """
    raise NotImplementedError
