"""The steps of a walk (`graph.walk`) as a query: which visible links lead on from a set of entities."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence

from graph.sqlite import views
from graph.sqlite.gate import Gate
from graph.sqlite.records import listed
from graph.walk import Ask, Met, Onward, Step, T, Told, Walk, forbidden


def walked(connection: sqlite3.Connection, gate: Gate, links: Sequence[str], walk: Walk[int, T]) -> T:
    """The end of a walk over links of these types (none named: all), each of its questions answered by a query."""
    try:
        ask = next(walk)
        while True:
            ask = walk.send(_told(connection, gate, links, ask))
    except StopIteration as end:
        result: T = end.value
        return result


def met(connection: sqlite3.Connection, pks: Sequence[int]) -> dict[int, Met]:
    """The entities of these rows, in the order given."""
    rows = connection.execute(
        f"SELECT e.pk, e.id, e.type, e.person_class FROM entity e WHERE e.pk {views.IN_PKS}", {"pks": listed(pks)}
    )
    found = {row["pk"]: Met(row["id"], row["type"], row["person_class"]) for row in rows}
    return {pk: found[pk] for pk in pks}


def _told(connection: sqlite3.Connection, gate: Gate, links: Sequence[str], ask: Ask[int]) -> Told[int]:
    """Of hubs too all steps are told: that is no slower here than to stop at the first ones."""
    both = "UNION ALL".join(
        f" SELECT l.pk, l.id, l.{one} AS one, l.{other} AS other, {far}.id AS met_id, {far}.type AS met_type, "
        f"{far}.person_class AS met_class FROM {views.LINK} "
        f"WHERE l.{one} {views.IN_PKS} AND l.subject <> l.object "
        "AND (:links = '[]' OR l.type IN (SELECT value FROM json_each(:links))) "
        "AND NOT EXISTS (SELECT 1 FROM json_each(:forbidden) f WHERE json_extract(f.value, '$[0]') = l.type "
        "AND json_extract(f.value, '$[1]') IN (a.type, b.type)) "
        f"AND {gate.reach('l', far)} "
        for one, other, far in (("subject", "object", "b"), ("object", "subject", "a"))
    )
    closed = [[link, type_] for link, types in forbidden().items() for type_ in types]
    bound = gate.bind(pks=listed(ask.keys), links=listed(links), forbidden=listed(closed))
    rows = connection.execute(both, bound).fetchall()
    found: dict[int, list[tuple[Step[int], Met]]] = defaultdict(list)
    for row in rows:
        step = Step(row["one"], row["pk"], row["other"], row["id"])
        found[step.one].append((step, Met(row["met_id"], row["met_type"], row["met_class"])))
    return [Onward(key, len(steps), steps) for key, steps in found.items()]
