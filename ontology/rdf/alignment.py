"""Alignments with other vocabularies, as `ontology/alignment.yaml` declares them, and `align.ttl` made of the soft
ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef

from ontology.entry import Entry
from ontology.loader import schema
from ontology.rdf.draft import Draft
from ontology.rdf.terms import LW, ONTOLOGY, PREFIXES, expand
from ontology.rdf.vocabulary import vocabulary

ALIGNMENT = URIRef(f"{ONTOLOGY}/align")


@dataclass(frozen=True, slots=True)
class Match:
    """Close matches of one of our names; `apart`: what looks alike and is not, and why."""

    close: tuple[URIRef, ...]
    apart: str


@dataclass(frozen=True, slots=True)
class Alignment:
    """`hard`: our class → classes that it is a subclass of. `soft`: our name → its matches."""

    prefixes: Mapping[str, str]
    imports: tuple[URIRef, ...]
    disjoint: tuple[frozenset[URIRef], ...]
    hard: Mapping[str, tuple[URIRef, ...]]
    soft: Mapping[str, Match]


@cache
def alignment() -> Alignment:
    """Of the file that ships with the package. Raises SchemaError, which names the place."""
    return read_alignment(files("ontology").joinpath("alignment.yaml").read_text("utf-8"))


def read_alignment(text: str) -> Alignment:
    """Read such a file. Raises SchemaError for a name that is not known, and where a class would be two that are
    disjoint."""
    root = Entry.read("alignment.yaml", text)
    root.only("prefixes", "why", "imports", "disjoint", "hard", "soft")
    below = root.entry("prefixes")
    prefixes = {prefix: below.text(prefix) for prefix in below.nodes}
    reasons = root.entry("why")
    for prefix in reasons.nodes:
        if prefix not in prefixes:
            reasons.fail(prefix, f"there is no prefix {prefix!r}")
    pairs = root.entry("disjoint")
    disjoint = tuple(frozenset(_iris(pairs, pair, prefixes)) for pair in pairs.nodes)
    classes = {t.name for t in schema().entity_types} | vocabulary().records.keys()
    names = classes | schema().links.keys() | vocabulary().terms.keys()
    hard = root.entry("hard")
    for name in hard.nodes:
        if name not in classes:
            hard.fail(name, f"there is no class {name!r}")
        if clash := [pair for pair in disjoint if pair <= set(_iris(hard, name, prefixes))]:
            hard.fail(name, "nothing is both " + " and ".join(sorted(clash[0])))
    soft = {}
    for name, entry in root.entries("soft"):
        entry.only("close", "apart")
        if name not in names:
            entry.fail("close", f"there is no class, link or term {name!r}")
        soft[name] = Match(_iris(entry, "close", prefixes), entry.text("apart", ""))
    return Alignment(
        prefixes,
        tuple(URIRef(iri) for iri in root.texts("imports")),
        disjoint,
        {name: _iris(hard, name, prefixes) for name in hard.nodes},
        soft,
    )


def _iris(entry: Entry, key: str, prefixes: Mapping[str, str]) -> tuple[URIRef, ...]:
    found = []
    for name in entry.texts(key, ()):
        if name.partition(":")[0] not in prefixes:
            entry.fail(key, f"{name!r} has a prefix that is not declared")
        found.append(expand(name, prefixes))
    return tuple(found)


def write_alignment(path: Path) -> None:
    """Write `align.ttl`: close matches and why others are none. It imports nothing, and nothing follows from it."""
    known = alignment()
    draft = Draft({**PREFIXES, **known.prefixes})
    draft.say(ALIGNMENT, (RDF.type, OWL.Ontology), (RDFS.label, Literal("linkwright: close matches", lang="en")))
    for name, match in known.soft.items():
        draft.say(LW[name], *((SKOS.closeMatch, iri) for iri in match.close))
        if match.apart:
            draft.say(LW[name], (SKOS.editorialNote, Literal(match.apart, lang="en")))
    draft.write(path)
