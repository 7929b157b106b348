"""Writing the projection: components in and out, with supports, values, links and the tokens of names."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import lru_cache

from graph.names import keys_of, tokens_of
from graph.refusals import end_missing
from graph.rows import NO_VARIANT, EntityRow, LinkRow, Support, ValueRow
from graph.sqlite.connection import told
from graph.sqlite.records import listed
from ontology.interval import Interval

NAME = "name"
"""The value type whose values are searched as names."""
Names = frozenset[tuple[str, str]]
"""Types with their properties of that value type."""


def replace_component(
    connection: sqlite3.Connection, old: Sequence[str], entities: Sequence[EntityRow], links: Sequence[LinkRow]
) -> None:
    _take_out(connection, sorted({*old, *(e.id for e in entities)}))
    gone = {"ids": listed(sorted({link.id for link in links}))}
    connection.execute("DELETE FROM link WHERE id IN (SELECT value FROM json_each(:ids))", gone)
    names = _names(connection)
    for entity in sorted(entities, key=lambda e: (e.id, e.variant)):
        with told(f"entity {entity.id}"):
            _put_entity(connection, entity, names)
    _put_keys(connection, entities, names)
    for link in sorted(links, key=lambda x: (x.subject, x.object, x.id, x.variant)):
        with told(f"link {link.id} ({link.type})"):
            _put_link(connection, link)


def _take_out(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Entities in all their variants; links, values, supports and names go with them."""
    tokens = connection.execute(
        "SELECT DISTINCT t.token FROM entity e JOIN value v ON v.entity = e.pk JOIN name_token t ON t.value = v.pk "
        "WHERE e.id IN (SELECT value FROM json_each(:ids))",
        {"ids": listed(ids)},
    ).fetchall()
    connection.execute("DELETE FROM entity WHERE id IN (SELECT value FROM json_each(:ids))", {"ids": listed(ids)})
    connection.executemany(  # nothing of a name stays behind when its last bearer is gone
        "DELETE FROM token_key WHERE token = :token AND NOT EXISTS (SELECT 1 FROM name_token WHERE token = :token)",
        [{"token": row["token"]} for row in tokens],
    )


def clear(connection: sqlite3.Connection) -> None:
    """The projection and what resolution keeps, gone; every document waits to be fused."""
    for table in ("link", "entity", "token_key", "block_key", "pair"):
        connection.execute(f"DELETE FROM {table}")
    connection.execute("INSERT INTO pending SELECT id FROM document WHERE true ON CONFLICT (document) DO NOTHING")


def _names(connection: sqlite3.Connection) -> Names:
    rows = connection.execute("SELECT owner, name FROM ontology_property WHERE value_type = :type", {"type": NAME})
    return frozenset((row["owner"], row["name"]) for row in rows)


def _put_entity(connection: sqlite3.Connection, entity: EntityRow, names: Names) -> None:
    cursor = connection.execute(
        "INSERT INTO entity (variant, id, type, person_class, seen, unseen) "
        "VALUES (:variant, :id, :type, :person_class, :seen, :unseen)",
        {"variant": entity.variant, "id": entity.id, "type": entity.type, "person_class": entity.person_class,
         "seen": json.dumps(entity.seen), "unseen": json.dumps(entity.unseen)},
    )  # fmt: skip
    pk = _made(cursor)
    connection.executemany(
        "INSERT INTO member (entity, position, mention) VALUES (:entity, :position, :mention)",
        [{"entity": pk, "position": i, "mention": m} for i, m in enumerate(entity.members)],
    )
    _put_supports(connection, "entity_support", pk, entity.supports)
    for value in entity.values:
        _put_value(connection, pk, entity.type, value, names)


