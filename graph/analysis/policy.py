"""The choices of `policy.yaml`: who is an actor, what ties two, which links count for how much."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graph.views import Basis, Witness
from ontology.entry import Entry
from ontology.grades import CREDIBILITY, RELIABILITY
from ontology.loader import schema

_FILE = Path(__file__).with_name("policy.yaml")


@dataclass(frozen=True, slots=True)
class Grades:
    """Grades of sources, and of contents."""

    reliability: frozenset[str]
    credibility: frozenset[int]

    def either(self, witness: Witness) -> bool:
        return witness.reliability in self.reliability or witness.credibility in self.credibility

    def both(self, witness: Witness) -> bool:
        return witness.reliability in self.reliability and witness.credibility in self.credibility


@dataclass(frozen=True, slots=True)
class Policy:
    """See `policy.yaml`, whose keys these are. `good` are the grades that are not poor."""

    actors: frozenset[str]
    victim_link: str
    victim_roles: frozenset[str]
    never: frozenset[str]
    on_request: frozenset[str]
    means: frozenset[str]
    by: frozenset[str]
    between: frozenset[str]
    most: int
    ways: int
    good: Grades
    weak: Grades
    wrong_source: Mapping[str, float]
    wrong_content: Mapping[int, float]

    def is_weak(self, basis: Basis) -> bool:
        """Told by one origin, and never better than weakly."""
        return basis.origins == 1 and all(map(self.weak.either, basis.witnesses))

    def is_poor(self, basis: Basis) -> bool:
        return not any(map(self.good.both, basis.witnesses))

    def wrong(self, basis: Basis) -> float:
        """How probable it is taken to be that all who tell a link are wrong."""
        by_origin: dict[str, float] = {}
        for origin, reliability, credibility in basis.witnesses:
            wrong = max(self.wrong_source[reliability], self.wrong_content[credibility])
            by_origin[origin] = min(wrong, by_origin.get(origin, 1.0))
        chance = 1.0
        for origin in sorted(by_origin):
            chance *= by_origin[origin]
        return chance


@cache
def policy() -> Policy:
    """The policy that is shipped. Raises SchemaError, which names file, line and key, when it is wrong."""
    return read_policy(_FILE.name, _FILE.read_text("utf-8"))


def read_policy(name: str, text: str) -> Policy:
    """Raises SchemaError."""
    whole = Entry.read(name, text)
    whole.only("why", "actors", "victims", "direct", "means", "poor", "weak", "dropout")
    whole.text("why")
    parts = {key: whole.entry(key) for key in whole.nodes if key != "why"}
    for part in parts.values():
        part.text("why")
    types = [t.name for t in schema().entity_types]
    links = list(schema().links)
    victims, direct, means, poor = (parts[key] for key in ("victims", "direct", "means", "poor"))
    link = victims.one_of("link", links)
    qualifier = schema().links[link].qualifier
    roles = schema().links[link].properties[qualifier].codes if qualifier else ()
    worst = poor.one_of("reliability", RELIABILITY), int(poor.one_of("credibility", list(map(str, CREDIBILITY))))
    return Policy(
        actors=_some(parts["actors"], "types", types),
        victim_link=link,
        victim_roles=_some(victims, "roles", roles),
        never=_some(direct, "never", links),
        on_request=_some(direct, "on_request", links),
        means=_some(means, "types", types),
        by=_some(means, "by", links),
        between=_some(means, "between", links),
        most=means.whole("most"),
        ways=means.whole("ways"),
        good=Grades(
            frozenset(RELIABILITY[: RELIABILITY.index(worst[0]) + 1]),
            frozenset(CREDIBILITY[: CREDIBILITY.index(worst[1]) + 1]),
        ),
        weak=Grades(
            _some(parts["weak"], "reliability", RELIABILITY),
            frozenset(int(n) for n in _some(parts["weak"], "credibility", list(map(str, CREDIBILITY)))),
        ),
        wrong_source=_chances(parts["dropout"].entry("reliability"), RELIABILITY),
        wrong_content={int(k): v for k, v in _chances(parts["dropout"].entry("credibility"), CREDIBILITY).items()},
    )


def _some(part: Entry, key: str, allowed: Collection[str]) -> frozenset[str]:
    found = part.texts(key)
    for name in found:
        if name not in allowed:
            part.fail(key, f"unknown value {name!r}", "one of " + ", ".join(allowed))
    return frozenset(found)


def _chances(part: Entry, grades: Collection[str] | Collection[int]) -> dict[str, float]:
    """One for each grade, from 0 to below 1."""
    part.only(*map(str, grades))
    found: dict[str, float] = {}
    for grade in map(str, grades):
        try:
            found[grade] = float(part.text(grade))
        except ValueError:
            part.fail(grade, "a number is expected")
        if not 0 <= found[grade] < 1:
            part.fail(grade, "a chance from 0 to below 1 is expected")
    return found
