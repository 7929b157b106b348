"""What stands in the database: names that a person can read, and no others than `shape` lists."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import graph.neo4j_store as package
from graph.neo4j_store import shape
from ontology.loader import schema
from tests.contract.world import World
from tests.graph.neo4j_store.conftest import Open
from tools.neo4j.server import Server

SOURCES = sorted(path for path in Path(package.__file__).parent.rglob("*") if path.suffix in (".py", ".cypher"))


def test_no_name_of_the_ontology_is_one_of_ours() -> None:
    known = schema()
    assert not {t.name for t in known.entity_types} & set(shape.LABELS)
    assert not {link.enum_name for link in known.links.values()} & set(shape.RELATIONSHIPS)
    assert not {p for t in known.entity_types for p in t.properties} & set(shape.ENTITY_PROPERTIES)
    assert not {p for link in known.links.values() for p in link.properties} & set(shape.LINK_PROPERTIES)


@pytest.mark.parametrize("link", sorted(schema().links))
def test_a_link_is_known_by_its_relationship_type(link: str) -> None:
    assert shape.link_name(shape.relationship_type(link)) == link


def test_statements_use_what_the_shape_lists() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    labels = {found for part in re.findall(r"\(\w*((?::[A-Z]\w+)+)", text) for found in part.split(":")[1:]}
    relationships = {t for part in re.findall(r"-\[\w*:([A-Z_|]+)\b", text) for t in part.split("|")}
    assert labels - {"Person", "CriminalNetwork"} == set(shape.LABELS)
    assert relationships - {"MEMBER_OF"} == set(shape.RELATIONSHIPS)


@pytest.mark.parametrize("when", [date(2024, 1, 31), date(1, 1, 1), date(9999, 12, 31)])
def test_days_are_numbers_that_sort(when: date) -> None:
    assert shape.date_of(shape.day(when)) == when
    assert shape.NEVER < shape.day(when) <= shape.FOREVER


def test_what_is_too_long_for_an_index_is_known_by_its_digest() -> None:
    assert shape.bare("MEX:" + "x" * 500) == "x" * 500
    assert len(shape.bare("x" * 10_000)) < 50
    assert shape.bare("x" * 10_000) != shape.bare("x" * 10_001)


async def test_a_person_can_read_the_graph(server: Server, opened: Open) -> None:
    world = World()
    world.report("r-1")
    world.thing("El Zarco", "Person", "r-1")
    world.thing("Los Primos", "CriminalNetwork", "r-1")
    world.thing("N", "Site", "r-1")
    world.says("r-1", "El Zarco", "birthDate", "marzo de 1984", "1984-03")
    world.says("r-1", "N", "coordinate", "14.6776, -92.1481", "14.6776,-92.1481;r=10")
    world.tie("memberOf", "El Zarco", "Los Primos", "r-1", valid="2023", qualifier="guide")
    await world.write(opened(server))
    with server.driver() as driver:
        told = driver.execute_query(
            "MATCH (p:Person)-[m:MEMBER_OF]->(n:CriminalNetwork), (p)-[:HOLDS]->(:Mention)-[:IN]->(d:Document) "
            "RETURN p.caption, p.birthDate, m.function, m.s_due[0], n.caption, d.given_id"
        ).records
        near = driver.execute_query(
            "MATCH (v:Value)-[:VALUE_OF]->(s:Site) "
            "WHERE point.distance(v.location, point({latitude: 14.68, longitude: -92.15})) < 1000 RETURN s.name"
        ).records
    assert [r.values() for r in told] == [["El Zarco", ["1984-03"], "guide", 20290110, "Los Primos", "r-1"]]
    assert [r.values() for r in near] == [[["N"]]]


async def test_the_database_itself_refuses_a_second_of_a_kind(server: Server, opened: Open) -> None:
    opened(server)
    with server.driver() as driver:
        constraints = driver.execute_query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties").records
    unique = {(r["labelsOrTypes"][0], *r["properties"]) for r in constraints}
    assert {("Entity", "key"), ("Document", "id"), ("Mention", "id"), ("Claim", "id"), ("Judgement", "id")} <= unique
    assert {(link.enum_name, "rid", "variant") for link in schema().links.values()} <= unique


async def test_nothing_of_a_name_stays_when_its_last_bearer_is_gone(server: Server, opened: Open) -> None:
    world = World()
    world.report("r-1")
    world.thing("El Zarco", "Person", "r-1")
    world.thing("El Chino", "Person", "r-1")
    store = opened(server)
    await world.write(store)
    async with store.transaction() as writer:
        await writer.replace_component([world.id("El Zarco")], [], [])
    with server.driver() as driver:
        tokens = driver.execute_query("MATCH (t:NameToken) RETURN t.token AS token ORDER BY token").records
        keys = driver.execute_query("MATCH (k:TokenKey) RETURN DISTINCT k.token AS token ORDER BY token").records
    assert [r["token"] for r in tokens] == [r["token"] for r in keys] == ["chino", "el"]
