"""Statements and their answers: parameters in batches, records as rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from neo4j import AsyncResult

from graph.neo4j_store.shape import quoted

T = TypeVar("T")
BATCH = 5_000
"""Rows in one statement: enough that the round trip does not count, few enough that the server's memory stays flat."""


class Transaction(Protocol):
    """What runs statements: one transaction around all of them, or one for each."""

    async def run(self, statement: str, parameters: dict[str, Any], /) -> AsyncResult: ...


class Properties(dict[str, Any]):
    """The properties of a node: what is absent is None."""

    def __missing__(self, name: str) -> None:
        return None


async def ask(transaction: Transaction, statement: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """The answer to one statement, each record as a tuple."""
    result = await transaction.run(statement, parameters)
    return [tuple(values) for values in await result.values()]


async def rows(transaction: Transaction, statement: str, **parameters: Any) -> list[Properties]:
    """The answer to a statement that returns one map (or a node's properties) a record."""
    return [Properties(found) for (found,) in await ask(transaction, statement, **parameters)]


async def tell(transaction: Transaction, statement: str, rows: Sequence[Any], **parameters: Any) -> int:
    """Run a statement that begins `UNWIND $rows` and returns one number, in batches; the sum of these numbers."""
    count = 0
    for batch in batches(rows):
        count += sum(n for (n,) in await ask(transaction, statement, rows=batch, **parameters))
    return count


def batches(rows: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


def present(row: Mapping[str, object]) -> dict[str, object]:
    """A row as properties: None is told by absence, so that SET replaces what was there."""
    return {name: value for name, value in row.items() if value is not None}


def fields(row: str, names: Iterable[str]) -> str:
    """`{id: r.id, …}`: these values of a row as properties; what is null is left out."""
    return "{" + ", ".join(f"{quoted(name)}: {row}.{quoted(name)}" for name in names) + "}"
