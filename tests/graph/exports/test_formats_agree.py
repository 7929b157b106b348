"""One rich chart through every format and back, by programs of others: the same nodes, links, values, marking."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from graph.exports.chart import chart_of
from graph.exports.formats import FORMATS
from ontology.loader import schema
from tests.graph.exports.reading import READERS, Read, claims_of, expected
from tests.graph.exports.rich import BANNER, reversed_chart, rich


def file(name: str) -> bytes:
    return b"".join(FORMATS[name].write(rich()))


def whole(read: Read) -> Read:
    return read


def sorted_lists(read: Read) -> Read:
    """RDF has sets."""
    for values in (*read.nodes.values(), *read.links.values()):
        values.update({k: sorted(v) for k, v in values.items() if isinstance(v, list)})
    return read


def full_width(read: Read) -> Read:
    """The machine's CSV cannot hold a semicolon in a list, and says which links have no direction in a column only."""
    _in_lists(read, lambda items: [item.replace(";", "；") for item in items])
    return read


def split(read: Read) -> Read:
    """The spreadsheet's CSV parts lists by "; "."""
    _in_lists(read, lambda items: "; ".join(items).split("; "))
    return read


def _in_lists(read: Read, change: Callable[[list[str]], list[str]]) -> None:
    for values in (*read.nodes.values(), *read.links.values()):
        values.update({k: change(v) for k, v in values.items() if isinstance(v, list)})


LIMITS: dict[str, Callable[[Read], Read]] = {
    "graphml": whole,
    "gexf": whole,
    "csv-neo4j": full_width,
    "csv-gephi": split,
    "ntriples": sorted_lists,
    "turtle": sorted_lists,
    "jsonld": sorted_lists,
}


def test_every_format_is_read_back() -> None:
    assert FORMATS.keys() == READERS.keys() | {"svg"}


@pytest.mark.check(35)
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize("name", READERS)
def test_what_is_read_back_is_what_the_chart_holds(name: str) -> None:
    read, wanted = READERS[name](file(name), rich()), LIMITS[name](expected(rich()))
    assert read.banner == wanted.banner == BANNER
    assert read.nodes == wanted.nodes
    assert read.links == wanted.links


@pytest.mark.parametrize("name", ["graphml", "gexf", "svg"])
def test_a_format_without_room_for_provenance_has_it_beside(name: str) -> None:
    telling = FORMATS[name].telling()
    assert telling.provenance
    assert not FORMATS[name].provenance
    with zipfile.ZipFile(io.BytesIO(b"".join(telling.write(rich())))) as archive:
        assert archive.read(f"chart.{name}") == file(name)
        told = [json.loads(line) for line in archive.read("provenance.jsonl").splitlines()]
    assert told[0] == {"record": "chart", "banner": BANNER, "purpose": "line 4 <&>"}
    assert {line["claim"] for line in told if line["record"] == "claim"} == claims_of(rich())


@pytest.mark.parametrize("name", ["csv-neo4j", "turtle"])
def test_a_format_with_room_for_provenance_is_as_it_is(name: str) -> None:
    assert FORMATS[name].telling() is FORMATS[name]


@pytest.mark.parametrize("name", FORMATS)
def test_bytes_depend_on_content_not_on_order(name: str) -> None:
    assert file(name) == b"".join(FORMATS[name].write(reversed_chart()))


@pytest.mark.parametrize("name", FORMATS)
def test_protected_numbers_are_in_no_file(name: str) -> None:
    assert b"7654321" not in file(name)
    assert "…4321".encode() in file(name) or "\\u20264321" in file(name).decode()


@pytest.mark.parametrize("name", FORMATS)
def test_the_marking_is_in_every_file(name: str) -> None:
    assert BANNER.encode() in file(name)


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_chart_is_a_file_too(name: str) -> None:
    empty = chart_of(schema(), [], [], {}, head={})
    assert b"".join(FORMATS[name].write(empty))
