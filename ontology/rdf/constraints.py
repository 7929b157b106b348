"""What the shapes say of a single value: its form, its pattern, its list of codes."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import RDF, RDFS, SH, XSD, Literal, URIRef

from ontology.forms import Form
from ontology.masking import SHOWN, is_masked
from ontology.model import Property
from ontology.rdf.draft import Draft, Said
from ontology.rdf.terms import LW, SHAPES, TIME
from ontology.rdf.vocabulary import Term
from ontology.values import AS_WRITTEN, VALUE_TYPES, value_type

INTERVAL = SHAPES["Interval"]
MASKED = SHAPES["masked"]
_DATATYPES: Mapping[str, URIRef] = {
    "text": XSD.string, "whole": XSD.integer, "flag": XSD.boolean, "day": XSD.date, "number": XSD.double,
}  # fmt: skip


def say_value_types(draft: Draft) -> None:
    """One shape for the normal form of each value type, and one for numbers that are masked."""
    for name in VALUE_TYPES:
        if name not in AS_WRITTEN:
            type_ = value_type(name)
            _say_pattern(draft, SHAPES[name], f"^({type_.pattern})$", f"{type_.form}, as {type_.example}")
    _say_pattern(
        draft, MASKED, rf"^…([^\s]{{{SHOWN}}})?$", f"`…` and the last {SHOWN} characters of a number that is masked"
    )
    _say_interval(draft)


def property_value(draft: Draft, owner: str, property_: Property, form: Form) -> list[Said]:
    """What holds for each value of a property of a type or link."""
    if form.kind == "time":
        return [(SH.node, INTERVAL)]
    if form.kind == "number":
        return [(SH.datatype, XSD.double)]
    return text_value(draft, owner, property_)


def text_value(draft: Draft, owner: str, property_: Property) -> list[Said]:
    """The same where the value is written as text."""
    text: list[Said] = [(SH.datatype, XSD.string)]
    if property_.codes:
        return [*text, (SH["in"], draft.listed(map(Literal, property_.codes)))]
    if property_.value in AS_WRITTEN:
        return [*text, (SH.minLength, Literal(1))]
    form = SHAPES[property_.value]
    message = Literal(f"{owner}.{property_.name}: {value_type(property_.value).form}", lang="en")
    if is_masked(property_):
        either = (draft.blank((SH.node, form)), draft.blank((SH.node, MASKED)))
        return [*text, (SH["or"], draft.listed(either)), (SH.message, message)]
    return [*text, (SH.node, form), (SH.message, message)]


def term_value(draft: Draft, term: Term) -> list[Said]:
    """What holds for each value of a term beyond the schema."""
    if term.value == "time":
        return [(SH.node, INTERVAL)]
    if term.value not in _DATATYPES:
        return [(SH["class"], LW[term.value])]
    datatype = _DATATYPES[term.value]
    said: list[Said] = [(SH.datatype, datatype)]
    if term.codes:
        codes = (Literal(code, datatype=None if term.value == "text" else datatype) for code in term.codes)
        said.append((SH["in"], draft.listed(codes)))
    return said


def _say_pattern(draft: Draft, shape: URIRef, pattern: str, form: str) -> None:
    draft.say(
        shape, (RDF.type, SH.NodeShape), (SH.nodeKind, SH.Literal), (SH.pattern, Literal(pattern)),
        (RDFS.comment, Literal(form, lang="en")),
    )  # fmt: skip


def _say_interval(draft: Draft) -> None:
    """An interval bears its normal form as label, and an instant at each end that is known, as exact as was stated."""
    label = draft.blank(
        (SH.path, RDFS.label), (SH.node, SHAPES["date"]), (SH.minCount, Literal(1)), (SH.maxCount, Literal(1))
    )
    ends = [
        draft.blank(
            (SH.path, TIME[end]), (SH["class"], TIME.Instant), (SH.minCount, Literal(1)), (SH.maxCount, Literal(1))
        )
        for end in ("hasBeginning", "hasEnd")
    ]
    draft.say(
        INTERVAL, (RDF.type, SH.NodeShape), (SH.targetClass, TIME.Interval), (SH["class"], TIME.Interval),
        (SH.property, label), (SH["or"], draft.listed(draft.blank((SH.property, end)) for end in ends)),
    )  # fmt: skip
    exact = [
        draft.blank(
            (
                SH.property,
                draft.blank(
                    (SH.path, TIME[term]), (SH.datatype, datatype), (SH.minCount, Literal(1)), (SH.maxCount, Literal(1))
                ),
            )
        )
        for term, datatype in (("inXSDDate", XSD.date), ("inXSDgYearMonth", XSD.gYearMonth), ("inXSDgYear", XSD.gYear))
    ]
    draft.say(
        SHAPES["Instant"], (RDF.type, SH.NodeShape), (SH.targetClass, TIME.Instant), (SH.xone, draft.listed(exact))
    )
