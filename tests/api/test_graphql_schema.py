"""The GraphQL schema: derived from the ontology, committed, and asked about only within the limits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest
from graphql import build_schema as read_schema
from graphql import get_introspection_query, is_enum_type, is_interface_type, is_object_type

from api.app import create_app
from api.graphql.build import schema_text
from api.serve import opened
from api.settings import Settings
from ontology.loader import schema
from tests.api.conftest import NOW, Api
from tests.contract.world import World


def test_every_type_link_property_and_code_of_the_ontology_is_in_it() -> None:
    text = read_schema(schema_text())
    entity_types, link_types = text.type_map["EntityType"], text.type_map["LinkType"]
    assert is_enum_type(entity_types)
    assert is_enum_type(link_types)
    assert set(entity_types.values) == {t.name for t in schema().entity_types}
    assert set(link_types.values) == {link.enum_name for link in schema().links.values()}
    assert is_interface_type(text.type_map["Entity"])
    for type_ in schema().entity_types:
        found = text.type_map[type_.name]
        assert is_object_type(found)
        assert found.description == type_.why
        assert set(type_.properties) | set(text.type_map["Entity"].fields) == set(found.fields)
    sites = text.type_map["SiteKind"]
    assert is_enum_type(sites)
    assert set(sites.values) == {code.upper() for code in schema().types["Site"].kinds}


def test_no_score_of_a_person_and_no_member_of_a_group_can_be_asked_for() -> None:
    text = read_schema(schema_text())
    people, groups = text.type_map["Person"], text.type_map["PopulationGroup"]
    assert is_object_type(people)
    assert is_object_type(groups)
    assert not [name for name in people.fields if "score" in name.lower() or "risk" in name.lower()]
    assert not [name for name in groups.fields if "member" in name.lower()]


async def test_the_schema_is_served_as_text(api: Api) -> None:
    assert (await api.client.get("/schema.graphql")).text == schema_text()


async def test_small_questions_about_the_schema_pass_and_deep_ones_do_not(api: Api) -> None:
    data = await api.ask('{ __type(name: "Phone") { fields { name } } }')
    assert "number" in [field["name"] for field in data["__type"]["fields"]]
    assert (await api.refused(get_introspection_query()))["message"].endswith("parts: depth")
    circle = "{ __schema { types { fields { type { fields { type { fields { type { fields { type { fields { type {" \
             " fields { name } } } } } } } } } } } } } }"  # fmt: skip
    assert (await api.refused(circle))["message"].endswith("parts: depth")


@pytest.fixture
async def closed(settings: Settings) -> AsyncIterator[Api]:
    """The application with introspection off."""
    without = replace(settings, introspection=False)
    async with opened(without, create=True) as (store, ledger):
        app = create_app(without, store, ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Api(client, store, ledger, World())


async def test_without_introspection_the_schema_is_not_told(closed: Api) -> None:
    for query in ("{ __schema { queryType { name } } }", '{ __type(name: "Phone") { name } }'):
        answer = (await closed.post(query)).json()
        assert set(answer) == {"errors"}
        assert all(e["message"].startswith("GraphQL introspection has been disabled") for e in answer["errors"])
    assert (await closed.client.get("/schema.graphql")).status_code == 404
    assert (await closed.client.get("/")).json()["schema"] is None
    assert (await closed.ask("{ __typename }")) == {"__typename": "Query"}
