"""Exports as RDF keep to the ontology: whoever receives one can check it again with the published shapes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from graph.exports.rdf.ntriples import write_ntriples
from graph.exports.rdf.terms import PREFIXES
from ontology.forms import COMPETING
from ontology.namespace import RECORD, VOCABULARY
from ontology.rdf.terms import LW
from ontology.rdf.terms import PREFIXES as KNOWN
from tests.contract.shacl_shapes import violations
from tests.graph.exports.rich import rich

ONTOLOGY = Path(__file__).parents[3] / "ontology" / "rdf" / "ontology.ttl"


def exported() -> Graph:
    return Graph().parse(data="".join(write_ntriples(rich(case="c", requester="r", exported="2024"))), format="nt")


def about(id_: str) -> URIRef:
    return URIRef(RECORD + id_)


def undeclared(data: Graph) -> set[str]:
    """Our own names in the data that the ontology does not declare."""
    declared = set(Graph().parse(ONTOLOGY).subjects(RDF.type))
    used = set(data.predicates()) | set(data.objects(None, RDF.type)) | set(data.objects(None, RDF.predicate))
    return {str(name) for name in used - declared if str(name).startswith(VOCABULARY)}


def test_an_export_conforms_and_uses_declared_names_only() -> None:
    data = exported()
    assert (about("m6"), LW["year" + COMPETING], Literal("1999")) in data
    assert violations(data) is None
    assert undeclared(data) == set()


def test_both_sides_mean_the_same_by_a_prefix() -> None:
    assert PREFIXES.items() <= KNOWN.items()


def change(data: Graph, id_: str, name: str, new: object) -> None:
    data.set((about(id_), LW[name], Literal(new)))


BAD: dict[str, Callable[[Graph], object]] = {
    "a property that is not held": lambda g: change(g, "m4", "religion", "any"),
    "a property of another type": lambda g: change(g, "m2", "plate", "XTR4471"),
    "a class that is none of ours": lambda g: g.add((about("x"), RDF.type, LW.Migrant)),
    "an entity that rests on no claim": lambda g: g.remove((about("m8"), LW.claim, None)),
    "an entity of unknown reliability": lambda g: change(g, "m8", "reliability", "G"),
    "two grades as one number": lambda g: change(g, "m8", "credibility", 2.5),
    "two values at a time": lambda g: g.add((about("m6"), LW.year, Literal(2001.0))),
    "a number that is text": lambda g: change(g, "m6", "year", "1998"),
    "a date that is text": lambda g: change(g, "m7", "birthDate", "1980"),
    "a first of January for a year": lambda g: g.set(
        (about("instant:1980"), URIRef(f"{PREFIXES['time']}inXSDDate"), Literal("1980-01-01", datatype=XSD.date))
    ),
    "no such class of person": lambda g: change(g, "m7", "personClass", "migrant"),
    "a person of no class": lambda g: g.remove((about("m7"), LW.personClass, None)),
    "a class of person on what is none": lambda g: change(g, "m2", "personClass", "subject"),
    "a link to what it cannot have": lambda g: g.add((about("m4"), LW.memberOf, about("m8"))),
    "a link from what cannot have it": lambda g: g.add((about("m8"), LW.memberOf, about("m2"))),
    "a statement of no link": lambda g: g.set((about("l1"), RDF.predicate, LW.knows)),
    "a statement with a wrong end": lambda g: g.set((about("l1"), RDF.object, about("m8"))),
    "a statement with two ends": lambda g: g.add((about("l1"), RDF.object, about("m2x"))),
    "no such function": lambda g: change(g, "l1", "function", "boss"),
    "a qualifier of another link": lambda g: change(g, "l1", "channel", "call"),
    "a direction where there is none": lambda g: g.remove((about("l3"), LW.symmetric, None)),
    "an occurrence that is a state": lambda g: g.add((about("l1"), LW.when, about("interval:2024-01-02"))),
    "a claim without a document": lambda g: g.remove((None, URIRef(f"{PREFIXES['prov']}hadPrimarySource"), None)),
    "a document without a marking": lambda g: g.remove((None, LW.marking, None)),
}


@pytest.mark.parametrize("why", BAD)
def test_what_an_export_must_not_hold_is_refused(why: str) -> None:
    data = exported()
    BAD[why](data)
    assert violations(data) is not None


def test_a_number_may_be_whole_for_those_who_may_see_it() -> None:
    data = exported()
    change(data, "m3", "number", "GT-DPI:2417883151309")
    assert violations(data) is None


def test_what_others_say_a_thing_is_is_not_ours_to_judge() -> None:
    data = exported()
    data.add((about("m4"), RDF.type, URIRef("https://schema.org/Person")))
    assert violations(data) is None
