"""Features of networks, organisations, agencies, places, sites and routes."""

from __future__ import annotations

from itertools import product

from rapidfuzz.distance import OSA

from graph.resolution.features.registry import Agreement, feature, shared, text
from graph.resolution.names import BodyName, body_name
from graph.resolution.profiles import BODY_KINDS, Profile
from graph.resolution.spelling import composed
from graph.resolution.vocabulary import words
from ontology.values.name import tokens

_OURS = frozenset({"us"})
"""What agencies of the country that most reports come from are named with or without."""
_LEVELS = (
    "same_distinctive", "acronym", "expanded", "same_single", "contained", "similar", "same_general", "short_acronym",
    "different",
)  # fmt: skip


@feature(*_LEVELS)
def body_name_(left: Profile, right: Profile) -> Agreement | None:
    """Names without particles and words of kind in either language: at least two words of their own that are equal are
    distinctive; an acronym meets the name whose initials it holds in any order; one common word is weak."""
    kind = BODY_KINDS[left.type]
    agency = kind == "agency"
    ours, theirs = ([body_name(n, kind) for n in p.names] for p in (left, right))
    met = [(_meet(a, b, agency), str(a), str(b)) for a, b in product(ours, theirs)]
    options = [(_LEVELS.index(level), a, b) for level, a, b in met if level is not None]
    if not options:
        return None
    level, a_text, b_text = min(options)
    return _LEVELS[level], a_text, b_text


def _meet(a: BodyName, b: BodyName, agency: bool) -> str | None:
    """The level, or None where one is made of words of kind alone and says nothing against the other. Agencies of one
    country or town are told apart by their words of kind."""
    if a.acronym and b.acronym and len(a.acronym) >= 3 and a.all == b.all:
        return "acronym"
    if agency and a.content == b.content and not (set(a.tokens) <= set(b.tokens) or set(b.tokens) <= set(a.tokens)):
        return "different" if a.content else None
    if a.content == b.content:
        if len(a.content) >= 2:
            return "same_distinctive"
        if a.content:
            return "same_single"
        return "same_general" if {*a.tokens} - _OURS == {*b.tokens} - _OURS else None
    for one, other in ((a, b), (b, a)):
        if one.acronym and not other.acronym and _spells(one.acronym, other, agency):
            return "expanded" if len(one.acronym) >= 3 else "short_acronym"
    if a.content and b.content:
        if set(a.content) <= set(b.content) or set(b.content) <= set(a.content):
            return "contained"
        if len(a.content) == len(b.content) and all(
            x == y or (min(len(x), len(y)) >= 5 and OSA.distance(x, y) <= 1)
            for x, y in zip(a.content, b.content, strict=True)
        ):
            return "similar"
    return "different" if a.content and b.content else None


@feature("same", "conflict")
def country(left: Profile, right: Profile) -> Agreement | None:
    """The country it belongs to (of a vessel: its flag). Two countries hold apart: each has its own FGR."""
    ours, theirs = (p.values.get("country") or p.values.get("flag") or () for p in (left, right))
    if not ours or not theirs:
        return None
    both = shared(ours, theirs)
    return ("same", both[0], both[0]) if both else ("conflict", text(ours), text(theirs))


def _spells(acronym: str, name: BodyName, agency: bool) -> bool:
    """Whether an acronym is made of the beginnings of a name's words, in order, with or without particles and "US"; of
    four letters and more (three, where few names are made of such words) in any order, since languages differ in it."""
    plain = tuple(w for w in name.words if w not in words().particles)
    if any(composed(acronym, told) >= min(3, len(acronym)) for told in (name.words, plain, ("us", *plain))):
        return True
    orders = (name.initials, *(name.initials + letter for letter in "dl"))
    return len(acronym) >= (4 if agency else 3) and any(sorted(acronym) == sorted(letters) for letters in orders)


def place_words(written: str) -> tuple[str, ...]:
    """The words of a place's name without particles, in order."""
    lists = words()
    named = tuple(t for t in tokens(written) if t not in lists.particles and t not in lists.kinds["place"])
    return named or tokens(written)


@feature("same", "similar", "different")
def place_name(left: Profile, right: Profile) -> Agreement | None:
    """Names of places without accents, particles and words such as "city of"."""
    ours, theirs = (sorted({" ".join(place_words(n)) for n in p.names}) for p in (left, right))
    if not ours or not theirs:
        return None
    if both := shared(ours, theirs):
        return "same", both[0], both[0]
    near = [(a, b) for a, b in product(ours, theirs) if min(len(a), len(b)) >= 6 and OSA.distance(a, b) <= 1]
    return ("similar", *near[0]) if near else ("different", text(ours), text(theirs))


@feature("same", "conflict")
def admin(left: Profile, right: Profile) -> Agreement | None:
    """The state or department that holds it, or a place that both reports say holds it."""
    a, b = left.one("admin1"), right.one("admin1")
    if a and b:
        return ("same" if a == b else "conflict"), a, b
    both = shared(left.linked.get("Place", ()), right.linked.get("Place", ()))
    return ("same", both[0], both[0]) if both else None


@feature("same", "conflict")
def kind(left: Profile, right: Profile) -> Agreement | None:
    """The kind that reports give it: a gang or a cell, a hotel or a checkpoint, a truck or a boat."""
    a, b = left.one("kind"), right.one("kind")
    return (("same" if a == b else "conflict"), a, b) if a and b else None


@feature("same")
def site_place(left: Profile, right: Profile) -> Agreement | None:
    """A place in which both lie, or which both touch."""
    both = shared(left.linked.get("Place", ()), right.linked.get("Place", ()))
    return ("same", both[0], both[0]) if both else None


@feature("conflict")
def gazetteer(left: Profile, right: Profile) -> Agreement | None:
    """Two gazetteer ids are two places, as far as the gazetteer was read right; equal ones join by themselves."""
    a, b = left.one("gazetteer"), right.one("gazetteer")
    return ("conflict", a, b) if a and b and a != b else None
