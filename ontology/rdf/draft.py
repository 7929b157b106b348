"""A graph in the making that comes out as the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.model import Labels
from ontology.rdf.terms import PREFIXES

Said = tuple[URIRef, Node]
"""Predicate and object."""


class Draft:
    """Blank nodes are numbered in the order in which they are made, and rdflib's Turtle sorts all else: so the text
    follows from what is said alone."""

    def __init__(self, prefixes: Mapping[str, str] = PREFIXES) -> None:
        self.graph = Graph(bind_namespaces="none")
        for prefix, namespace in sorted(prefixes.items()):
            self.graph.bind(prefix, namespace)
        self._blanks = 0

    def say(self, subject: Node, *said: Said) -> None:
        for predicate, object_ in said:
            self.graph.add((subject, predicate, object_))

    def label(self, subject: Node, predicate: URIRef, labels: Labels) -> None:
        """One literal a language."""
        self.say(subject, *((predicate, Literal(text, lang=language)) for language, text in labels.items()))

    def blank(self, *said: Said) -> BNode:
        """A new blank node of which this is said."""
        self._blanks += 1
        node = BNode(f"b{self._blanks:06}")
        self.say(node, *said)
        return node

    def listed(self, items: Iterable[Node]) -> Node:
        """The head of an RDF list."""
        head: Node = RDF.nil
        for item in reversed(list(items)):
            head = self.blank((RDF.first, item), (RDF.rest, head))
        return head

    def write(self, path: Path) -> None:
        """As Turtle."""
        path.write_text(self.graph.serialize(format="turtle"), "utf-8")
