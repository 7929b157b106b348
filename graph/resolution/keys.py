"""Blocking keys: which profiles are worth comparing. Only profiles of one type share a key.

A key that more than `cap` profiles have is not compared; its finer forms (the key together with something the profile
is linked to) still are. Whether a key is overfull depends on who has it, never on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from graph.resolution.features.bodies import OURS, bodies_of
from graph.resolution.features.persons import names_of
from graph.resolution.features.places import place_words
from graph.resolution.features.things import MARKED, NUMBERS, described, marks_of, numbers_of, plates_of
from graph.resolution.profiles import Profile, key_values
from graph.resolution.spelling import short_forms, sound
from ontology.model import Schema

JOIN = "="
"""First sign of keys that join by themselves; the others only bring to comparison."""
BORNE, HEARD = "Person|has ", "Person|part "
"""How keys begin that say what a person is linked to, and how a part of his name sounds."""
_PERSONAL = (
    "IdentityDocument", "Phone", "Vehicle", "Vessel", "Aircraft", "FinancialAccount", "Email", "SocialAccount",
)  # fmt: skip
_ENDING = 4
_BEGINNING = 3


def keys_of(profile: Profile, schema: Schema) -> tuple[str, ...]:
    """All keys of a profile, sorted: those that join (with JOIN in front) and those that block."""
    joining = {JOIN + key for key in key_values(profile, schema)}
    plain = {f"{profile.type}|{key}" for key in _BLOCKS[profile.type](profile)} if profile.type in _BLOCKS else set()
    second = {
        value
        for type_ in ("CriminalNetwork", "Organization", "Place", "Phone", "Vehicle")
        for value in profile.linked.get(type_, ())
    } | set(profile.values.get("country", ())) | set(profile.values.get("admin1", ()))  # fmt: skip
    perhaps = {f"{profile.type}|perhaps {' '.join(sorted((profile.id, other)))}" for other in profile.perhaps}
    return tuple(sorted(joining | plain | perhaps | {f"{key}&{value}" for key in plain for value in second}))


def joining(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(k for k in keys if k.startswith(JOIN))


def usable(key: str, population: int, cap: int) -> bool:
    """Whether the profiles that share a key are compared because of it."""
    return not key.startswith(JOIN) and population <= cap


def partners(keys: Sequence[str], population: Mapping[str, Sequence[str]], cap: int) -> set[str]:
    """The profiles that share a usable key with one that has these keys (itself included)."""
    return {other for key in keys if usable(key, len(population[key]), cap) for other in population[key]}


def _person(profile: Profile) -> Iterator[str]:
    full, single = names_of(profile)
    for name in full:
        heard = sorted({sound(p) for p in name.parts if len(p) > 1})
        yield from (f"two {a} {b}" for a, b in combinations(heard, 2))
        yield from (f"part {p}" for p in heard)
    for name in (*full, *single):
        for part in name.parts:
            if len(part) > 2:
                yield from (f"part {sound(whole)}" for whole in short_forms(part))
                yield f"begins {sound(part)[:_BEGINNING]}"
                yield f"ends {part[-_ENDING:]}"
    for name in single:
        yield from (f"part {sound(p)}" for p in name.parts if len(p) > 2)
    for type_ in _PERSONAL:
        yield from (f"has {v}" for v in profile.linked.get(type_, ()) if any(c.isdigit() for c in v) or "@" in v)
    yield from (f"born {v}" for v in profile.values.get("birthDate", ()) if len(v) == len("2000-01-01"))


def _body(profile: Profile) -> Iterator[str]:
    for name in bodies_of(profile):
        yield from (f"word {sound(w)}" for w in name.content)
        if not name.content:
            yield "all " + " ".join(t for t in name.all if t not in OURS)
        letters = name.acronym or name.initials
        yield f"initials {_skeleton(letters)}"
        if letters.startswith("us"):
            yield f"initials {_skeleton(letters[2:])}"
    if profile.type in MARKED:
        yield from (f"number {n}" for n in marks_of(profile))


def _skeleton(letters: str) -> str:
    """Initials without those of Spanish particles, which acronyms have or leave out (CDP, CP)."""
    return "".join(sorted(letters.replace("d", "").replace("l", "") or letters))


def _place(profile: Profile) -> Iterator[str]:
    for written in profile.names:
        yield "name " + " ".join(sound(w) for w in place_words(written))


def _vehicle(profile: Profile) -> Iterator[str]:
    for mark in plates_of(profile):
        yield f"plate {mark[:_ENDING]}"
        yield f"plate {mark[-_ENDING:]}"
    yield from (f"word {w}" for w in described(profile))


def _aircraft(profile: Profile) -> Iterator[str]:
    yield from (f"number {n}" for n in marks_of(profile))
    yield from (f"word {w}" for w in described(profile))


def _number(profile: Profile) -> Iterator[str]:
    for number in numbers_of(profile, *NUMBERS, digits=False):
        yield f"ends {number[-_ENDING:]}"


def _event(profile: Profile) -> Iterator[str]:
    for kind in profile.values.get("kind", ()):
        for day in profile.values.get("date", ()):
            yield from (f"{kind} {day} {place}" for place in profile.linked.get("Place", ()))


_BLOCKS = {
    "Person": _person,
    "CriminalNetwork": _body, "Organization": _body, "Agency": _body, "Site": _body, "Route": _body, "Vessel": _body,
    "Place": _place,
    "Vehicle": _vehicle,
    "Aircraft": _aircraft,
    "Phone": _number, "Email": _number, "SocialAccount": _number, "IdentityDocument": _number,
    "FinancialAccount": _number,
    "Event": _event,
}  # fmt: skip
