"""The match model: bits, families, caps, merge rules and bands, read from model.yaml and checked at load."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from graph.resolution.features import FEATURES
from ontology.errors import SetupError

_FILE = Path(__file__).with_name("model.yaml")
_ENTRIES = (
    "version", "why", "prior", "bands", "clip", "hard", "margin", "cap", "generic", "calibration", "features", "types",
)  # fmt: skip
_HOLD: Mapping[str, Callable[[float], bool]] = {
    "clip": lambda bits: bits > 0, "hard": lambda bits: bits < 0, "margin": lambda bits: bits >= 0,
    "cap": lambda count: count >= 1, "generic": lambda count: count >= 1,
}  # fmt: skip


class ModelError(SetupError):
    """The match model is wrong; `where` is file and entry."""


@dataclass(frozen=True, slots=True)
class Family:
    """Features that speak of one matter: their sum is cut at `cap` (None: none). `weak`: never enough alone."""

    name: str
    features: tuple[str, ...]
    cap: float | None
    weak: bool


@dataclass(frozen=True, slots=True)
class TypeModel:
    """How two things of one type are compared. `merge`: in the merge band one of these rules holds, each a mapping from
    features to the levels that serve. `bits` are those of the model, with this type's own in their place."""

    bits: Mapping[str, Mapping[str, float]]
    families: tuple[Family, ...]
    merge: tuple[Mapping[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """`cap` is the most profiles that are compared because of one key, `generic` the most persons of different names to
    whom a value may be linked that says something of one of them. `calibration`: from which posterior on which share
    of labelled pairs were one thing, ascending."""

    version: str
    prior: float
    merge: float
    possible: float
    clip: float
    hard: float
    margin: float
    cap: int
    generic: int
    calibration: tuple[tuple[float, float], ...]
    types: Mapping[str, TypeModel]

    @staticmethod
    def posterior(bits: float) -> float:
        """The probability that a sum of bits (prior included) stands for."""
        return 1 / (1 + math.exp2(-max(-500.0, min(500.0, bits))))

    def observed(self, posterior: float) -> float:
        """The share of labelled pairs with about this posterior that were one thing."""
        return next(share for least, share in reversed(self.calibration) if posterior >= least)


def bits_at(posterior: float) -> float:
    """The sum of bits at which the posterior is reached."""
    return math.inf if posterior >= 1 else -math.inf if posterior <= 0 else math.log2(posterior / (1 - posterior))


@cache
def model() -> Model:
    """The model that ships with the program."""
    return read_model(_FILE.read_text(encoding="utf-8"), where=_FILE.name)


def read_model(text: str, *, where: str) -> Model:
    """Read and check a model. Raises ModelError, which names the entry."""
    data: dict[str, Any] = yaml.safe_load(text)
    for key in _ENTRIES:
        if key not in data:
            raise ModelError(f"{key} is missing", where=where)
    bits: dict[str, Mapping[str, float]] = {}
    for name, levels in data["features"].items():
        feature = FEATURES.get(name)
        if feature is None:
            raise ModelError(f"there is no feature {name!r}", where=f"{where}: features", mend=", ".join(FEATURES))
        if set(levels) != set(feature.levels):
            raise ModelError("levels differ from the feature's", where=f"{where}: {name}", mend=str(feature.levels))
        bits[name] = {level: float(value) for level, value in levels.items()}
    types = {name: _type(entry, bits, f"{where}: types: {name}") for name, entry in data["types"].items()}
    merge, possible = data["bands"]["merge"], data["bands"]["possible"]
    if not 0 < possible < merge < 1:
        raise ModelError("0 < possible < merge < 1 must hold", where=f"{where}: bands")
    for key, holds in _HOLD.items():
        if not isinstance(data[key], int | float) or not holds(data[key]):
            raise ModelError(f"{data[key]} is out of range", where=f"{where}: {key}")
    calibration = tuple((float(k), float(v)) for k, v in sorted(data["calibration"].get("one_thing", {}).items()))
    if not data["calibration"].get("why") or not calibration or calibration[0][0] != 0:
        raise ModelError("needs a why, and shares of one_thing from 0 on", where=f"{where}: calibration")
    return Model(
        str(data["version"]), float(data["prior"]), merge, possible, float(data["clip"]), float(data["hard"]),
        float(data["margin"]), int(data["cap"]), int(data["generic"]), calibration, types,
    )  # fmt: skip


def _type(entry: Mapping[str, Any], bits: Mapping[str, Mapping[str, float]], where: str) -> TypeModel:
    if not entry.get("why"):
        raise ModelError("why is missing", where=where)
    families = tuple(
        Family(name, tuple(f["features"]), f.get("cap"), bool(f.get("weak", False)))
        for name, f in entry["families"].items()
    )
    home = {feature: family for family in families for feature in family.features}
    for feature in home:
        if feature not in bits:
            raise ModelError(f"{feature!r} has no bits", where=where)
    own: dict[str, Mapping[str, float]] = {}
    for feature in home:
        changed = entry.get("bits", {}).get(feature, {})
        if not set(changed) <= set(bits[feature]):
            raise ModelError(f"{feature} has no such levels", where=f"{where}: bits")
        own[feature] = {**bits[feature], **changed}
    rules = []
    for rule in entry["merge"]:
        for feature, levels in rule.items():
            if feature not in home or not set(levels) <= set(bits[feature]):
                raise ModelError(f"{feature}: {levels} are not levels of a feature here", where=f"{where}: merge")
        if len({home[feature].name for feature in rule}) < entry["families_to_merge"]:
            raise ModelError("a rule needs more independent families", where=f"{where}: merge: {sorted(rule)}")
        rules.append({feature: frozenset(levels) for feature, levels in rule.items()})
    return TypeModel(own, families, tuple(rules))
