"""Features of places, and of the places that other things are told with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from rapidfuzz.distance import OSA

from graph.resolution.features.registry import Agreement, feature, shared, text
from graph.resolution.profiles import Profile
from graph.resolution.vocabulary import words
from ontology.values.name import tokens

_LEVELS = ("same", "same_core", "twofold", "other_kind", "similar", "different")


def place_words(written: str) -> tuple[str, ...]:
    """The words of a place's name without particles, in order; those of a state or country by one of its names."""
    lists = words()
    named = tuple(t for t in tokens(written) if t not in lists.particles and t not in lists.kinds["place"])
    return tuple(lists.place_forms.get(" ".join(tokens(written)), "").split()) or named or tokens(written)


@dataclass(frozen=True, slots=True)
class PlaceName:
    """`core` are the words of a name; `kind` tells a town from a division or a country, where the name says it."""

    core: str
    kind: str | None


@lru_cache(maxsize=65536)
def read_place(written: str) -> PlaceName:
    """Take a place's name apart."""
    lists = words()
    named = tokens(written)
    kind = "town" if lists.towns & set(named) else "division" if lists.divisions & set(named) else None
    if lists.place_forms.get(" ".join(named), " ".join(named)) != " ".join(named):
        kind = "division"
    return PlaceName(" ".join(place_words(written)), kind)


@feature(*_LEVELS)
def place_name(left: Profile, right: Profile) -> Agreement | None:
    """Names of places without accents, particles and words such as "city of". A name that a town and the state or
    country around it bear (Veracruz, Panamá) says little where neither report says which."""
    met = [(_LEVELS.index(_meet(read_place(a), read_place(b))), a, b) for a, b in product(left.names, right.names)]
    if not met:
        return None
    level, one, other = min(met)
    return _LEVELS[level], one, other


def _meet(a: PlaceName, b: PlaceName) -> str:
    if a.core == b.core:
        twofold = a.core in words().twofold
        if a.kind != b.kind:
            return "other_kind" if twofold or (a.kind and b.kind) else "same_core"
        return "twofold" if twofold and not a.kind else "same"
    return "similar" if min(len(a.core), len(b.core)) >= 6 and OSA.distance(a.core, b.core) <= 1 else "different"


@feature("same", "conflict")
def admin(left: Profile, right: Profile) -> Agreement | None:
    """The state or department that holds it, or a place that both reports say holds it."""
    a, b = left.one("admin1"), right.one("admin1")
    if a and b:
        return ("same" if a == b else "conflict"), a, b
    both = shared(left.linked.get("Place", ()), right.linked.get("Place", ()))
    return ("same", both[0], both[0]) if both else None


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


@feature("many", "some", "one")
def places(left: Profile, right: Profile) -> Agreement | None:
    """How many towns both documents tell of; countries and divisions say too little."""
    both = shared(left.places, right.places)
    if not both:
        return None
    return ("one" if len(both) == 1 else "some" if len(both) <= 3 else "many"), text(both), text(both)
