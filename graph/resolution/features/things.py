"""Features of vehicles, vessels, aircraft, numbers and events."""

from __future__ import annotations

import re
from itertools import product

from graph.resolution.features.registry import Agreement, feature, shared, text
from graph.resolution.names import alnum
from graph.resolution.profiles import Profile
from graph.resolution.vocabulary import words
from ontology.values.name import tokens
from ontology.values.plate import agree, mark

_CONFUSABLE = str.maketrans("OIBSZ", "01852")
MIN_PLATE = 5
NUMBERS = ("number", "alternative", "address", "handle", "accountId")
_LONG = 9
_CODE = re.compile(r"\b([A-Za-z]{1,2})-(\d{2,4})\b")  # of a model: "F-250", "F250"


def _bare(normal: str) -> str:
    """The letters and digits of a number, without the country or state in front of it."""
    return alnum(mark(normal))


def plates_of(profile: Profile) -> list[str]:
    """Plates without separators: from the property, else from words of a name that have the shape of one."""
    given = [_bare(p) for p in profile.values.get("plate", ())]
    if not given:
        given = [
            mark
            for name in profile.names
            if MIN_PLATE <= len(mark := alnum(name)) <= 8
            and any(c.isdigit() for c in mark)
            and not words().makes & set(tokens(name))
        ]
    return sorted(set(given))


@feature("same", "confusable", "partial", "conflict")
def plate(left: Profile, right: Profile) -> Agreement | None:
    """Licence plates without separators; letters and digits that look alike are compared as one, never rewritten; four
    characters or more of a plate may stand for it, and so may one with signs that were not read. A plate alone never
    joins two vehicles."""
    ours, theirs = plates_of(left), plates_of(right)
    if not ours or not theirs:
        return None
    if both := shared(ours, theirs):
        return "same", both[0], both[0]
    for a, b in product(*(map(mark, p.values.get("plate", ())) for p in (left, right))):
        if agree(a, b):
            return "partial", a, b
    for a, b in product(ours, theirs):
        if a.translate(_CONFUSABLE) == b.translate(_CONFUSABLE):
            return "confusable", a, b
    for a, b in product(ours, theirs):
        if min(len(a), len(b)) >= 4 and (a in b or b in a):
            return "partial", a, b
    return "conflict", text(ours), text(theirs)


@feature("same", "conflict")
def make(left: Profile, right: Profile) -> Agreement | None:
    """The maker of a vehicle, as told."""
    known = words().translations
    a, b = ({known.get(t, t) for v in p.values.get("make", ()) for t in tokens(v)} for p in (left, right))
    if not a or not b:
        return None
    return ("same" if a & b else "conflict"), text(a), text(b)


def _colours(profile: Profile) -> set[str]:
    known = words().colours
    return {known[t] for v in (*profile.values.get("colour", ()), *profile.names) for t in tokens(v) if t in known}


@feature("same", "conflict")
def colour(left: Profile, right: Profile) -> Agreement | None:
    """The colour, in either language."""
    a, b = _colours(left), _colours(right)
    if not a or not b:
        return None
    return ("same" if a & b else "conflict"), text(a), text(b)


def described(profile: Profile) -> set[str]:
    """Words that describe a vehicle or aircraft, without colours, words of kind and plates."""
    lists = words()
    plates = plates_of(profile)
    told = (*profile.names, *profile.values.get("make", ()), *profile.values.get("model", ()))
    return {
        lists.translations.get(t, t)
        for name in told
        for t in tokens(_CODE.sub(r"\1\2", name))
        if len(t) > 1
        and not t.isdigit()
        and t not in lists.colours
        and t not in lists.particles
        and t not in lists.kinds["vehicle"]
        and alnum(t) not in plates
    }


@feature("same", "contained")
def description(left: Profile, right: Profile) -> Agreement | None:
    """Make, model and other words of description, without colours and words like "truck"."""
    a, b = described(left), described(right)
    if not a or not b:
        return None
    if a == b:
        return "same", text(a), text(b)
    return ("contained", text(a), text(b)) if a <= b or b <= a else None


def numbers_of(profile: Profile, *properties: str, digits: bool = True) -> list[str]:
    """Letters and digits of these properties, else of names (with `digits`, only of those that hold a digit)."""
    given = {_bare(v) for p in properties for v in profile.values.get(p, ())}
    named = {
        m
        for n in profile.names
        if len(m := alnum(n)) >= 4
        and (not digits or (any(c.isdigit() for c in m) and not words().makes & set(tokens(n))))
    }
    return sorted(given or named)


def _equal_numbers(ours: list[str], theirs: list[str]) -> Agreement | None:
    if not ours or not theirs:
        return None
    both = shared(ours, theirs)
    return ("same", both[0], both[0]) if both else ("conflict", text(ours), text(theirs))


MARKED = {"Vessel": ("hullNumber", "imo", "mmsi"), "Aircraft": ("tailNumber",), "Vehicle": ("plate",)}
"""Properties that mark conveyances so that two marks are two of them."""


def marks_of(profile: Profile) -> list[str]:
    """Plates, hull and tail numbers, bare."""
    return plates_of(profile) if profile.type == "Vehicle" else numbers_of(profile, *MARKED[profile.type])


@feature("same", "conflict")
def hull(left: Profile, right: Profile) -> Agreement | None:
    """Hull or registration number, IMO number or MMSI."""
    return _equal_numbers(marks_of(left), marks_of(right))


@feature("same", "conflict")
def tail(left: Profile, right: Profile) -> Agreement | None:
    """Tail number of an aircraft."""
    return _equal_numbers(marks_of(left), marks_of(right))


@feature("same", "same_end", "tail")
def number(left: Profile, right: Profile) -> Agreement | None:
    """Numbers and addresses that are no keys: as written, of an assumed country, or in part. Nine equal last digits
    meet whatever stands before them; "ends in 4471" meets the number it ends."""
    ours, theirs = (numbers_of(p, *NUMBERS, digits=False) for p in (left, right))
    if both := [v for v in shared(ours, theirs) if len(v) >= _LONG]:
        return "same", both[0], both[0]
    for a, b in product(ours, theirs):
        if min(len(a), len(b)) >= _LONG and a[-_LONG:] == b[-_LONG:] and a[-_LONG:].isdigit():
            return "same_end", a, b
    for a, b in product(ours, theirs):
        short, long = sorted((a, b), key=len)
        if len(short) >= 4 and short[-4:].isdigit() and long.endswith(short):
            return "tail", a, b
    return None


@feature("same_participants", "same_counts")
def occasion(left: Profile, right: Profile) -> Agreement | None:
    """Events of one kind, on one day, at one place, with a participant who is identified in both, or with groups of
    which both give one count: two agencies' reports of one event. The groups stay two, each with its own estimate."""
    who = [
        v
        for t in ("Person", "Vehicle", "Vessel", "Aircraft", "Phone", "FinancialAccount")
        for v in shared(left.linked.get(t, ()), right.linked.get(t, ()))
    ]
    counts = shared(left.linked.get("PopulationGroup", ()), right.linked.get("PopulationGroup", ()))
    alike = (
        shared(left.values.get("kind", ()), right.values.get("kind", ())),
        shared(left.values.get("date", ()), right.values.get("date", ())),
        shared(left.linked.get("Place", ()), right.linked.get("Place", ())),
        who or counts,
    )
    if not all(alike):
        return None
    return ("same_participants", text(who), text(who)) if who else ("same_counts", text(counts), text(counts))
