"""Features of persons."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from rapidfuzz.distance import OSA

from graph.resolution.alignment import align, spelled_person
from graph.resolution.features.registry import Agreement, feature, shared, text
from graph.resolution.names import PersonName, person_name
from graph.resolution.profiles import Profile
from graph.resolution.spelling import BEGINNING, INITIAL, SHORT_FORM, SOUND, alike
from graph.resolution.vocabulary import words
from ontology.interval import Interval

_LEVELS = (
    "same_long", "contained_long", "same", "contained", "similar", "initials", "one_part", "one_common", "overlapping",
    "one_short", "other_maternal", "partly", "different",
)  # fmt: skip
_WEAK = frozenset({SHORT_FORM, INITIAL, BEGINNING})
_WHOLE = 0.8
"""Likeness from which two parts of names are one, spelled by two hands."""


def names_of(profile: Profile) -> tuple[list[PersonName], list[PersonName]]:
    """Full names, and nicknames or single parts that are no part of a full name of the same person."""
    names = sorted({person_name(n) for n in profile.names}, key=str)
    full = [n for n in names if n.full]
    parts = {part for n in full for part in n.parts}
    return full, [n for n in names if not n.full and not set(n.parts) <= parts and max(map(len, n.parts)) > 1]


@feature(*_LEVELS)
def person_name_(left: Profile, right: Profile) -> Agreement | None:
    """Full names, token by token, in any order: spelling that sounds alike, initials and a missing second surname are
    forgiven; a surname or given name that differs on both sides speaks against. A single name is met by a part of a
    full one, or by a name that it is short for."""
    (full_l, single_l), (full_r, single_r) = names_of(left), names_of(right)
    if full_l and full_r:
        met = [(_meet(a, b), a, b) for a, b in product(full_l, full_r)]
    else:
        some = (*product(full_l, single_r), *product(single_l, full_r), *product(single_l, single_r))
        met = [(level, a, b) for a, b in some if a != b and (level := _part(a, b))]
    if not met:
        return None
    place, one, other = min((_LEVELS.index(level), str(a), str(b)) for level, a, b in met)
    return _LEVELS[place], one, other


def _part(a: PersonName, b: PersonName) -> str | None:
    """How a single name meets a part of another name; None where it does not. Nicknames are words, and with another
    letter another word (compadre, comadre): two of them meet by their sound or as one's short form only."""
    short, long = (a.parts, b.parts) if len(a.parts) < len(b.parts) else (b.parts, a.parts)
    best = [max((alike(part, other, True), other) for other in long) for part in short]
    if min(likeness for likeness, _ in best) < BEGINNING:
        return None
    spelled = _WHOLE if a.full or b.full else SOUND
    whole = [other for likeness, other in best if likeness >= spelled and likeness not in _WEAK]
    if not whole:
        shortened = a.full or b.full or any(likeness in _WEAK for likeness, _ in best)
        return "one_short" if shortened and max(map(len, short)) > 1 else None
    return "one_common" if set(whole) <= words().common_parts else "one_part"


def _meet(a: PersonName, b: PersonName) -> str:
    short, long = (a, b) if len(a.parts) <= len(b.parts) else (b, a)
    pairs = align(spelled_person(short), spelled_person(long), "person").pairs
    weak = [likeness for _, _, likeness in pairs if likeness in _WEAK]
    whole = [likeness for _, _, likeness in pairs if likeness >= _WHOLE and likeness not in _WEAK]
    missing = len(set(short.parts)) - len(weak) - len(whole)
    if missing == 0 and whole:
        if weak:
            return "initials"
        if min(whole) < 1:
            return "similar" if len(short.parts) > 1 else "partly"
        extra = "contained" if len(long.parts) > len(short.parts) else "same"
        return f"{extra}_long" if len(short.parts) >= 3 else extra
    if not whole:
        return "different"
    if _overlap(short.parts, long.parts, pairs):
        return "overlapping"
    return "other_maternal" if len(whole) >= 2 and missing == 1 else "partly"


def _overlap(a: Sequence[str], b: Sequence[str], pairs: Sequence[tuple[int, int, float]]) -> bool:
    """Whether two names tell different parts of one ("Melvin Turcios", "Turcios Lagos"): between two parts that meet,
    before the first and after the last, at most one of them has more. Initials that nothing meets are passed over."""
    met = sorted((i, j) for i, j, _ in pairs)
    if [j for _, j in met] != sorted(j for _, j in met):
        return False
    gaps = [
        {sum(taken < at for taken in places) for at, part in enumerate(name) if at not in places and len(part) > 1}
        for name, places in ((a, {i for i, _ in met}), (b, {j for _, j in met}))
    ]
    return not gaps[0] & gaps[1]


