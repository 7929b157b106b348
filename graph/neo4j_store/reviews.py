"""Pairs that a person is asked about, in the order of what his decision is worth."""

from __future__ import annotations

from collections.abc import Sequence

from graph.limits import page_size
from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.statements import Reading, statement
from graph.store import Position
from graph.views import OpenPair, Page

_FIRST: Position = (9e99, "", "")


@statement
def _open_pairs(see: Predicates) -> str:
    """Walks the index of ranks (a rank is minus a worth, so that the index has the order asked for)."""
    sides = " ".join(
        f"MATCH ({m}:Mention {{id: p.{side}}})-[:IN]->({d}:Document) WHERE {see.document(d)} "
        f"MATCH ({m})<-[:HOLDS]-({e}:Entity) WITH {known}, {e} WHERE {see.there(e)} AND {more}"
        for side, m, d, e, known, more in (
            ("left_mention", "m", "d", "e", "p", "(size($own.types) = 0 OR e.type IN $own.types)"),
            ("right_mention", "n", "g", "f", "p, e", "e <> f"),
        )
    )
    return (
        "MATCH (p:Pair) USING INDEX p:Pair(rank, left_mention, right_mention) "
        "WHERE p.rank >= $own.rank AND p.left_mention IS NOT NULL AND p.right_mention IS NOT NULL "
        "AND (p.rank > $own.rank OR p.left_mention > $own.left "
        "OR (p.left_mention = $own.left AND p.right_mention > $own.right)) "
        f"WITH p {sides} "
        "RETURN p.left_mention AS left, p.right_mention AS right, p.bits, -p.rank, p.model, e.id, f.id "
        "ORDER BY p.rank, p.left_mention, p.right_mention LIMIT $own.limit"
    )


async def open_pairs(reading: Reading, types: Sequence[str], limit: int, after: Position | None) -> Page[OpenPair]:
    worth, left, right = after or _FIRST
    size = page_size(limit)
    rows = await reading.ask(_open_pairs, rank=-float(worth), left=left, right=right, types=list(types), limit=size + 1)
    found = tuple(OpenPair(*row) for row in rows[:size])
    return Page(found, found[-1].place if len(rows) > size else None)
