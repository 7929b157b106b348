"""Rows of the projection as the views one caller gets: only supports, values and members that pass."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from graph.labels import label
from graph.resting import Resting, by_property, resting, value_view
from graph.sqlite.gate import Gate, SupportTable
from graph.sqlite.records import listed
from graph.views import EntityView, LinkView, ValueView

LINK = "link l JOIN entity a ON a.pk = l.subject JOIN entity b ON b.pk = l.object"
LINK_COLUMNS = "l.pk, l.id, l.type, l.qualifier, l.occurred, l.details, a.id AS subject_id, b.id AS object_id"
IN_PKS = "IN (SELECT value FROM json_each(:pks))"


def entities(connection: sqlite3.Connection, gate: Gate, pks: Sequence[int]) -> dict[int, EntityView]:
    """The visible ones among these rows, by row number."""
    parameters = gate.bind(pks=listed(pks))
    found = connection.execute(
        f"SELECT e.pk, e.id, e.type, e.person_class FROM entity e WHERE e.pk {IN_PKS} AND {gate.entity('e')}",
        parameters,
    ).fetchall()
    visible = [row["pk"] for row in found]
    bases = _bases(connection, gate, "entity_support", visible)
    members = _members(connection, gate, visible)
    values = _values(connection, gate, visible)
    return {
        row["pk"]: EntityView(
            id=row["id"],
            type=row["type"],
            label=label(row["type"], values[row["pk"]]),
            person_class=row["person_class"],
            members=tuple(members[row["pk"]]),
            values=values[row["pk"]],
            basis=bases[row["pk"]].basis,
        )
        for row in found
    }


def _members(connection: sqlite3.Connection, gate: Gate, pks: Sequence[int]) -> dict[int, list[str]]:
    """A mention is there when its document is."""
    rows = connection.execute(
        f"SELECT m.entity, m.mention FROM member m JOIN mention t ON t.id = m.mention "
        f"WHERE m.entity {IN_PKS} AND {gate.document('t.document')} ORDER BY m.entity, m.position",
        gate.bind(pks=listed(pks)),
    )
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows:
        found[row["entity"]].append(row["mention"])
    return found


def _values(
    connection: sqlite3.Connection, gate: Gate, pks: Sequence[int]
) -> dict[int, dict[str, tuple[ValueView, ...]]]:
    rows = connection.execute(
        f"SELECT v.pk, v.entity, v.property, v.written, v.normal FROM value v "
        f"WHERE v.entity {IN_PKS} AND {gate.value('v')}",
        gate.bind(pks=listed(pks)),
    ).fetchall()
    bases = _bases(connection, gate, "value_support", [row["pk"] for row in rows])
    found: dict[int, list[tuple[str, ValueView]]] = {pk: [] for pk in pks}
    for row in rows:
        found[row["entity"]].append((row["property"], value_view(row["written"], row["normal"], bases[row["pk"]])))
    return {pk: by_property(values) for pk, values in found.items()}


def links(connection: sqlite3.Connection, gate: Gate, pks: Sequence[int]) -> dict[int, LinkView]:
    """The visible ones among these rows, by row number."""
    rows = connection.execute(
        f"SELECT {LINK_COLUMNS} FROM {LINK} WHERE l.pk {IN_PKS} AND {gate.link('l', 'a', 'b')}",
        gate.bind(pks=listed(pks)),
    ).fetchall()
    bases = _bases(connection, gate, "link_support", [row["pk"] for row in rows])
    return {
        row["pk"]: LinkView(
            id=row["id"],
            type=row["type"],
            subject=row["subject_id"],
            object=row["object_id"],
            qualifier=row["qualifier"],
            when=row["occurred"],
            details=tuple((name, value) for name, value in json.loads(row["details"])),
            periods=bases[row["pk"]].periods,
            basis=bases[row["pk"]].basis,
        )
        for row in rows
    }


def _bases(connection: sqlite3.Connection, gate: Gate, table: SupportTable, pks: Sequence[int]) -> dict[int, Resting]:
    """Of each element, over the supports that pass."""
    cursor = connection.cursor()
    cursor.row_factory = None
    cursor.execute(
        "SELECT s.element, s.claim, s.origin, s.reliability, s.credibility, s.known_from, s.mk, s.valid, s.written "
        f"FROM {table} s WHERE s.element {IN_PKS} AND {gate.support('s')} ORDER BY s.element, s.claim",
        gate.bind(pks=listed(pks)),
    )
    return {element: resting([row[1:] for row in rows]) for element, rows in groupby(cursor, itemgetter(0))}
