from __future__ import annotations

from urllib.parse import unquote

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.compare import isomorphic

from graph.exports.rdf.jsonld import write_jsonld
from graph.exports.rdf.ntriples import write_ntriples
from graph.exports.rdf.terms import GEO, literal
from graph.exports.rdf.ttl import write_turtle
from graph.exports.values import Cleaner
from tests.graph.exports.reading import ID, NS, PROV, TIME
from tests.graph.exports.rich import BANNER, CLAIMS, DOCUMENTS, rich


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data="".join(write_ntriples(rich())), format="nt")


def about(id_: str) -> URIRef:
    return URIRef(ID + id_)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser
def test_the_three_files_hold_the_same_triples(graph: rdflib.Graph) -> None:
    turtle = rdflib.Graph().parse(data="".join(write_turtle(rich())), format="turtle")
    jsonld = rdflib.Graph().parse(data="".join(write_jsonld(rich())), format="json-ld")
    assert len(graph) > 100
    assert isomorphic(graph, turtle)
    assert isomorphic(graph, jsonld)


def test_no_triple_is_written_twice(graph: rdflib.Graph) -> None:
    lines = [line for line in "".join(write_ntriples(rich())).split("\n")[:-1] if not line.startswith("#")]
    assert len(lines) == len(set(lines)) == len(graph)


def test_the_marking_is_the_first_and_the_last_line() -> None:
    for write in (write_ntriples, write_turtle):
        lines = "".join(write(rich())).splitlines()
        assert lines[0] == lines[-1] == f"# {BANNER}"


def test_a_link_is_a_plain_triple_and_a_statement_of_its_own(graph: rdflib.Graph) -> None:
    assert (about("m4"), URIRef(NS + "memberOf"), about("m2")) in graph
    for id_, function in (("l1", "driver"), ("l2", "guide")):
        assert (about(id_), RDF.type, RDF.Statement) in graph
        assert graph.value(about(id_), URIRef(NS + "function")) == Literal(function)


def test_an_instant_is_as_exact_as_what_was_stated(graph: rdflib.Graph) -> None:
    year = graph.value(about("m7"), URIRef(NS + "birthDate"))
    begins, ends = (graph.value(year, URIRef(TIME + end)) for end in ("hasBeginning", "hasEnd"))
    assert begins == ends
    assert graph.value(begins, URIRef(TIME + "inXSDgYear")) == Literal("1980", datatype=XSD.gYear)
    days = {str(o) for o in graph.objects(None, URIRef(TIME + "inXSDDate"))}
    assert days == {"2024-01-02", "2024-02-29", "2024-03-21", "2022-12-31"}
    open_end = about("interval:2024-03-21_")
    assert graph.value(open_end, RDFS.label) == Literal("2024-03-21/..")
    assert graph.value(open_end, URIRef(TIME + "hasEnd")) is None


def test_a_place_has_a_geometry_longitude_first_with_how_far_off_it_may_be(graph: rdflib.Graph) -> None:
    geometry = graph.value(about("m8"), URIRef(GEO + "hasGeometry"))
    point = Literal("POINT(-92.1481 14.6776)", datatype=URIRef(GEO + "wktLiteral"))
    assert graph.value(geometry, URIRef(GEO + "asWKT")) == point
    assert graph.value(geometry, URIRef(GEO + "hasMetricSpatialAccuracy")) == Literal("11", datatype=XSD.double)
    assert graph.value(geometry, RDF.type) == URIRef(GEO + "Geometry")


def test_a_claim_leads_to_its_document_its_span_and_what_read_it(graph: rdflib.Graph) -> None:
    claim, document = CLAIMS[2], DOCUMENTS[0]
    assert (about("l1"), URIRef(NS + "claim"), about(CLAIMS[4].id)) in graph
    spans = set(graph.objects(about(claim.id), URIRef(PROV + "wasDerivedFrom")))
    assert spans == {about(f"{document.id}#char=6,8"), about(f"{document.id}#char=40,44")}
    assert graph.value(about(claim.id), URIRef(PROV + "hadPrimarySource")) == about(document.id)
    run = graph.value(about(claim.id), URIRef(PROV + "wasGeneratedBy"))
    assert graph.value(run, URIRef(PROV + "used")) == about(document.id)
    extractor = graph.value(run, URIRef(PROV + "wasAssociatedWith"))
    assert graph.value(extractor, URIRef(NS + "extractor")) == Literal("names")
    assert graph.value(extractor, URIRef(NS + "version")) == Literal("1.0")
    assert graph.value(about(document.id), URIRef(NS + "sha256")) == Literal(document.sha256)
    agency = graph.value(about(document.id), URIRef(PROV + "wasAttributedTo"))
    assert isinstance(agency, URIRef)
    assert unquote(agency.removeprefix(f"{ID}agency:")) == "CBP / FOB"


def test_what_a_person_asserted_is_no_software(graph: rdflib.Graph) -> None:
    persons = set(graph.subjects(RDF.type, URIRef(PROV + "Person")))
    assert {graph.value(p, URIRef(NS + "extractor")) for p in persons} == {Literal("person:J. Ruiz")}


def test_prov_holds_activities_and_entities_apart_and_nothing_is_the_same_as(graph: rdflib.Graph) -> None:
    activities, entities = (set(graph.subjects(RDF.type, URIRef(PROV + t))) for t in ("Activity", "Entity"))
    assert activities
    assert entities
    assert not activities & entities
    assert not any(str(predicate).endswith("#sameAs") for predicate in graph.predicates())


@given(st.text(max_size=40))
def test_every_text_that_the_cleaner_lets_through_comes_back(text: str) -> None:
    clean = Cleaner().text(text)
    line = f"<urn:a> <urn:b> {literal(clean)} .\n"
    for format_ in ("nt", "turtle"):
        (found,) = rdflib.Graph().parse(data=line, format=format_).objects()
        assert found == Literal(clean)
