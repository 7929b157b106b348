"""Two profiles compared: every feature with the values that met, its bits and family, and the band of the sum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.resolution.features import FEATURES
from graph.resolution.model import Model, TypeModel, bits_at
from graph.resolution.profiles import Profile


@dataclass(frozen=True, slots=True)
class Term:
    """One feature that spoke. `bits` are its own; what counts of a family is cut at the family's cap.

    `why` is the feature's public explanation. `left` and `right` are the values that met."""

    feature: str
    family: str
    level: str
    left: str
    right: str
    bits: float
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The comparison of two profiles. `families` are (family, bits counted, cap); `bits` is prior + what counted.

    `band` is merge, possible, related or distinct; `model` is the version of the match model.
    """

    left: str
    right: str
    terms: tuple[Term, ...]
    families: tuple[tuple[str, float, float | None], ...]
    prior: float
    bits: float
    posterior: float
    band: str
    model: str


TOLD = "told"
"""The feature of what a report says of two of its things."""
Met = tuple[str, str, str, str]
"""Feature, level, left value, right value."""


def meet(left: Profile, right: Profile, type_model: TypeModel) -> tuple[Met, ...]:
    """Every feature that both profiles say something of, in the order of the families; no bits are in it.

    Of two that their report says may be one only that counts: a nickname and a name are different by nature.
    """
    asked = [f for family in type_model.families for f in family.features]
    if right.id in left.perhaps:
        asked = [f for f in asked if f == TOLD]
    found = ((f, FEATURES[f].compare(left, right)) for f in asked)
    return tuple((feature, *agreement) for feature, agreement in found if agreement is not None)


def weigh(met: Sequence[Met], ids: tuple[str, str], type_: str, shielded: bool, model: Model) -> Evidence:
    """What a comparison is worth by a model. `ids` are those of the two, in order."""
    type_model = model.types[type_]
    levels = {feature: (level, a, b) for feature, level, a, b in met}
    terms: list[Term] = []
    families: list[tuple[str, float, float | None]] = []
    for family in type_model.families:
        total = 0.0
        for name in family.features:
            if name in levels:
                level, a, b = levels[name]
                bits = type_model.bits[name][level]
                total += bits
                terms.append(Term(name, family.name, level, a, b, bits, FEATURES[name].why))
        families.append((family.name, round(total if family.cap is None else min(total, family.cap), 3), family.cap))
    bits = round(model.prior + sum(counted for _, counted, _ in families), 3)
    band = _band(terms, families, bits, shielded, model, type_model)
    posterior = model.posterior(bits)
    return Evidence(*ids, tuple(terms), tuple(families), model.prior, bits, posterior, band, model.version)


def compare(one: Profile, other: Profile, model: Model) -> Evidence:
    """Compare two profiles of one type; the order in which they are given does not matter."""
    left, right = sorted((one, other), key=lambda p: p.id)
    met = meet(left, right, model.types[left.type])
    return weigh(met, (left.id, right.id), left.type, left.shielded or right.shielded, model)


def _band(
    terms: list[Term],
    families: list[tuple[str, float, float | None]],
    bits: float,
    shielded: bool,
    model: Model,
    type_model: TypeModel,
) -> str:
    weak = {f.name for f in type_model.families if f.weak}
    strong = any(counted > 0 for name, counted, _ in families if name not in weak)
    if any(t.bits <= model.hard for t in terms):
        agreeing = model.prior + sum(t.bits for t in terms if t.bits > 0)
        return "related" if agreeing >= bits_at(model.possible) else "distinct"
    if bits < bits_at(model.possible) or not strong:
        return "related" if any(t.bits > 0 for t in terms if t.family in weak) and strong_tie(terms) else "distinct"
    levels = {t.feature: t.level for t in terms}
    ruled = any(all(levels.get(f) in allowed for f, allowed in rule.items()) for rule in type_model.merge)
    return "merge" if ruled and bits >= bits_at(model.merge) and not shielded else "possible"


def strong_tie(terms: list[Term]) -> bool:
    """Whether a shared phone, conveyance or account ties the two, be they two persons or one."""
    return any(t.family == "household" and t.bits > 0 for t in terms)
