"""What resolution keeps between its runs: blocking keys, scored pairs, and which entity holds a mention."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from graph.rows import Pair
from graph.sqlite.records import listed


def put_keys(connection: sqlite3.Connection, keys: Sequence[tuple[str, str]]) -> None:
    connection.executemany(
        "DELETE FROM block_key WHERE mention = :mention", [{"mention": m} for m in sorted({m for _, m in keys})]
    )
    connection.executemany(
        "INSERT INTO block_key VALUES (:mention, :key)", [{"mention": m, "key": k} for k, m in sorted(set(keys))]
    )


def put_pairs(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> None:
    connection.executemany(
        "INSERT INTO pair VALUES (:left, :right, :bits, :band, :model, :worth) "
        "ON CONFLICT (left_mention, right_mention) "
        "DO UPDATE SET bits = excluded.bits, band = excluded.band, model = excluded.model, worth = excluded.worth",
        [asdict(p) | {"bits": float(p.bits), "worth": float(p.worth)} for p in pairs],
    )


def drop_resolution(connection: sqlite3.Connection, mentions: Sequence[str]) -> None:
    connection.executemany("DELETE FROM block_key WHERE mention = :m", [{"m": m} for m in mentions])
    connection.executemany(
        "DELETE FROM pair WHERE left_mention = :m OR right_mention = :m", [{"m": m} for m in mentions]
    )


def sharing(connection: sqlite3.Connection, keys: Sequence[str]) -> list[tuple[str, str]]:
    rows = connection.execute(
        "SELECT key, mention FROM block_key WHERE key IN (SELECT value FROM json_each(:keys)) ORDER BY key, mention",
        {"keys": listed(keys)},
    )
    return [(row["key"], row["mention"]) for row in rows]


def keys_of(connection: sqlite3.Connection, mentions: Sequence[str]) -> list[tuple[str, str]]:
    rows = connection.execute(
        "SELECT key, mention FROM block_key WHERE mention IN (SELECT value FROM json_each(:ids)) ORDER BY key, mention",
        {"ids": listed(mentions)},
    )
    return [(row["key"], row["mention"]) for row in rows]


def pairs_touching(connection: sqlite3.Connection, mentions: Sequence[str]) -> list[Pair]:
    rows = connection.execute(
        "SELECT * FROM pair WHERE left_mention IN (SELECT value FROM json_each(:ids)) UNION "
        "SELECT * FROM pair WHERE right_mention IN (SELECT value FROM json_each(:ids)) "
        "ORDER BY left_mention, right_mention",
        {"ids": listed(mentions)},
    )
    return [Pair(r["left_mention"], r["right_mention"], r["bits"], r["band"], r["model"], r["worth"]) for r in rows]


def entity_of(connection: sqlite3.Connection, mentions: Sequence[str]) -> dict[str, str]:
    """By the rows that serve everybody first; where a mention is only in variants, the first by id."""
    rows = connection.execute(
        "SELECT m.mention, e.id FROM member m JOIN entity e ON e.pk = m.entity "
        "WHERE m.mention IN (SELECT value FROM json_each(:ids)) ORDER BY m.mention, e.variant, e.id",
        {"ids": listed(mentions)},
    )
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row["mention"], row["id"])
    return found
