"""The store's own schema as numbered steps: `steps/0001_store.cypher` and on, and the indexes of the ontology.

The node `(:Store {name: 'linkwright'})` tells the last step applied. A store of a later version is refused: an older
program would misread it. One of an earlier version is refused too, until `linkwright migrate` has brought it up.
Every statement says IF NOT EXISTS: a step that was interrupted is done again.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

from neo4j import Driver, Record

from graph.neo4j_store.shape import quoted
from ontology.errors import StoreError
from ontology.model import Schema

AWAIT_SECONDS = 3_600
Ask = Callable[..., list[Record]]
"""Runs one statement with its parameters, in a transaction of its own."""


def asking(driver: Driver, database: str | None) -> Ask:
    def ask(statement: str, **parameters: Any) -> list[Record]:
        return driver.execute_query(statement, parameters, database_=database).records

    return ask


@cache
def steps() -> tuple[tuple[str, ...], ...]:
    """The statements of every step, in order; step n has version n."""
    folder = files("graph.neo4j_store").joinpath("steps")
    found = sorted((f.name, f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith(".cypher"))
    for number, (name, _) in enumerate(found, start=1):
        if not name.startswith(f"{number:04d}_"):
            raise StoreError(f"step {number} is missing", where=f"graph/neo4j_store/steps/{name}")
    return tuple(_statements(text) for _, text in found)


def _statements(script: str) -> tuple[str, ...]:
    lines = [line for line in script.splitlines() if not line.lstrip().startswith("//")]
    return tuple(s.strip() for s in "\n".join(lines).split(";") if s.strip())


def version_of(ask: Ask, where: str) -> int:
    """The version of the store; 0 for an empty database. Raises StoreError when another program's graph is in it."""
    found = ask("MATCH (s:Store {name: 'linkwright'}) RETURN s.version AS version")
    if found:
        return int(found[0]["version"])
    if ask("MATCH (n) RETURN 1 AS one LIMIT 1"):
        raise StoreError("the database holds a graph of another program", where=where, mend="name another database")
    return 0


def check_version(ask: Ask, where: str) -> None:
    """Raises StoreError, naming both versions, when the store is older or newer than this program."""
    found, known = version_of(ask, where), len(steps())
    if found < known:
        raise StoreError(f"the store has version {found}, this program needs {known}", where=where,
                         mend="run: linkwright migrate")  # fmt: skip
    if found > known:
        raise StoreError(f"the store has version {found}, this program knows {known}", where=where,
                         mend="use the newer program that made it")  # fmt: skip


def apply_steps(ask: Ask, where: str) -> int:
    """Apply the steps that the store lacks; returns how many. Indexes are ready when it returns."""
    found = version_of(ask, where)
    if found > len(steps()):
        check_version(ask, where)
    for number in range(found + 1, len(steps()) + 1):
        for statement in steps()[number - 1]:
            ask(statement)
        ask("CALL db.awaitIndexes($seconds)", seconds=AWAIT_SECONDS)
        ask(
            "MERGE (s:Store {name: 'linkwright'}) "
            "SET s.version = CASE WHEN coalesce(s.version, 0) < $number THEN $number ELSE s.version END",
            number=number,
        )
    return len(steps()) - found


def follow(ask: Ask, schema: Schema) -> None:
    """Make the indexes of types and the constraints of links, where the schema is not the one they were made from.
    Those of a type that has left the schema stay, with its rows: the store's node lists all there ever were."""
    (known,) = ask(
        "MATCH (s:Store {name: 'linkwright'}) "
        "RETURN s.schema AS digest, coalesce(s.types, []) AS types, coalesce(s.links, []) AS links"
    )
    if known["digest"] == schema.digest:
        return
    types = sorted({*known["types"], *(t.name for t in schema.entity_types)})
    links = sorted({*known["links"], *(link.enum_name for link in schema.links.values())})
    for type_ in types:
        ask(f"CREATE INDEX {quoted(f'type_{type_}')} IF NOT EXISTS FOR (e:{quoted(type_)}) ON (e.id)")
    for link in links:
        ask(
            f"CREATE CONSTRAINT {quoted(f'link_{link}')} IF NOT EXISTS "
            f"FOR ()-[r:{quoted(link)}]-() REQUIRE (r.rid, r.variant) IS UNIQUE"
        )
    ask("CALL db.awaitIndexes($seconds)", seconds=AWAIT_SECONDS)
    ask(
        "MATCH (s:Store {name: 'linkwright'}) SET s.schema = $digest, s.types = $types, s.links = $links",
        digest=schema.digest,
        types=types,
        links=links,
    )
