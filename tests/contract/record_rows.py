"""The records of the table as rows of a store's projection."""

from __future__ import annotations

from datetime import date
from typing import Any

from graph.rows import EntityRow, LinkRow, Support, ValueRow
from ontology.loader import schema

_SUPPORT = (Support("c", 1, date(2024, 1, 1), date(2029, 1, 1), "A", 1, "origin"),)


def rows_of(record: dict[str, Any]) -> tuple[list[EntityRow], list[LinkRow]]:
    """The entity; of a link, its ends `a` and `b` and the link itself."""
    if "subject" not in record:
        values = tuple(ValueRow(p, n, n, _SUPPORT) for p, normals in record["properties"].items() for n in normals)
        return [EntityRow("a", record["type"], (), _SUPPORT, values)], []
    ends = [EntityRow(id_, record[end], (), _SUPPORT, ()) for id_, end in (("a", "subject"), ("b", "object"))]
    link = schema().links.get(record["type"])
    qualifiers = dict(record.get("qualifiers", {}))
    qualifier = qualifiers.pop(link.qualifier, None) if link and link.qualifier else None
    details = tuple(sorted(qualifiers.items()))
    return ends, [LinkRow("l", record["type"], "a", "b", _SUPPORT, qualifier, details=details)]
