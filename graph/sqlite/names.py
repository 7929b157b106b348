"""Name search: candidates by tokens and their keys, filtered by view, scored by the two strings, ordered and cut.

No full-text weights anywhere: they count rows the caller may not see.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from graph.limits import page_size
from graph.names import keys_of, near
from graph.search import Candidate, Query, shown
from graph.sqlite import views
from graph.sqlite.gate import Gate
from graph.sqlite.records import listed
from graph.store import Position, SearchMode
from graph.views import NamePage

LAST = "\U0010ffff"
"""Behind every character that a folded name may hold."""


Group = tuple[str, ...]
"""Tokens of the store that one token of the query meets."""


def search(
    connection: sqlite3.Connection,
    gate: Gate,
    query: str,
    types: Sequence[str],
    mode: SearchMode,
    limit: int,
    after: Position | None,
    apart_from: Sequence[str],
) -> NamePage:
    """An empty page where the query has no letter or digit. Raises RequestError for too many words."""
    size = page_size(limit)
    asked = Query.of(query)
    if not asked.tokens:
        return NamePage(())
    last = len(asked.tokens) - 1
    groups = [_group(connection, token, mode, last=i == last) for i, token in enumerate(asked.tokens)]
    candidates = _candidates(connection, gate, groups, types)
    if not candidates and mode == "fuzzy" and last:
        for left_out in range(len(groups)):
            candidates += _candidates(connection, gate, groups[:left_out] + groups[left_out + 1 :], types)
    found = shown(asked, candidates, size, after, apart_from)
    return found.page(views.entities(connection, gate, [hit.name.entity for hit in found.hits]))


def _group(connection: sqlite3.Connection, token: str, mode: SearchMode, *, last: bool) -> Group:
    if mode == "fuzzy":
        rows = connection.execute(
            "SELECT DISTINCT token FROM token_key WHERE key IN (SELECT value FROM json_each(:keys)) ORDER BY token",
            {"keys": listed(sorted(keys_of(token)))},
        )
        return tuple(row["token"] for row in rows if near(token, row["token"]))
    if mode == "prefix" and last:
        rows = connection.execute(
            "SELECT DISTINCT token FROM name_token WHERE token >= :from AND token < :to ORDER BY token",
            {"from": token, "to": token + LAST},
        )
        return tuple(row["token"] for row in rows)
    return (token,)


def _candidates(
    connection: sqlite3.Connection, gate: Gate, groups: Sequence[Group], types: Sequence[str]
) -> list[Candidate[int]]:
    """The visible names of visible entities that meet every group."""
    first, *others = sorted(groups, key=lambda group: _bearers(connection, group))
    beside = " ".join(
        "AND EXISTS (SELECT 1 FROM name_token o WHERE o.value = v.pk "
        f"AND o.token IN (SELECT value FROM json_each(:group{i})))"
        for i in range(len(others))
    )
    rows = connection.execute(
        "SELECT DISTINCT v.normal, v.property, e.pk, e.id, e.type FROM name_token t "
        "CROSS JOIN value v ON v.pk = t.value CROSS JOIN entity e ON e.pk = v.entity "
        f"WHERE t.token IN (SELECT value FROM json_each(:first)) {beside} "
        "AND (:types = '[]' OR e.type IN (SELECT value FROM json_each(:types))) "
        f"AND {gate.value('v')} AND {gate.entity('e')}",
        gate.bind(first=listed(first), types=listed(types), **{f"group{i}": listed(g) for i, g in enumerate(others)}),
    )
    return [Candidate(row["normal"], row["property"], row["id"], row["pk"], row["type"]) for row in rows]


def _bearers(connection: sqlite3.Connection, group: Group) -> int:
    """How many names bear a token of the group: which one to start from, never an answer."""
    (count,) = connection.execute(
        "SELECT count(*) FROM name_token WHERE token IN (SELECT value FROM json_each(:group))", {"group": listed(group)}
    ).fetchone()
    return int(count)
