"""IRIs of ours, and the prefixes that the generated files use."""

from __future__ import annotations

from collections.abc import Mapping

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Namespace, URIRef

from ontology.namespace import VOCABULARY

_HOUSE = VOCABULARY.removesuffix("ns#")
LW = Namespace(VOCABULARY)
CODES = Namespace(f"{_HOUSE}codes#")
SHAPES = Namespace(f"{_HOUSE}shapes#")
ONTOLOGY = URIRef(f"{_HOUSE}ns")
TIME = Namespace("http://www.w3.org/2006/time#")
PREFIXES: Mapping[str, str] = {
    prefix: str(namespace)
    for prefix, namespace in (
        ("lw", LW), ("codes", CODES), ("shapes", SHAPES), ("time", TIME), ("prov", "http://www.w3.org/ns/prov#"),
        ("geo", "http://www.opengis.net/ont/geosparql#"), ("rdf", RDF), ("rdfs", RDFS),
        ("owl", OWL), ("sh", SH), ("skos", SKOS), ("xsd", XSD),
    )
}  # fmt: skip


def code_list(owner: str, property_: str) -> URIRef:
    """The list from which a property of a type or link takes its codes."""
    return CODES[f"{owner}-{property_}"]


def expand(name: str, prefixes: Mapping[str, str] = PREFIXES) -> URIRef:
    """The IRI of `prefix:name`; a bare name is ours. Raises KeyError for a prefix that is not known."""
    prefix, colon, local = name.partition(":")
    return URIRef(prefixes[prefix] + local) if colon else LW[name]
