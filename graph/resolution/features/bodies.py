"""Features of networks, organisations, agencies, sites and routes."""

from __future__ import annotations

from itertools import product

from rapidfuzz.distance import OSA

from graph.resolution.features.registry import Agreement, feature, shared, text
from graph.resolution.names import BodyName, body_name, body_words
from graph.resolution.profiles import BODY_KINDS, Profile
from graph.resolution.spelling import composed
from graph.resolution.vocabulary import words

OURS = frozenset({"us"})
"""What agencies of the country that most reports come from are named with or without."""
_CODE = 3
"""Letters of a country's code; a division of it is told by that and its name."""
_LEVELS = (
    "same_distinctive", "acronym", "expanded", "same_single", "contained", "similar", "same_general", "short_acronym",
    "described", "any_office", "different",
)  # fmt: skip


@feature(*_LEVELS)
def body_name_(left: Profile, right: Profile) -> Agreement | None:
    """Names without particles and words of kind in either language: at least two words of their own that are equal are
    distinctive; an acronym meets the name whose initials it holds in any order; one common word is weak, and so is
    the name of an agency that reports use for any of its offices."""
    kind = BODY_KINDS[left.type]
    ours, theirs = bodies_of(left), bodies_of(right)
    met = [(_meet(a, b, kind), str(a), str(b)) for a, b in product(ours, theirs)]
    options = [(_LEVELS.index(level), a, b) for level, a, b in met if level is not None]
    if not options:
        return None
    level, a_text, b_text = min(options)
    return _LEVELS[level], a_text, b_text


def bodies_of(profile: Profile) -> list[BodyName]:
    """A body's names, each as it is read in the country that the body is of or, where nothing says that, in which the
    report plays."""
    kind = BODY_KINDS[profile.type]
    if kind != "agency":
        return [body_name(n, kind) for n in profile.names]
    known = profile.values.get("country") or [place for place in profile.setting if len(place) == _CODE]
    read = words().national.get(known[0], {}) if len(known) == 1 else {}
    return [body_name(read.get(" ".join(body_words(n)[1]), n), kind) for n in profile.names]


def _meet(a: BodyName, b: BodyName, kind: str) -> str | None:
    """The level, or None where one is made of words of kind alone and says nothing against the other. Agencies of one
    country or town are told apart by their words of kind."""
    agency = kind == "agency"
    level = _named(a, b, agency)
    if kind == "vessel" and level in ("same_distinctive", "same_single") and not (a.proper and b.proper):
        return "described"
    if agency and level not in (None, "different") and (_office(a) or _office(b)):
        return "any_office"
    return level


def _office(name: BodyName) -> bool:
    """Whether reports that name this body mean one of its offices, without saying which."""
    return " ".join(name.words) in words().many_offices


def _named(a: BodyName, b: BodyName, agency: bool) -> str | None:
    if a.acronym and b.acronym and len(a.acronym) >= 3 and a.all == b.all:
        return "acronym"
    if agency and a.content == b.content and not (set(a.tokens) <= set(b.tokens) or set(b.tokens) <= set(a.tokens)):
        return "different" if a.content else None
    if a.content == b.content:
        if len(a.content) >= 2:
            return "same_distinctive"
        if a.content:
            return "same_single"
        return "same_general" if {*a.tokens} - OURS == {*b.tokens} - OURS else None
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


@feature("same", "same_division", "supposed", "other_division", "elsewhere", "conflict")
def jurisdiction(left: Profile, right: Profile) -> Agreement | None:
    """The country that an agency belongs to or, where a report does not say it, the country (and the division of it) in
    which the report plays: "the prosecutor's office" of two reports from one state is one office, each country has its
    own FGR."""
    ours, theirs = left.values.get("country", ()), right.values.get("country", ())
    if ours and theirs:
        both = shared(ours, theirs)
        return ("same", both[0], both[0]) if both else ("conflict", text(ours), text(theirs))
    a, b = (frozenset(own) or profile.setting for own, profile in ((ours, left), (theirs, right)))
    if not a or not b:
        return None
    if not a & b:
        return "elsewhere", text(a), text(b)
    if len(a & b) > 1:
        return "same_division", text(a & b), text(a & b)
    return ("other_division" if len(a) > 1 and len(b) > 1 else "supposed"), text(a), text(b)


@feature("local")
def level(left: Profile, right: Profile) -> Agreement | None:
    """A state's or a town's agency, or one that every state has, of which a country has many."""
    ours, theirs = (p.values.get("level", ()) for p in (left, right))
    if {"state", "municipal"} & {*ours, *theirs}:
        return "local", text(ours), text(theirs)
    names = [n for p in (left, right) for n in p.names if " ".join(body_name(n, "agency").tokens) in words().everywhere]
    return ("local", text(names), text(names)) if names else None


def _spells(acronym: str, name: BodyName, agency: bool) -> bool:
    """Whether an acronym is made of the beginnings of a name's words, in order, with or without particles and "US"; of
    four letters and more (three, where few names are made of such words) in any order, since languages differ in it."""
    plain = tuple(w for w in name.words if w not in words().particles)
    if any(composed(acronym, told) >= min(3, len(acronym)) for told in (name.words, plain, ("us", *plain))):
        return True
    orders = (name.initials, *(name.initials + letter for letter in "dl"))
    return len(acronym) >= (4 if agency else 3) and any(sorted(acronym) == sorted(letters) for letters in orders)


@feature("same", "conflict")
def kind(left: Profile, right: Profile) -> Agreement | None:
    """The kind that reports give it: a gang or a cell, a hotel or a checkpoint, a truck or a boat."""
    a, b = left.one("kind"), right.one("kind")
    return (("same" if a == b else "conflict"), a, b) if a and b else None
