"""One table of good and bad records; every projection of the schema gives each of them the same verdict."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest
import yaml

from ontology.errors import InputError
from ontology.loader import schema
from ontology.records import read_record
from ontology.values import VALUE_TYPES
from tests.contract.graphql_types import GraphqlTypes
from tests.contract.neo4j_constraints import Neo4jConstraints
from tests.contract.shacl_shapes import ShaclShapes
from tests.contract.sqlite_constraints import SqliteConstraints

TABLE: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_name("records.yaml").read_text("utf-8"))


class Projection(Protocol):
    """What a schema has been turned into, as far as this test asks of it."""

    @property
    def name(self) -> str: ...

    def refuses(self, record: dict[str, Any]) -> str | None:
        """Why the record is refused, or None where it is accepted."""


class Pydantic:
    name = "pydantic"

    def refuses(self, record: dict[str, Any]) -> str | None:
        try:
            read_record(record)
        except InputError as error:
            return str(error)
        return None


CASES = [(record, True) for record in TABLE["good"]] + [(case["record"], False) for case in TABLE["bad"]]
IDS = [f"good-{record['type']}" for record in TABLE["good"]] + [case["why"] for case in TABLE["bad"]]
PROJECTIONS: tuple[Projection, ...] = (
    Pydantic(), GraphqlTypes(), SqliteConstraints(), Neo4jConstraints(), ShaclShapes([record for record, _ in CASES])
)  # fmt: skip
_AS_WRITTEN = "exports show names as the report wrote them; the shapes cannot ask for their normal form"
_ORDER = "the shapes know a value by a regular expression, which cannot tell which of two figures is the greater"
GAPS: dict[tuple[str, str], str] = {
    ("shacl", "a name that is not folded"): _AS_WRITTEN,
    ("shacl", "an interval that ends before it starts"): _ORDER,
    ("shacl", "bounds in the wrong order"): _ORDER,
    ("shacl", "low above high"): _ORDER,
}
"""(projection, why of a bad record) → why the projection lets it pass all the same."""


def _cases() -> Iterator[Any]:
    for projection in PROJECTIONS:
        for (record, accepted), id_ in zip(CASES, IDS, strict=True):
            gap = GAPS.get((projection.name, id_))
            marks = [pytest.mark.xfail(reason=gap, raises=AssertionError)] if gap else []
            yield pytest.param(projection, record, accepted, id=f"{projection.name}-{id_}", marks=marks)


@pytest.mark.parametrize(("projection", "record", "accepted"), list(_cases()))
def test_every_projection_gives_the_verdict_of_the_table(
    projection: Projection, record: dict[str, Any], accepted: bool
) -> None:
    reason = projection.refuses(record)
    assert (reason is None) == accepted, reason or "accepted, though the table refuses it"


def test_every_gap_is_that_of_a_bad_record() -> None:
    assert {why for _, why in GAPS} <= {case["why"] for case in TABLE["bad"]}


def test_the_table_tries_every_type_link_and_value_type() -> None:
    tried = {record["type"] for record in TABLE["good"]}
    known = schema()
    values = {
        known.types[record["type"]].properties[name].value
        for record in TABLE["good"]
        if record["type"] in known.types
        for name in record["properties"]
    }
    assert tried == {t.name for t in known.entity_types} | set(known.links)
    assert values == set(VALUE_TYPES)
