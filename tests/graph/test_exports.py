from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from graph.exports.chart import Chart, chart_of
from graph.exports.columns import edge_columns, node_columns
from graph.exports.formats import FORMATS, format_named
from graph.exports.graphml import write_graphml
from graph.exports.values import Cleaner
from graph.views import Basis, EntityView, LinkView, Truncated, ValueView
from ontology.errors import SetupError
from ontology.loader import schema
from ontology.marking import Marking

MARKINGS = {1: Marking.parse("CUI//SP-LEI//REL TO USA, MEX"), 2: Marking.parse("UNCLASSIFIED"), 3: Marking.parse("CUI")}


def basis(*claims: str, mk: int = 1, origins: int = 1) -> Basis:
    return Basis(claims, origins, "B", 2, date(2024, 3, 2), (mk,))


def value(written: str, normal: str | None = None, mk: int = 1) -> ValueView:
    return ValueView(written, written if normal is None else normal, basis("c9", mk=mk))


def entity(id_: str, type_: str, label: str, **values: list[ValueView]) -> EntityView:
    return EntityView(id_, type_, label, None, (id_,), {k: tuple(v) for k, v in values.items()}, basis("c1"))


def link(id_: str, type_: str, subject: str, object_: str, **more: Any) -> LinkView:
    fields: dict[str, Any] = {"qualifier": None, "when": None, "details": (), "periods": (), "basis": basis("c2", "c3")}
    return LinkView(id_, type_, subject, object_, **(fields | more))


ENTITIES = [
    entity("m4", "Person", "José «Chapo» Núñez", name=[value("José «Chapo» Núñez"), value("J. <Núñez> & Cía")]),
    entity("m1", "Person", "Line\nbreak\tand \r \x0b end", name=[value("Line\nbreak\tand \r \x0b end")]),
    entity("m2", "CriminalNetwork", "Los Arrieros", name=[value("Los Arrieros", mk=2)], kind=[value("cell", "cell")]),
    entity("m3", "IdentityDocument", "X7654321", number=[value("X-7654321", "X7654321")]),
    entity("m5", "Phone", "+525512345678", assumed=[value("sí", "yes")]),
    entity("m6", "Vehicle", "Ford", year=[value("1998", "1998"), value("1999", "1999")]),
]
LINKS = [
    link("l2", "memberOf", "m4", "m2", qualifier="guide", periods=("2023-05", "2024")),
    link("l1", "memberOf", "m4", "m2", qualifier="driver"),
    link("l3", "associateOf", "m1", "m4"),
    link("l4", "contacted", "m1", "m5", when="2024-01-02", details=(("channel", "call"), ("count", "3"))),
]


def chart(**more: Any) -> Chart:
    return chart_of(schema(), ENTITIES, LINKS, MARKINGS, head=more)


def written(drawn: Chart) -> str:
    return "".join(write_graphml(drawn))


def read_back(drawn: Chart) -> Any:
    return nx.read_graphml(io.BytesIO(written(drawn).encode()), force_multigraph=True)


def test_networkx_reads_the_same_nodes_edges_and_values() -> None:
    graph = read_back(chart())
    assert sorted(graph) == ["m1", "m2", "m3", "m4", "m5", "m6"]
    assert sorted((s, t, k) for s, t, k in graph.edges(keys=True)) == [
        ("m1", "m4", "l3"), ("m1", "m5", "l4"), ("m4", "m2", "l1"), ("m4", "m2", "l2"),
    ]  # fmt: skip
    person = graph.nodes["m4"]
    assert person["label"] == "José «Chapo» Núñez"
    assert json.loads(person["name"]) == ["José «Chapo» Núñez", "J. <Núñez> & Cía"]
    assert (person["type"], person["reliability"], person["credibility"], person["origins"]) == ("Person", "B", 2, 1)
    assert person["knownFrom"] == "2024-03-02"
    assert json.loads(person["claims"]) == ["c1", "c9"]
    assert graph.nodes["m5"]["assumed"] == "yes"
    assert graph.nodes["m6"]["year"] == 1998
    assert json.loads(graph.nodes["m6"]["yearCompeting"]) == ["1999"]
    member = graph.edges["m4", "m2", "l2"]
    assert (member["type"], member["label"], member["function"]) == ("memberOf", "member of", "guide")
    assert json.loads(member["valid"]) == ["2023-05", "2024"]
    call = graph.edges["m1", "m5", "l4"]
    assert (call["when"], call["channel"], call["count"], call["symmetric"]) == ("2024-01-02", "call", 3, True)


def test_white_space_survives_and_what_xml_cannot_hold_is_replaced_and_counted() -> None:
    drawn = chart()
    assert read_back(drawn).nodes["m1"]["label"] == "Line\nbreak\tand \r � end"
    assert drawn.replaced == 2  # in the label and in the name


