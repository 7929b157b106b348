"""The pydantic classes of the schema: names, strictness, and where an error points."""

from __future__ import annotations

import pytest

from ontology.errors import InputError
from ontology.loader import schema
from ontology.records import read_record, record_classes


def test_there_is_one_class_for_each_type_and_link_of_that_name() -> None:
    expected = {t.name for t in schema().entity_types} | set(schema().links)
    assert {name: made.__name__ for name, made in record_classes().items()} == {name: name for name in expected}
    assert record_classes()["Vehicle"].__doc__ == schema().types["Vehicle"].why


def test_a_record_is_an_instance_with_python_names() -> None:
    record = read_record({"type": "Person", "properties": {"birthDate": ["1984"]}})
    assert isinstance(record, record_classes()["Person"])
    assert record.model_dump()["properties"]["birth_date"] == ["1984"]
    assert record.model_dump()["properties"]["name"] == []


@pytest.mark.parametrize(
    ("record", "where", "what"),
    [
        ("Person", "type", "unknown type None"),
        ({"properties": {}}, "type", "unknown type None"),
        ({"type": "Person"}, "properties", "Field required"),
        ({"type": "Person", "properties": {}, "id": "x"}, "id", "not permitted"),
        ({"type": "Person", "properties": {"name": "jose"}}, "properties.name", "valid list"),
        ({"type": "Vehicle", "properties": {"year": [2015]}}, "properties.year.0", "valid string"),
        ({"type": "Vehicle", "properties": {"plate": ["ABC123", "X-1"]}}, "properties.plate.1", "not a plate: 'X-1'"),
        ({"type": "leads", "subject": "Person"}, "object", "Field required"),
        ({"type": "leads", "subject": "Person", "object": "Agency"}, "object", "'CriminalNetwork' or 'Organization'"),
        (
            {"type": "memberOf", "subject": "Person", "object": "Agency", "qualifiers": {"function": None}},
            "qualifiers.function",
            "'recruiter'",
        ),
    ],
)
def test_a_refusal_names_the_place(record: object, where: str, what: str) -> None:
    with pytest.raises(InputError) as caught:
        read_record(record)
    assert caught.value.where == where
    assert what in caught.value.what
