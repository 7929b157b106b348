"""Pairs that a person is asked about, in the order of what his decision is worth."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from graph.limits import page_size
from graph.sqlite.gate import Gate
from graph.sqlite.records import listed
from graph.store import Position
from graph.views import OpenPair, Page

_FIRST: Position = (9e99, "", "")


def statement(gate: Gate) -> str:
    """Walks the index of worth (hence CROSS JOIN, which keeps this order of tables) and stops when the page is full."""
    sides = " ".join(
        f"CROSS JOIN mention {t} ON {t}.id = p.{side} CROSS JOIN member {m} ON {m}.mention = p.{side} "
        f"CROSS JOIN entity {e} ON {e}.pk = {m}.entity"
        for side, t, m, e in (("left_mention", "t", "m", "e"), ("right_mention", "u", "n", "f"))
    )
    seen = " AND ".join((gate.document("t.document"), gate.document("u.document"), gate.entity("e"), gate.entity("f")))
    return (
        "SELECT p.left_mention, p.right_mention, p.bits, p.worth, p.model, e.id AS left_entity, f.id AS right_entity "
        f"FROM pair p INDEXED BY pair_worth {sides} WHERE p.worth > 0 AND p.worth <= :worth "
        "AND (p.worth < :worth OR (p.left_mention, p.right_mention) > (:left, :right)) "
        "AND e.pk <> f.pk AND (:any OR e.type IN (SELECT value FROM json_each(:types))) "
        f"AND {seen} ORDER BY p.worth DESC, p.left_mention, p.right_mention LIMIT :limit"
    )


def open_pairs(
    connection: sqlite3.Connection, gate: Gate, types: Sequence[str], limit: int, after: Position | None
) -> Page[OpenPair]:
    worth, left, right = after or _FIRST
    size = page_size(limit)
    rows = connection.execute(
        statement(gate),
        gate.bind(worth=worth, left=left, right=right, any=not types, types=listed(types), limit=size + 1),
    ).fetchall()
    found = tuple(
        OpenPair(
            left=row["left_mention"],
            right=row["right_mention"],
            bits=row["bits"],
            worth=row["worth"],
            model=row["model"],
            left_entity=row["left_entity"],
            right_entity=row["right_entity"],
        )
        for row in rows[:size]
    )
    return Page(found, found[-1].place if len(rows) > size else None)
