"""`ontology.ttl`: classes, links, properties and code lists in OWL and SKOS, with the hard alignments.

No rdfs:domain and rdfs:range: they infer and do not check, so that a thing with two of them gets both types. What may
stand where is checked by the shapes. Code lists are SKOS schemes; their notations are what exports hold.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

from ontology.forms import COMPETING, FormKind, forms
from ontology.loader import schema
from ontology.model import Link, Property, Type
from ontology.rdf.alignment import alignment
from ontology.rdf.draft import Draft
from ontology.rdf.terms import LW, ONTOLOGY, PREFIXES, code_list
from ontology.rdf.vocabulary import VALUES, vocabulary

ENTITY = "Entity"
"""The record of which all types of entities are a part."""


def write_ontology(path: Path) -> None:
    """Write the file."""
    draft = Draft({**PREFIXES, **alignment().prefixes})
    draft.say(ONTOLOGY, (RDF.type, OWL.Ontology), (RDFS.label, Literal("linkwright", lang="en")))
    draft.say(ONTOLOGY, *((OWL.imports, iri) for iri in alignment().imports))
    _records(draft)
    for type_ in schema().entity_types:
        _type(draft, type_)
    for link in schema().links.values():
        _link(draft, link)
    owners: list[Type | Link] = [*schema().entity_types, *schema().links.values()]
    for owner in owners:
        for property_ in owner.properties.values():
            _property(draft, owner, property_)
    for group in (schema().entity_types, schema().links.values()):
        _forms(draft, (p for owner in group for p in owner.properties.values()))
    draft.write(path)


def _records(draft: Draft) -> None:
    for record in vocabulary().records.values():
        if record.class_ == record.name:
            _class(draft, record.name)
            draft.label(LW[record.name], RDFS.label, record.label)
            draft.say(LW[record.name], (RDFS.comment, Literal(record.why, lang="en")))
    for term in vocabulary().terms.values():
        refers = term.value == "time" or term.value not in VALUES
        draft.say(LW[term.name], (RDF.type, OWL.ObjectProperty if refers else OWL.DatatypeProperty))
        draft.label(LW[term.name], RDFS.label, term.label)
        draft.say(LW[term.name], (RDFS.comment, Literal(term.why, lang="en")))


def _class(draft: Draft, name: str) -> None:
    draft.say(LW[name], (RDF.type, OWL.Class), (RDFS.isDefinedBy, ONTOLOGY))
    draft.say(LW[name], *((RDFS.subClassOf, iri) for iri in alignment().hard.get(name, ())))


def _type(draft: Draft, type_: Type) -> None:
    _class(draft, type_.name)
    draft.label(LW[type_.name], RDFS.label, type_.label)
    draft.say(LW[type_.name], (RDFS.subClassOf, LW[ENTITY]), (RDFS.comment, Literal(type_.why, lang="en")))


def _link(draft: Draft, link: Link) -> None:
    iri = LW[link.name]
    draft.say(iri, (RDF.type, OWL.ObjectProperty), (RDFS.isDefinedBy, ONTOLOGY))
    if link.symmetric:
        draft.say(iri, (RDF.type, OWL.SymmetricProperty))
    draft.label(iri, RDFS.label, link.label)
    draft.say(iri, (RDFS.comment, Literal(link.why, lang="en")))


def _property(draft: Draft, owner: Type | Link, property_: Property) -> None:
    """What the owner says of a property that others may share, and the owner's list of its codes."""
    iri = LW[property_.name]
    draft.label(iri, RDFS.label, property_.label)
    draft.say(iri, (RDFS.isDefinedBy, ONTOLOGY), (RDFS.comment, Literal(f"{owner.name}: {property_.why}", lang="en")))
    if property_.codes:
        _codes(draft, owner, property_)


def _codes(draft: Draft, owner: Type | Link, property_: Property) -> None:
    scheme = code_list(owner.name, property_.name)
    labels = {language: f"{owner.label[language]}: {text}" for language, text in property_.label.items()}
    draft.say(scheme, (RDF.type, SKOS.ConceptScheme))
    draft.label(scheme, SKOS.prefLabel, labels)
    for code, label in property_.code_labels.items():
        concept = URIRef(f"{scheme}-{code}")
        draft.say(concept, (RDF.type, SKOS.Concept), (SKOS.inScheme, scheme), (SKOS.notation, Literal(code)))
        draft.label(concept, SKOS.prefLabel, label)


def _forms(draft: Draft, properties: Iterable[Property]) -> None:
    for name, form in forms(properties).items():
        draft.say(LW[name], (RDF.type, _kind(form.kind)))
        if not form.several:
            why = f"What other reports say than the {name} that stands first."
            draft.say(
                LW[name + COMPETING], (RDF.type, _kind(form.kind)), (RDFS.isDefinedBy, ONTOLOGY),
                (RDFS.seeAlso, LW[name]), (RDFS.comment, Literal(why, lang="en")),
            )  # fmt: skip


def _kind(kind: FormKind) -> URIRef:
    return OWL.ObjectProperty if kind == "time" else OWL.DatatypeProperty
