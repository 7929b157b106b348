"""The generated files: what they declare, and the traps of these vocabularies that they keep out of."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from rdflib import OWL, PROV, RDF, RDFS, SH, SKOS, XSD, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from ontology.errors import SchemaError
from ontology.loader import schema
from ontology.rdf.alignment import alignment, read_alignment
from ontology.rdf.draft import Draft
from ontology.rdf.terms import LW, SHAPES, code_list

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "ontology" / "rdf"
FILES = ("ontology.ttl", "shapes.ttl", "align.ttl")
GEO = "http://www.opengis.net/ont/geosparql#"


@pytest.fixture(scope="module")
def graphs() -> dict[str, Graph]:
    return {name: Graph().parse(FOLDER / name) for name in FILES}


@pytest.fixture(scope="module")
def ontology(graphs: dict[str, Graph]) -> Graph:
    return graphs["ontology.ttl"]


@pytest.mark.parametrize("trap", [OWL.sameAs, OWL.equivalentClass, OWL.equivalentProperty, RDFS.domain, RDFS.range])
def test_nothing_is_said_from_which_a_reasoner_would_merge_or_retype_things(
    graphs: dict[str, Graph], trap: URIRef
) -> None:
    assert [name for name, graph in graphs.items() if trap in set(graph.predicates()) | set(graph.objects())] == []


def test_every_type_is_a_class_with_labels_in_both_languages(ontology: Graph) -> None:
    for type_ in schema().entity_types:
        assert (LW[type_.name], RDF.type, OWL.Class) in ontology
        labels = {Literal(text, lang=language) for language, text in type_.label.items()}
        assert set(ontology.objects(LW[type_.name], RDFS.label)) == labels


def test_every_link_and_property_is_declared_as_what_it_holds(ontology: Graph) -> None:
    for link in schema().links.values():
        assert (LW[link.name], RDF.type, OWL.ObjectProperty) in ontology
        assert ((LW[link.name], RDF.type, OWL.SymmetricProperty) in ontology) == link.symmetric
    for type_ in schema().entity_types:
        for property_ in type_.properties.values():
            kind = OWL.ObjectProperty if property_.value == "date" else OWL.DatatypeProperty
            assert (LW[property_.name], RDF.type, kind) in ontology
    both = set(ontology.subjects(RDF.type, OWL.ObjectProperty)) & set(ontology.subjects(RDF.type, OWL.DatatypeProperty))
    assert both == set()


def test_code_lists_are_schemes_whose_notations_are_the_codes(ontology: Graph) -> None:
    scheme = code_list("Site", "kind")
    concepts = set(ontology.subjects(SKOS.inScheme, scheme))
    kinds = {str(ontology.value(concept, SKOS.notation)) for concept in concepts}
    assert kinds == set(schema().types["Site"].kinds)
    (camp,) = (c for c in concepts if ontology.value(c, SKOS.notation) == Literal("camp"))
    assert set(ontology.objects(camp, SKOS.prefLabel)) == {Literal("camp", lang="en"), Literal("campamento", lang="es")}


def test_no_class_is_of_two_kinds_that_are_disjoint(ontology: Graph) -> None:
    for class_ in ontology.subjects(RDF.type, OWL.Class):
        above = set(ontology.transitive_objects(class_, RDFS.subClassOf))
        assert not {PROV.Activity, PROV.Entity} <= above
        assert URIRef(GEO + "Geometry") not in above
    assert PROV.Activity in set(ontology.objects(LW.Event, RDFS.subClassOf))
    assert PROV.Entity in set(ontology.objects(LW.Claim, RDFS.subClassOf))
    assert URIRef(GEO + "Feature") in set(ontology.objects(LW.Place, RDFS.subClassOf))


def test_close_matches_stand_apart_and_import_nothing(graphs: dict[str, Graph]) -> None:
    align = graphs["align.ttl"]
    assert (LW.Person, SKOS.closeMatch, URIRef("https://w3id.org/ftm#Person")) in align
    assert set(align.predicates()) == {RDF.type, RDFS.label, SKOS.closeMatch, SKOS.editorialNote}
    assert SKOS.closeMatch not in set(graphs["ontology.ttl"].predicates())
    assert URIRef("https://w3id.org/ftm#Email") not in set(align.objects())
    assert URIRef("https://schema.org/Claim") not in set(align.objects())


def test_every_type_and_link_has_one_closed_shape(graphs: dict[str, Graph]) -> None:
    shapes = graphs["shapes.ttl"]
    for name in [t.name for t in schema().entity_types] + list(schema().links):
        assert shapes.value(SHAPES[name], SH.closed) == Literal(True)


def test_shapes_keep_to_the_core_of_shacl(graphs: dict[str, Graph]) -> None:
    assert {SH.sparql, SH.js, SH.rule} & set(graphs["shapes.ttl"].predicates()) == set()


def test_bare_names_of_the_context_mean_our_terms() -> None:
    context = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))["@context"]
    record = {"id": "urn:a", "type": "Vehicle", "label": "X", "year": "2015", "plate": ["A1"], "valid": "urn:t"}
    with pytest.warns(DeprecationWarning, match="ConjunctiveGraph"):  # rdflib's own JSON-LD parser
        read = Graph().parse(data=json.dumps({"@context": context, **record}), format="json-ld")
    vehicle = URIRef("urn:a")
    assert set(read) == {
        (vehicle, RDF.type, LW.Vehicle),
        (vehicle, RDFS.label, Literal("X")),
        (vehicle, LW.year, Literal("2015", datatype=XSD.double)),
        (vehicle, LW.plate, Literal("A1")),
        (vehicle, LW.valid, URIRef("urn:t")),
    }


def test_a_draft_comes_back_from_its_text_and_is_the_same_each_time(tmp_path: Path) -> None:
    texts = []
    for name in ("a", "b"):
        draft = Draft()
        inner = draft.blank((SH.path, LW.name), (SH.description, Literal('"\\d"\n', lang="es")))
        draft.say(LW.x, (SH.property, inner), (SH["in"], draft.listed([Literal("z"), Literal("a"), Literal(3)])))
        draft.write(tmp_path / name)
        texts.append((tmp_path / name).read_text("utf-8"))
        assert isomorphic(draft.graph, Graph().parse(tmp_path / name, format="turtle"))
    assert texts[0] == texts[1]
    assert "_:" not in texts[0]


@pytest.mark.parametrize("name", FILES)
def test_no_blank_node_bears_a_label(name: str) -> None:
    assert "_:" not in (FOLDER / name).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("  Event: [prov:Activity]", "  Event: [prov:Activity, prov:Entity]", "nothing is both"),
        ("  Route: [geo:Feature]", "  Corridor: [geo:Feature]", "no class 'Corridor'"),
        ("  Route: [geo:Feature]", "  Route: [gml:Feature]", "prefix that is not declared"),
        ("  owns:", "  possesses:", "no class, link or term 'possesses'"),
    ],
)
def test_a_wrong_alignment_is_named(old: str, new: str, why: str) -> None:
    text = (ROOT / "ontology" / "alignment.yaml").read_text("utf-8")
    assert old in text
    with pytest.raises(SchemaError, match=why):
        read_alignment(text.replace(old, new, 1))


def test_all_prefixes_of_the_alignment_are_used() -> None:
    known = alignment()
    used = [str(iri) for group in known.hard.values() for iri in group]
    used += [str(iri) for match in known.soft.values() for iri in match.close]
    assert [p for p, namespace in known.prefixes.items() if not any(iri.startswith(namespace) for iri in used)] == []


def test_reading_the_schema_needs_no_rdflib() -> None:
    code = "import sys, ontology.loader; ontology.loader.schema(); sys.exit('rdflib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
