"""The constraints of the SQLite store as one projection of the schema: what its database refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from graph.rows import EntityRow, LinkRow, Support, ValueRow
from graph.sqlite import constraints
from graph.sqlite.projection import replace_component
from graph.sqlite.schema import apply_steps
from ontology.errors import StoreError
from ontology.loader import schema

_SUPPORT = (Support("c", 1, date(2024, 1, 1), date(2029, 1, 1), "A", 1, "origin"),)


class SqliteConstraints:
    name = "sqlite"

    def refuses(self, record: dict[str, Any]) -> str | None:
        """Write the record into an empty database."""
        entities, links = _rows(record)
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
            connection.row_factory = sqlite3.Row
            apply_steps(connection, ":memory:")
            constraints.register(connection)
            constraints.fill(connection, schema())
            try:
                replace_component(connection, [], entities, links)
            except StoreError as error:
                return str(error)
        return None


def _rows(record: dict[str, Any]) -> tuple[list[EntityRow], list[LinkRow]]:
    if "subject" not in record:
        values = tuple(ValueRow(p, n, n, _SUPPORT) for p, normals in record["properties"].items() for n in normals)
        return [EntityRow("a", record["type"], (), _SUPPORT, values)], []
    ends = [EntityRow(id_, record[end], (), _SUPPORT, ()) for id_, end in (("a", "subject"), ("b", "object"))]
    link = schema().links.get(record["type"])
    qualifiers = dict(record.get("qualifiers", {}))
    qualifier = qualifiers.pop(link.qualifier, None) if link and link.qualifier else None
    details = tuple(sorted(qualifiers.items()))
    return ends, [LinkRow("l", record["type"], "a", "b", _SUPPORT, qualifier, details=details)]
