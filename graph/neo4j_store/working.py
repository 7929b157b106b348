"""What resolution keeps between its runs: blocking keys and scored pairs."""

from __future__ import annotations

from collections.abc import Sequence

from graph.neo4j_store.rows import Transaction, ask, tell
from graph.rows import Pair

_PAIR = (
    "p.left_mention AS a, p.right_mention AS b, p.bits AS bits, p.band AS band, p.model AS model, "
    "coalesce(-p.rank, 0.0) AS worth"
)


async def put_keys(transaction: Transaction, keys: Sequence[tuple[str, str]]) -> None:
    await _drop_keys(transaction, sorted({mention for _, mention in keys}))
    await tell(
        transaction,
        "UNWIND $rows AS r CREATE (b:BlockKey {mention: r[1], key: r[0]}) RETURN count(*) AS n",
        [list(pair) for pair in sorted(set(keys))],
    )


async def put_pairs(transaction: Transaction, pairs: Sequence[Pair]) -> None:
    new = {(p.left, p.right): p for p in pairs}
    await tell(
        transaction,
        "UNWIND $rows AS r MATCH (p:Pair {left_mention: r[0]}) WHERE p.right_mention = r[1] DELETE p "
        "RETURN count(*) AS n",
        [list(key) for key in sorted(new)],
    )
    await tell(
        transaction,
        "UNWIND $rows AS r CREATE (p:Pair "
        "{left_mention: r[0], right_mention: r[1], bits: r[2], band: r[3], model: r[4], rank: r[5]}) "
        "RETURN count(*) AS n",
        [
            [p.left, p.right, float(p.bits), p.band, p.model, -float(p.worth) if p.worth else None]
            for _, p in sorted(new.items())
        ],
    )


async def drop_resolution(transaction: Transaction, mentions: Sequence[str]) -> None:
    await _drop_keys(transaction, mentions)
    for side in ("left_mention", "right_mention"):
        await tell(
            transaction, f"UNWIND $rows AS m MATCH (p:Pair {{{side}: m}}) DELETE p RETURN count(*) AS n", mentions
        )


async def _drop_keys(transaction: Transaction, mentions: Sequence[str]) -> None:
    await tell(transaction, "UNWIND $rows AS m MATCH (b:BlockKey {mention: m}) DELETE b RETURN count(*) AS n", mentions)


async def sharing(transaction: Transaction, keys: Sequence[str]) -> list[tuple[str, str]]:
    found = await ask(
        transaction,
        "MATCH (b:BlockKey) WHERE b.key IN $keys RETURN b.key AS key, b.mention AS mention ORDER BY key, mention",
        keys=list(keys),
    )
    return [(key, mention) for key, mention in found]


async def keys_of(transaction: Transaction, mentions: Sequence[str]) -> list[tuple[str, str]]:
    found = await ask(
        transaction,
        "MATCH (b:BlockKey) WHERE b.mention IN $ids RETURN b.key AS key, b.mention AS mention ORDER BY key, mention",
        ids=list(mentions),
    )
    return [(key, mention) for key, mention in found]


async def pairs_touching(transaction: Transaction, mentions: Sequence[str]) -> list[Pair]:
    found = await ask(
        transaction,
        f"CALL () {{ MATCH (p:Pair) WHERE p.left_mention IN $ids RETURN {_PAIR} "
        f"UNION MATCH (p:Pair) WHERE p.right_mention IN $ids RETURN {_PAIR} }} "
        "RETURN a, b, bits, band, model, worth ORDER BY a, b",
        ids=list(mentions),
    )
    return [Pair(*row) for row in found]
