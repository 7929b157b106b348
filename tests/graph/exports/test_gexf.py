from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from graph.exports.gexf import write_gexf
from graph.exports.looks import looks
from tests.graph.exports.rich import rich

SPACE = "{http://gexf.net/1.3}"
VIZ = "{http://gexf.net/1.3/viz}"


def root() -> ElementTree.Element:
    return ElementTree.fromstring("".join(write_gexf(rich())))


def spells(id_: str) -> list[dict[str, str]]:
    (edge,) = (e for e in root().iter(f"{SPACE}edge") if e.get("id") == id_)
    return [spell.attrib for spell in edge.iter(f"{SPACE}spell")]


def test_disjoint_intervals_are_spells_and_an_open_end_is_left_out() -> None:
    assert spells("l2") == [
        {"start": "2021-01-01", "end": "2021-12-31"},
        {"start": "2023-05-01", "end": "2023-05-31"},
        {"start": "2024-03-21"},
    ]
    assert {"end": "2022-12-31"} in spells("l3")
    assert spells("l4") == [{"start": "2024-01-02", "end": "2024-01-02"}]
    assert spells("l1") == []


def test_the_graph_is_dynamic_only_where_a_link_has_a_time() -> None:
    (graph,) = root().iter(f"{SPACE}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    timeless = replace(rich(), edges=tuple(e for e in rich().edges if e.id in ("l1", "l5")))
    (graph,) = ElementTree.fromstring("".join(write_gexf(timeless))).iter(f"{SPACE}graph")
    assert (graph.get("mode"), graph.get("timeformat")) == ("static", None)


def test_direction_and_kind_keep_parallel_links_apart() -> None:
    found = {e.get("id"): (e.get("type"), e.get("kind")) for e in root().iter(f"{SPACE}edge")}
    assert found["l2"] == ("directed", "memberOf")
    assert found["l3"] == ("undirected", "associateOf")


def test_colour_by_type_size_by_links_and_no_two_in_one_place() -> None:
    nodes = {n.get("id"): n for n in root().iter(f"{SPACE}node")}
    colour = nodes["m2"].find(f"{VIZ}color")
    assert colour is not None
    assert tuple(int(colour.attrib[c]) for c in "rgb") == looks()["CriminalNetwork"].rgb
    sizes = {id_: float(node.find(f"{VIZ}size").attrib["value"]) for id_, node in nodes.items()}  # type: ignore[union-attr]
    assert sizes["m4"] > sizes["m2"] > sizes["m8"] > 0
    places = {tuple(sorted(p.attrib.items())) for p in root().iter(f"{VIZ}position")}
    assert len(places) == len(nodes)


def test_types_of_attributes_are_those_of_the_format() -> None:
    types = {a.get("title"): a.get("type") for a in root().iter(f"{SPACE}attribute")}
    assert types["claims"] == types["valid"] == "liststring"
    assert (types["year"], types["origins"], types["symmetric"]) == ("double", "long", "boolean")
    assert types["birthDate"] == types["knownFrom"] == "string"


def test_a_default_direction_is_named_only_where_no_edge_goes_against_it() -> None:
    """Gephi leaves out the others without a word."""

    def default(*ids: str) -> str | None:
        part = replace(rich(), edges=tuple(e for e in rich().edges if e.id in ids))
        (graph,) = ElementTree.fromstring("".join(write_gexf(part))).iter(f"{SPACE}graph")
        return graph.get("defaultedgetype")

    assert (default("l1", "l2"), default("l3"), default("l1", "l3")) == ("directed", "undirected", None)
