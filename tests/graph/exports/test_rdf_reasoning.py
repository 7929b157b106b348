"""What a reasoner concludes from an export and the ontology: no second type, no merge, no contradiction."""

from __future__ import annotations

from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from owlrl.Namespaces import ERRNS
from rdflib import OWL, PROV, RDF, Graph, URIRef

from graph.exports.rdf.ntriples import write_ntriples
from ontology.namespace import RECORD, VOCABULARY
from ontology.rdf.alignment import alignment
from ontology.rdf.terms import LW
from tests.graph.exports.rich import ENTITIES, rich

ONTOLOGY = Path(__file__).parents[3] / "ontology" / "rdf" / "ontology.ttl"


def about(id_: str) -> URIRef:
    return URIRef(RECORD + id_)


def concluded(*more: tuple[URIRef, URIRef, URIRef]) -> Graph:
    """The export, the ontology, what the vocabularies that it imports hold apart, and all that follows."""
    data = Graph().parse(data="".join(write_ntriples(rich())), format="nt").parse(ONTOLOGY)
    for one, other in map(sorted, alignment().disjoint):
        data.add((one, OWL.disjointWith, other))
    for triple in more:
        data.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(data)
    return data


@pytest.fixture(scope="module")
def closed() -> Graph:
    return concluded()


def test_every_entity_keeps_the_one_type_that_it_has(closed: Graph) -> None:
    for entity in ENTITIES:
        types = {t for t in closed.objects(about(entity.id), RDF.type) if str(t).startswith(VOCABULARY)}
        assert types == {LW[entity.type], LW.Entity}
    assert (about("m4"), RDF.type, PROV.Person) in closed


def test_no_two_things_become_one(closed: Graph) -> None:
    assert [(s, o) for s, o in closed.subject_objects(OWL.sameAs) if s != o and str(s).startswith(RECORD)] == []


def test_there_is_no_contradiction(closed: Graph) -> None:
    assert list(closed.subjects(RDF.type, ERRNS.ErrorMessage)) == []


def test_an_event_that_is_an_entity_would_be_one() -> None:
    spoiled = concluded((about("e"), RDF.type, LW.Event), (about("e"), RDF.type, PROV.Entity))
    assert list(spoiled.subjects(RDF.type, ERRNS.ErrorMessage)) != []
