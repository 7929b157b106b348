"""The rules that are checked before a row goes to Neo4j, as one projection of the schema."""

from __future__ import annotations

from typing import Any

from graph.neo4j_store.constraints import check_entity, check_link
from ontology.errors import StoreError
from ontology.loader import schema
from tests.contract.record_rows import rows_of


class Neo4jConstraints:
    name = "neo4j"

    def refuses(self, record: dict[str, Any]) -> str | None:
        entities, links = rows_of(record)
        try:
            for entity in entities:
                check_entity(entity, schema())
            for link in links:
                check_link(link, entities[0].type, entities[1].type, schema())
        except StoreError as error:
            return str(error)
        return None
