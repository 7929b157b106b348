"""`shapes.ttl`: SHACL shapes by which an export can be checked again, by whoever receives it.

One shape a type and one a link, both closed: what the ontology does not hold (a religion, a score) is refused, not
overlooked. A link is checked twice, as the plain triple between its ends and as the statement that bears its claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SH, XSD, Literal, URIRef
from rdflib.term import Node

from ontology.forms import COMPETING, Form, forms
from ontology.loader import schema
from ontology.model import Labels, Link, Property, Type
from ontology.namespace import VOCABULARY
from ontology.rdf.constraints import property_value, say_value_types, term_value, text_value
from ontology.rdf.draft import Draft, Said
from ontology.rdf.owl import ENTITY
from ontology.rdf.terms import LW, ONTOLOGY, PREFIXES, SHAPES, code_list, expand
from ontology.rdf.vocabulary import Often, vocabulary

LINK = "Link"
"""The record of which all links are a part."""
_ONE: Often = (1, 1)
_ANY: Often = (0, None)


def write_shapes(path: Path) -> None:
    """Write the file."""
    draft = Draft(PREFIXES)
    document = URIRef(f"{ONTOLOGY}/shapes")
    draft.say(document, (RDF.type, OWL.Ontology), (RDFS.label, Literal("linkwright: shapes", lang="en")))
    say_value_types(draft)
    _say_classes(draft)
    _say_statements(draft)
    entity_forms = forms(p for type_ in schema().entity_types for p in type_.properties.values())
    for type_ in schema().entity_types:
        _say_type(draft, type_, entity_forms)
    link_forms = forms(p for link in schema().links.values() for p in link.properties.values())
    for link in schema().links.values():
        _say_link(draft, link, link_forms)
    for record in vocabulary().records.values():
        if record.name not in (ENTITY, LINK):
            shape = SHAPES[record.name]
            draft.say(shape, (RDF.type, SH.NodeShape), (SH.targetClass, expand(record.class_)))
            _say_terms(draft, shape, record.has)
            _close(draft, shape)
    draft.write(path)


def _say_classes(draft: Draft) -> None:
    """Of our own classes there are no others than these; what else a thing is said to be is not ours to judge."""
    ours = [LW[t.name] for t in schema().entity_types] + [LW[name] for name in vocabulary().records]
    others = draft.blank((SH["not"], draft.blank((SH.pattern, Literal(f"^{VOCABULARY}")))))
    shape = SHAPES["typed"]
    draft.say(shape, (RDF.type, SH.NodeShape), (SH.targetSubjectsOf, RDF.type))
    known = draft.listed((draft.blank((SH["in"], draft.listed(ours))), others))
    _say_property(draft, shape, RDF.type, _ANY, (SH["or"], known))


def _say_statements(draft: Draft) -> None:
    shape = SHAPES["statement"]
    draft.say(shape, (RDF.type, SH.NodeShape), (SH.targetClass, RDF.Statement))
    known = draft.listed(LW[name] for name in schema().links)
    _say_property(draft, shape, RDF.predicate, _ONE, (SH["in"], known))


def _say_type(draft: Draft, type_: Type, known: Mapping[str, Form]) -> None:
    shape = SHAPES[type_.name]
    draft.say(shape, (RDF.type, SH.NodeShape), (SH.targetClass, LW[type_.name]))
    draft.label(shape, RDFS.label, type_.label)
    _say_terms(draft, shape, {**vocabulary().records[ENTITY].has, **vocabulary().types.get(type_.name, {})})
    _say_properties(draft, shape, type_, known)
    for link in schema().links.values():
        if type_.name in link.subjects:
            _say_property(draft, shape, LW[link.name], _ANY, *_one_of(draft, link.objects), label=link.label)
    _close(draft, shape)


def _say_link(draft: Draft, link: Link, known: Mapping[str, Form]) -> None:
    shape = SHAPES[link.name]
    draft.say(shape, (RDF.type, SH.NodeShape))
    draft.label(shape, RDFS.label, link.label)
    _say_property(draft, shape, RDF.predicate, _ONE, (SH.hasValue, LW[link.name]))
    _say_property(draft, shape, RDF.subject, _ONE, *_one_of(draft, link.subjects))
    _say_property(draft, shape, RDF.object, _ONE, *_one_of(draft, link.objects))
    if link.symmetric:
        _say_property(draft, shape, LW.symmetric, _ONE, (SH.hasValue, Literal(True)))
    if link.time == "occurrence":
        _say_term(draft, shape, "when", (0, 1))
    _say_terms(draft, shape, vocabulary().records[LINK].has)
    _say_properties(draft, shape, link, known)
    _close(draft, shape)
    # The statements of a link are found from its predicate: SHACL Core has no target by value.
    target = SHAPES[f"{link.name}-statements"]
    draft.say(target, (RDF.type, SH.NodeShape), (SH.targetNode, LW[link.name]))
    _say_property(draft, target, draft.blank((SH.inversePath, RDF.predicate)), _ANY, (SH.node, shape))


def _one_of(draft: Draft, types: Iterable[str]) -> list[Said]:
    """An end of a link is of one of these types."""
    classes = [LW[name] for name in types]
    if len(classes) == 1:
        return [(SH["class"], classes[0])]
    return [(SH["or"], draft.listed(draft.blank((SH["class"], class_)) for class_ in classes))]


def _say_terms(draft: Draft, shape: URIRef, has: Mapping[str, Often]) -> None:
    for name, often in has.items():
        if name in vocabulary().terms:
            _say_term(draft, shape, name, often)
        elif name == "rdfs:label":
            _say_property(draft, shape, RDFS.label, often, (SH.datatype, XSD.string), (SH.minLength, Literal(1)))
        else:
            _say_property(draft, shape, expand(name), often, (SH.nodeKind, SH.IRI))


def _say_term(draft: Draft, shape: URIRef, name: str, often: Often) -> None:
    term = vocabulary().terms[name]
    _say_property(draft, shape, LW[name], often, *term_value(draft, term), label=term.label)


def _say_properties(draft: Draft, shape: URIRef, owner: Type | Link, known: Mapping[str, Form]) -> None:
    for property_ in owner.properties.values():
        form = known[property_.name]
        said = property_value(draft, owner.name, property_, form)
        if property_.codes:
            said.append((RDFS.seeAlso, code_list(owner.name, property_.name)))
        often = _ANY if form.several else (0, 1)
        shield = f" Protected: {property_.protected.why}" if property_.protected else ""
        why = property_.why + shield
        _say_property(draft, shape, LW[property_.name], often, *said, label=property_.label, why=why)
        if not form.several:
            _say_competing(draft, shape, owner, property_, form)


def _say_competing(draft: Draft, shape: URIRef, owner: Type | Link, property_: Property, form: Form) -> None:
    """Lists are written as text or intervals: a number that competes is its normal form."""
    if form.kind == "time":
        said = property_value(draft, owner.name, property_, form)
    else:
        said = text_value(draft, owner.name, property_)
    _say_property(draft, shape, LW[property_.name + COMPETING], _ANY, *said)


def _say_property(
    draft: Draft, shape: URIRef, path: Node, often: Often, *said: Said,
    label: Labels | None = None, why: str = "",
) -> None:  # fmt: skip
    least, most = often
    property_ = draft.blank((SH.path, path), *said)
    if least:
        draft.say(property_, (SH.minCount, Literal(least)))
    if most is not None:
        draft.say(property_, (SH.maxCount, Literal(most)))
    if label:
        draft.label(property_, SH.name, label)
    if why:
        draft.say(property_, (SH.description, Literal(why, lang="en")))
    draft.say(shape, (SH.property, property_))


def _close(draft: Draft, shape: URIRef) -> None:
    draft.say(shape, (SH.closed, Literal(True)), (SH.ignoredProperties, draft.listed([RDF.type])))
