"""The constraints of the SQLite store as one projection of the schema: what its database refuses."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

from graph.sqlite import constraints
from graph.sqlite.projection import replace_component
from graph.sqlite.schema import apply_steps
from ontology.errors import StoreError
from ontology.loader import schema
from tests.contract.record_rows import rows_of


class SqliteConstraints:
    name = "sqlite"

    def refuses(self, record: dict[str, Any]) -> str | None:
        """Write the record into an empty database."""
        entities, links = rows_of(record)
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
