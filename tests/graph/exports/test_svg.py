from __future__ import annotations

import random
import re
from datetime import date
from itertools import combinations
from xml.etree import ElementTree

import pytest

from graph.exports.chart import Chart, chart_of
from graph.exports.drawing.shapes import Box
from graph.exports.drawing.sheet import MOST, lay_out
from graph.exports.drawing.signs import RADIUS, tie_box
from graph.exports.svg import write_svg
from graph.views import Basis, EntityView, LinkView
from ontology.loader import schema
from ontology.marking import Marking
from tests.graph.exports.rich import BANNER, rich

SPACE = "{http://www.w3.org/2000/svg}"
NAMES = (
    "José Luis Hernández Macías",
    "María de los Ángeles Villarreal y Ochoa de la Garza Treviño",
    "El Güero",
    "24UB7P",
)


def picture(chart: Chart) -> ElementTree.Element:
    return ElementTree.fromstring("".join(write_svg(chart)))


def of_size(nodes: int, links: int) -> Chart:
    """Persons and networks with long names, one of them a hub."""
    dice = random.Random(nodes)
    basis = Basis(("c1",), 1, "B", 2, date(2024, 3, 2), (1,))
    entities = [
        EntityView(f"m{n}", "CriminalNetwork" if n % 5 == 0 else "Person", dice.choice(NAMES), None, (), {}, basis)
        for n in range(nodes)
    ]
    ends = [(int(nodes * dice.random() ** 2), dice.randrange(nodes)) for _ in range(links)]
    told = [
        LinkView(f"l{n}", "memberOf", f"m{a}", f"m{b}", "boat_captain", None, (), ("2023-05",), basis)
        for n, (a, b) in enumerate(ends)
        if a != b
    ]
    return chart_of(schema(), entities, told, {1: Marking.parse("TLP:AMBER")}, head={})


def texts(root: ElementTree.Element) -> list[str]:
    return [t.text or "" for t in root.iter(f"{SPACE}text")]


@pytest.mark.parametrize(("nodes", "links"), [(2, 6), (15, 14), (60, 85)])
def test_nothing_that_is_to_be_read_lies_on_anything_else(nodes: int, links: int) -> None:
    sheet = lay_out(of_size(nodes, links))
    signs = [Box(-RADIUS, -RADIUS, RADIUS, RADIUS).moved(*place) for _, place in sheet.signs]
    labels = [sign.text.moved(*place) for sign, place in sheet.signs]
    words = [tie_box(tie.words).moved(*tie.stand) for tie in sheet.ties if tie.stand]
    assert sheet.wordless == 0
    assert len(words) == len(sheet.ties)
    for one, other in combinations([*signs, *labels, *words], 2):
        assert not one.meets(other)
    for box in (*signs, *labels):
        assert 0 <= box.left < box.right <= sheet.width
        assert 0 <= box.top < box.bottom <= sheet.height


def test_all_nodes_and_links_are_there_with_what_is_known_of_them() -> None:
    chart, root = rich(), picture(rich())
    nodes = {g.get("data-id"): g for g in root.iter(f"{SPACE}g") if g.get("class") == "node"}
    assert {id_: g.get("data-type") for id_, g in nodes.items()} == {n.id: n.type for n in chart.nodes}
    links = {g.get("data-id"): g for g in root.iter(f"{SPACE}g") if g.get("class") == "link"}
    assert {id_: (g.get("data-type"), g.get("data-source"), g.get("data-target")) for id_, g in links.items()} == {
        e.id: (e.type, e.source, e.target) for e in chart.edges
    }
    assert "colour: -rojo" in (nodes["m6"].findtext(f"{SPACE}title") or "")
    assert "valid: 2021, 2023-05, 2024-03-21/.." in (links["l2"].findtext(f"{SPACE}title") or "")
    arrows = {id_: len(g.findall(f"{SPACE}path")) for id_, g in links.items()}
    assert arrows == {"l1": 2, "l2": 2, "l3": 1, "l4": 1, "l5": 1}


def test_the_marking_stands_at_the_top_and_the_bottom() -> None:
    root = picture(rich())
    banners = [g for g in root.iter(f"{SPACE}g") if g.get("class") == "banner"]
    assert [g.findtext(f"{SPACE}text") for g in banners] == [BANNER, BANNER]
    tops = [float(g.find(f"{SPACE}rect").attrib["y"]) for g in banners]  # type: ignore[union-attr]
    assert tops[0] == 0
    assert tops[1] == pytest.approx(float(root.attrib["height"]) - 30, abs=1)


def test_the_key_names_each_type_that_is_drawn_with_its_count() -> None:
    (key,) = (g for g in picture(rich()).iter(f"{SPACE}g") if g.get("class") == "key")
    told = [t.text for t in key.iter(f"{SPACE}text")]
    assert {"Person (3)", "Criminal network (1)", "Phone (1)"} <= set(told)
    assert "two or more independent origins" in told
    assert "person who is a subject" in told


def test_types_and_what_links_say_stand_in_words() -> None:
    told = texts(picture(rich()))
    assert {"Person · subject", "Criminal network", "member of", "guide", "call · 3.0", "2024-01-02"} <= set(told)


@pytest.mark.check(35)
def test_nothing_runs_and_nothing_is_fetched() -> None:
    text = "".join(write_svg(rich()))
    root = ElementTree.fromstring(text)
    assert {e.tag.removeprefix(SPACE) for e in root.iter()} <= {"svg", "title", "rect", "g", "path", "text"}
    names = {name for e in root.iter() for name in e.attrib}
    assert not [n for n in names if n.startswith("on") or "href" in n or n in ("style", "class-name", "filter")]
    assert "url(" not in text
    assert "<!" not in text


def test_a_large_chart_shows_the_best_linked_and_says_what_it_leaves_out() -> None:
    chart = of_size(MOST + 90, 60)
    root = picture(chart)
    drawn = {g.get("data-id") for g in root.iter(f"{SPACE}g") if g.get("class") == "node"}
    assert len(drawn) == MOST
    assert {end for e in chart.edges for end in (e.source, e.target)} <= drawn
    said = " ".join(texts(root))
    assert "Not drawn: 90 entities with fewest links" in said
    assert re.search(r"\d+ Person", said)
    assert "Without a link here" in said


def test_a_crowd_of_links_is_drawn_without_words_and_says_so() -> None:
    chart = of_size(60, 650)
    sheet = lay_out(chart)
    assert len(sheet.ties) == len(chart.edges) == sheet.wordless
    assert f"{sheet.wordless} links had no room for their words" in " ".join(texts(picture(chart)))


def test_a_link_from_a_thing_to_itself_and_a_truncated_chart_are_drawn() -> None:
    chart = of_size(1, 0)
    loop = LinkView(
        "l1", "associateOf", "m0", "m0", None, None, (), (), Basis(("c1",), 2, "B", 2, date(2024, 3, 2), (1,))
    )
    node = EntityView("m0", "Person", "Ana", None, (), {}, loop.basis)
    drawn = lay_out(chart_of(schema(), [node], [loop], {1: Marking.parse("TLP:RED")}, head={}))
    assert len(drawn.ties) == 1
    assert lay_out(chart).ties == ()
