"""Name search: candidates by tokens and their keys, filtered by view, scored by the two strings, ordered and cut.

No full-text weights anywhere: they count rows the caller may not see.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from graph.limits import page_size
from graph.names import keys_of, likeness, near, tokens_of
from graph.sqlite import views
from graph.sqlite.gate import Gate
from graph.sqlite.records import listed
from graph.store import Position, SearchMode
from graph.views import NameHit, Page
from ontology.errors import RequestError
from ontology.values.name import fold

MAX_TOKENS = 12
LAST = "\U0010ffff"
"""Behind every character that a folded name may hold."""


class Hit(NamedTuple):
    """A name that met the query; `value` is its row number."""

    score: float
    normal: str
    named_by: str
    id: str
    value: int

    @property
    def order(self) -> tuple[float, str, str]:
        """Of several names of one entity, which one counts."""
        return -self.score, self.normal, self.named_by


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
) -> Page[NameHit]:
    """An empty page where the query has no letter or digit. Raises RequestError for too many words."""
    size = page_size(limit)
    folded = fold(query)
    tokens = tokens_of(folded)
    if len(tokens) > MAX_TOKENS:
        raise RequestError(f"a name has at most {MAX_TOKENS} words, not {len(tokens)}", where="query")
    if not tokens:
        return Page(())
    groups = [_group(connection, t, mode, last=i == len(tokens) - 1) for i, t in enumerate(tokens)]
    best = _candidates(connection, gate, folded, groups, types)
    if not best and mode == "fuzzy" and len(groups) > 1:
        for left_out in range(len(groups)):
            rest = groups[:left_out] + groups[left_out + 1 :]
            best |= _candidates(connection, gate, folded, rest, types)
    ranked = sorted((-hit.score, hit.id, hit.value, pk) for pk, hit in best.items())
    if after:
        ranked = [hit for hit in ranked if (hit[0], hit[1]) > (float(after[0]), str(after[1]))]
    shown = ranked[:size]
    found = views.entities(connection, gate, [pk for *_, pk in shown])
    names = views.written(connection, gate, [value for *_, value, _ in shown])
    return Page(
        tuple(NameHit(-minus, names[value], found[pk]) for minus, _, value, pk in shown),
        (shown[-1][0], shown[-1][1]) if len(ranked) > size else None,
    )


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
    connection: sqlite3.Connection, gate: Gate, query: str, groups: Sequence[Group], types: Sequence[str]
) -> dict[int, Hit]:
    """Row number of each visible entity with a visible name that meets every group → its best name."""
    first, *others = sorted(groups, key=lambda group: _bearers(connection, group))
    beside = " ".join(
        "AND EXISTS (SELECT 1 FROM name_token o WHERE o.value = v.pk "
        f"AND o.token IN (SELECT value FROM json_each(:group{i})))"
        for i in range(len(others))
    )
    rows = connection.execute(
        "SELECT DISTINCT v.pk AS value, v.normal, v.property, e.pk, e.id FROM name_token t "
        "CROSS JOIN value v ON v.pk = t.value CROSS JOIN entity e ON e.pk = v.entity "
        f"WHERE t.token IN (SELECT value FROM json_each(:first)) {beside} "
        "AND (:types = '[]' OR e.type IN (SELECT value FROM json_each(:types))) "
        f"AND {gate.value('v')} AND {gate.entity('e')}",
        gate.bind(first=listed(first), types=listed(types), **{f"group{i}": listed(g) for i, g in enumerate(others)}),
    )
    best: dict[int, Hit] = {}
    for row in rows:
        hit = Hit(likeness(query, row["normal"]), row["normal"], row["property"], row["id"], row["value"])
        held = best.get(row["pk"])
        if held is None or hit.order < held.order:
            best[row["pk"]] = hit
    return best


def _bearers(connection: sqlite3.Connection, group: Group) -> int:
    """How many names bear a token of the group: which one to start from, never an answer."""
    (count,) = connection.execute(
        "SELECT count(*) FROM name_token WHERE token IN (SELECT value FROM json_each(:group))", {"group": listed(group)}
    ).fetchone()
    return int(count)
