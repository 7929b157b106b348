"""The ontology inside the database: tables that its triggers (steps/0001_store.sql) read, filled from the schema.

The database itself refuses an unknown type, property, link or code, a link between types that it may not join, and
a value that is not in normal form. The tables follow the schema files at every opening; rows written before stay.
"""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from itertools import product

from ontology.model import Link, Schema, Type
from ontology.values import value_type

_TABLES = ("ontology_type", "ontology_link", "ontology_end", "ontology_property", "ontology_code")


@lru_cache(maxsize=65_536)
def _is_normal(type_: str, normal: str) -> bool:
    return value_type(type_).holds(normal)


def register(connection: sqlite3.Connection) -> None:
    """Give a connection that writes the function that the triggers call."""
    connection.create_function("is_normal", 2, _is_normal, deterministic=True)


def fill(connection: sqlite3.Connection, schema: Schema) -> None:
    """Bring the tables up to the schema, in one transaction, when its digest is not the one they were filled from.
    Nothing is locked when it is: a store can be opened while another process writes to it."""
    known = connection.execute("SELECT value FROM setting WHERE name = 'schema'").fetchone()
    if known and known["value"] == schema.digest:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        _fill(connection, schema)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _fill(connection: sqlite3.Connection, schema: Schema) -> None:
    for table in _TABLES:
        connection.execute(f"DELETE FROM {table}")
    for type_ in schema.entity_types:
        connection.execute("INSERT INTO ontology_type VALUES (:name)", {"name": type_.name})
        _fill_properties(connection, type_)
    for link in schema.links.values():
        connection.execute(
            "INSERT INTO ontology_link VALUES (:name, :qualifier)", {"name": link.name, "qualifier": link.qualifier}
        )
        _fill_properties(connection, link)
        _fill_ends(connection, link)
    connection.execute(
        "INSERT INTO setting VALUES ('schema', :digest) ON CONFLICT (name) DO UPDATE SET value = :digest",
        {"digest": schema.digest},
    )


def _fill_properties(connection: sqlite3.Connection, owner: Type | Link) -> None:
    for prop in owner.properties.values():
        connection.execute(
            "INSERT INTO ontology_property VALUES (:owner, :name, :value, :coded)",
            {"owner": owner.name, "name": prop.name, "value": prop.value, "coded": bool(prop.codes)},
        )
        connection.executemany(
            "INSERT INTO ontology_code VALUES (:owner, :property, :code)",
            [{"owner": owner.name, "property": prop.name, "code": code} for code in prop.codes],
        )


def _fill_ends(connection: sqlite3.Connection, link: Link) -> None:
    types = sorted({*link.subjects, *link.objects})
    connection.executemany(
        "INSERT INTO ontology_end VALUES (:link, :subject, :object)",
        [{"link": link.name, "subject": s, "object": o} for s, o in product(types, types) if link.allows(s, o)],
    )