def test_keys_come_with_type_and_domain_and_only_where_used() -> None:
    root = ElementTree.fromstring(written(chart()))
    space = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {(k.get("for"), k.get("attr.name")): k.get("attr.type") for k in root.iter(f"{space}key")}
    assert keys["node", "year"] == "double"
    assert keys["edge", "symmetric"] == "boolean"
    assert keys["edge", "origins"] == "long"
    assert keys["graph", "banner"] == "string"
    assert ("node", "birthDate") not in keys
    assert set(keys.values()) <= {"boolean", "int", "long", "float", "double", "string"}
    undirected = {e.get("id") for e in root.iter(f"{space}edge") if e.get("directed") == "0"}
    assert undirected == {"l3", "l4"}


def test_the_banner_covers_what_is_in_the_chart_and_nothing_else() -> None:
    assert chart().head["banner"] == "CUI//SP-LEI//REL TO MEX, USA"
    drawn = chart_of(schema(), ENTITIES[2:3], [], {**MARKINGS, 1: MARKINGS[3]}, head={})
    assert drawn.head["banner"] == "CUI"


def test_protected_numbers_are_masked_in_values_and_labels() -> None:
    text = written(chart())
    assert "7654321" not in text
    document = read_back(chart()).nodes["m3"]
    assert document["number"] == document["label"] == "…4321"


def test_the_state_of_a_town_is_the_state_and_not_the_word_that_told_it() -> None:
    town = entity("m9", "Place", "El Paso", name=[value("El Paso", "el paso")], admin1=[value("El Paso", "TX")])
    found = read_back(chart_of(schema(), [town], [], MARKINGS, head={})).nodes["m9"]
    assert (found["name"], found["admin1"]) == ('["El Paso"]', "TX")


def test_bytes_depend_on_content_not_on_order() -> None:
    again = chart_of(schema(), reversed(ENTITIES), reversed(LINKS), MARKINGS, head={})
    assert written(again) == written(chart())


def test_edges_are_alike_when_they_differ_in_ends_and_claims_alone() -> None:
    more = [
        link("l7", "memberOf", "m1", "m2", qualifier="guide", periods=("2023-05", "2024"), basis=basis("c5")),
        link(
            "l8", "memberOf", "m1", "m2", qualifier="guide", periods=("2023-05", "2024"), basis=basis("c5", origins=2)
        ),
    ]
    like = {e.id: e.like for e in chart_of(schema(), ENTITIES, [*LINKS, *more], MARKINGS, head={}).edges}
    assert like["l7"] == like["l2"]
    assert len(set(like.values())) == len(like) - 1


def test_the_head_holds_what_the_caller_adds() -> None:
    assert read_back(chart(purpose="line 4", requester=None)).graph["purpose"] == "line 4"
    assert "requester" not in written(chart(requester=None))


def test_a_chart_that_stops_short_says_where() -> None:
    cuts = (Truncated("nodes", 1000), Truncated("mentioned", 0, "m4"))
    cut = chart_of(schema(), ENTITIES, LINKS, MARKINGS, head={}, truncated=cuts)
    assert read_back(cut).graph["cutShort"] == "nodes 1000; mentioned at m4"
    for format_ in FORMATS.values():
        assert b"nodes 1000; mentioned at m4" in b"".join(format_.write(cut))
        assert not any(b"ut short" in part or b"cutShort" in part for part in format_.write(chart()))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_numbers_that_formats_disagree_on_are_refused(number: float) -> None:
    with pytest.raises(ValueError, match="no number"):
        Cleaner().cell(number)


@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_nothing_is_left_out(nothing: Any) -> None:
    assert Cleaner().cells({"a": nothing}) == {}


def test_lone_surrogates_are_replaced() -> None:
    assert Cleaner().cell("a\ud800b\uffff") == "a�b�"


def test_no_property_bears_the_name_of_a_column_of_ours() -> None:
    for columns in (node_columns(schema()), edge_columns(schema())):
        names = [column.name for column in columns]
        assert len(names) == len(set(names))


def test_an_unknown_format_names_those_there_are() -> None:
    assert format_named("graphml") is FORMATS["graphml"]
    with pytest.raises(SetupError, match="graphml"):
        format_named("anx")


def test_the_page_names_every_column_that_is_not_of_the_ontology() -> None:
    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text("utf-8")
    properties = {p for t in schema().types.values() for p in t.properties}
    properties |= {p for link_type in schema().links.values() for p in link_type.properties}
    ours = {c.name for c in (*node_columns(schema()), *edge_columns(schema()))} - properties
    assert [name for name in sorted(ours) if f"`{name}`" not in page and not name.endswith("Competing")] == []