def _put_value(connection: sqlite3.Connection, entity: int, type_: str, value: ValueRow, names: Names) -> None:
    cursor = connection.execute(
        "INSERT INTO value (entity, property, written, normal) VALUES (:entity, :property, :written, :normal)",
        {"entity": entity, "property": value.property, "written": value.written, "normal": value.normal},
    )
    pk = _made(cursor)
    _put_supports(connection, "value_support", pk, value.supports)
    if (type_, value.property) in names:
        connection.executemany(
            "INSERT INTO name_token VALUES (:token, :value)",
            [{"token": token, "value": pk} for token in tokens_of(value.normal)],
        )


def _put_keys(connection: sqlite3.Connection, entities: Sequence[EntityRow], names: Names) -> None:
    """The keys of tokens that no name had before."""
    tokens = {t for e in entities for v in e.values if (e.type, v.property) in names for t in tokens_of(v.normal)}
    new = connection.execute(
        "SELECT value AS token FROM json_each(:tokens) WHERE value NOT IN (SELECT token FROM token_key)",
        {"tokens": listed(sorted(tokens))},
    ).fetchall()
    connection.executemany(
        "INSERT INTO token_key VALUES (:key, :token)",
        [{"key": key, "token": row["token"]} for row in new for key in sorted(keys_of(row["token"]))],
    )


def _put_link(connection: sqlite3.Connection, link: LinkRow) -> None:
    cursor = connection.execute(
        "INSERT INTO link (variant, id, type, subject, object, qualifier, occurred, details, seen, unseen) "
        "VALUES (:variant, :id, :type, :subject, :object, :qualifier, :occurred, :details, :seen, :unseen)",
        {"variant": link.variant, "id": link.id, "type": link.type, "subject": _end(connection, link, link.subject),
         "object": _end(connection, link, link.object), "qualifier": link.qualifier, "occurred": link.when,
         "details": json.dumps(link.details, ensure_ascii=False), "seen": json.dumps(link.seen),
         "unseen": json.dumps(link.unseen)},
    )  # fmt: skip
    _put_supports(connection, "link_support", _made(cursor), link.supports)


def _end(connection: sqlite3.Connection, link: LinkRow, id_: str) -> int:
    """The row of one end: of the link's own variant where the entity has one, else the row that serves everybody."""
    row = connection.execute(
        "SELECT pk FROM entity WHERE id = :id AND variant IN (:variant, :none) ORDER BY variant = :none LIMIT 1",
        {"id": id_, "variant": link.variant, "none": NO_VARIANT},
    ).fetchone()
    if row is None:
        raise end_missing(link.id, link.type, id_)
    return int(row["pk"])


def _put_supports(connection: sqlite3.Connection, table: str, element: int, supports: Iterable[Support]) -> None:
    connection.executemany(
        f"INSERT INTO {table} VALUES (:element, :claim, :mk, :known_from, :known_to, :due, :reliability, "
        ":credibility, :origin, :valid, :valid_from, :valid_to, :written)",
        [_support_row(element, support) for support in supports],
    )


def _support_row(element: int, support: Support) -> dict[str, object]:
    first, last = _days(support.valid)
    return {
        "element": element,
        "claim": support.claim,
        "mk": support.mk,
        "known_from": support.known_from.isoformat(),
        "known_to": support.known_to.isoformat() if support.known_to else None,
        "due": support.due.isoformat(),
        "reliability": support.reliability,
        "credibility": support.credibility,
        "origin": support.origin,
        "valid": support.valid,
        "valid_from": first,
        "valid_to": last,
        "written": support.written,
    }


@lru_cache(maxsize=10_000)
def _days(valid: str | None) -> tuple[str | None, str | None]:
    """First and last day of an interval's normal form; None where it is open, or where there is none."""
    interval = Interval.parse(valid) if valid else Interval(None, None)
    return (
        interval.start.isoformat() if interval.start else None,
        interval.end.isoformat() if interval.end else None,
    )


def _made(cursor: sqlite3.Cursor) -> int:
    assert cursor.lastrowid is not None
    return cursor.lastrowid