@feature("same")
def nickname(left: Profile, right: Profile) -> Agreement | None:
    """One nickname or single name that both bear, and that is no part of their full names."""
    both = shared(*({" ".join(n.parts) for n in names_of(p)[1]} for p in (left, right)))
    return ("same", both[0], both[0]) if both else None


@feature("same", "one_sided", "conflict")
def generation(left: Profile, right: Profile) -> Agreement | None:
    """Senior or junior, father or son: two that differ are two persons; one without the word may be either."""
    ours, theirs = ({person_name(n).generation for n in p.names} - {None} for p in (left, right))
    if not ours and not theirs:
        return None
    a, b = text(g for g in ours if g), text(g for g in theirs if g)
    if not ours or not theirs:
        return "one_sided", a, b
    return ("same" if ours & theirs else "conflict"), a, b


@feature("conflict")
def sex(left: Profile, right: Profile) -> Agreement | None:
    """The sex that a report states. Agreement says little; a conflict holds apart."""
    a, b = left.one("sex"), right.one("sex")
    return ("conflict", a, b) if a and b and a != b else None


@feature("day", "month", "year", "near", "conflict")
def birth(left: Profile, right: Profile) -> Agreement | None:
    """Date of birth, at the precision that both give. A typing error or swapped day and month is no conflict."""
    a, b = left.one("birthDate"), right.one("birthDate")
    if a is None or b is None:
        return None
    one, other = Interval.parse(a), Interval.parse(b)
    if one == other:
        return (one.precision if one.precision != "interval" else "near"), a, b
    if one.meets(other):
        return ("year" if "year" in (one.precision, other.precision) else "near"), a, b
    if one.precision == other.precision == "day":
        slip = OSA.distance(a, b) == 1 or (a[:4] == b[:4] and (a[5:7], a[8:]) == (b[8:], b[5:7]))
        return ("near" if slip else "conflict"), a, b
    gap = min(abs((x - y).days) for x in (one.start, one.end) for y in (other.start, other.end) if x and y)
    return ("near" if gap <= 366 else "conflict"), a, b


@feature("same", "generic", "conflict")
def identity_number(left: Profile, right: Profile) -> Agreement | None:
    """The number of a passport, CURP, cédula … that belongs to both; two numbers of one kind and issuer that differ
    hold apart. A number that many persons of other names have had says nothing."""
    ours, theirs = (p.linked.get("IdentityDocument", ()) for p in (left, right))
    if both := shared(ours, theirs):
        return _telling(both, left, right)
    kinds = shared(*({n.rpartition(":")[0] for n in numbers if ":" in n} for numbers in (ours, theirs)))
    return ("conflict", text(ours), text(theirs)) if kinds else None


def _linked(left: Profile, right: Profile, *types: str) -> Agreement | None:
    both = [v for t in types for v in shared(left.linked.get(t, ()), right.linked.get(t, ()))]
    return _telling([v for v in both if any(c.isdigit() for c in v) or "@" in v], left, right)


def _telling(both: Sequence[str], left: Profile, right: Profile) -> Agreement | None:
    """The first of the values that both have which is not generic; else a generic one."""
    told = [v for v in both if v not in left.generic | right.generic]
    return ("same" if told else "generic", (told or both)[0], (told or both)[0]) if both else None


@feature("same", "generic")
def phone(left: Profile, right: Profile) -> Agreement | None:
    """A telephone that both use. Families and gangs share phones: it never joins two persons by itself, and one that
    many persons of other names use (a coyote's) says nothing."""
    return _linked(left, right, "Phone")


@feature("same", "generic")
def conveyance(left: Profile, right: Profile) -> Agreement | None:
    """A vehicle, vessel or aircraft with one plate or number that both use or own; one that many have used (a bus)
    says nothing."""
    return _linked(left, right, "Vehicle", "Vessel", "Aircraft")


@feature("same", "generic")
def account(left: Profile, right: Profile) -> Agreement | None:
    """A bank account, e-mail address or profile that both use. Three networks may share one account; one that many
    persons of other names use says nothing."""
    return _linked(left, right, "FinancialAccount", "Email", "SocialAccount")


@feature("same")
def network(left: Profile, right: Profile) -> Agreement | None:
    """A network or organisation that both belong to or lead."""

    def content(profile: Profile) -> set[str]:
        return {v.partition(" ")[2] for t in ("CriminalNetwork", "Organization") for v in profile.linked.get(t, ())}

    both = shared(content(left), content(right))
    return ("same", both[0], both[0]) if both else None


@feature("one", "some", "many")
def company(left: Profile, right: Profile) -> Agreement | None:
    """How many parts of names (as a Spanish ear hears them), vehicles and numbers of others both documents tell."""
    both = shared(left.company, right.company)
    if not both:
        return None
    return ("one" if len(both) == 1 else "some" if len(both) <= 3 else "many"), text(both), text(both)
