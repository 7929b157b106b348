"""The statements that read: each is written once, under a name, and gathered here, so that one test sees the plan of
every one of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from graph.neo4j_store.gate import Gate, Predicates
from graph.neo4j_store.rows import Transaction, ask

STATEMENTS: dict[str, Statement] = {}
"""Every statement that reads, by its name."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`build` writes the text for one kind of caller (see `gate.py`)."""

    name: str
    build: Callable[[Predicates], str]
    _texts: dict[bool, str] = field(default_factory=dict, compare=False)

    def text(self, *, limited: bool) -> str:
        if limited not in self._texts:
            self._texts[limited] = self.build(Predicates(limited))
        return self._texts[limited]


def registered(name: str, build: Callable[[Predicates], str]) -> Statement:
    """A statement under a name of its own."""
    return STATEMENTS.setdefault(name, Statement(name, build))


def statement(build: Callable[[Predicates], str]) -> Statement:
    """A statement under the name of the function that writes it."""
    return registered(build.__name__.strip("_"), build)


@dataclass(frozen=True, slots=True)
class Reading:
    """A read for one caller.

    Statements that tell of many elements collect them into one record: the driver works longer on a record than Neo4j
    does on what is in it.
    """

    transaction: Transaction
    gate: Gate

    async def ask(self, statement: Statement, **own: Any) -> list[tuple[Any, ...]]:
        return await ask(self.transaction, statement.text(limited=self.gate.limited), **self.gate.bind(**own))

    async def one(self, statement: Statement, **own: Any) -> tuple[Any, ...]:
        """The answer of a statement that returns one record, always."""
        (record,) = await self.ask(statement, **own)
        return record
