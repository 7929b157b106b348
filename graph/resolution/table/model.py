"""The model of a table: what each level of each field is worth in bits, how common values are, and the prior.

It is data: written as JSON, read by every engine, named by the hash of what it holds.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Field:
    """A field to compare. `kind` names its levels; `rarity`: rare values that meet are worth more than common ones.

    Bits of fields are added, so a field must not be alike because another is: of an address that is made of a name,
    compare what stands before the @ by slips of the pen, not the whole by likeness."""

    name: str
    kind: str
    rarity: bool = False


@dataclass(frozen=True, slots=True)
class Weights:
    """m and u of a field's levels, in their order: how often the level is met among pairs of one thing, and of two."""

    m: tuple[float, ...]
    u: tuple[float, ...]

    @property
    def bits(self) -> NDArray[np.float64]:
        found: NDArray[np.float64] = np.log2(np.array(self.m) / np.array(self.u))
        return found


@dataclass(frozen=True, slots=True)
class TableModel:
    """`prior` is the share of all pairs of rows that are one thing; `clip` bounds a pair's weight in the guard of
    clustering, in bits; `cap` is the most rows that may share a blocking key."""

    fields: tuple[Field, ...]
    weights: Mapping[str, Weights]
    prior: float
    cap: int = 100
    clip: float = 12.0

    @property
    def version(self) -> str:
        """The hash of all that the model holds."""
        return hashlib.blake2b(self.to_json().encode(), digest_size=10).hexdigest()

    def to_json(self) -> str:
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> TableModel:
        data = json.loads(text)
        fields = tuple(Field(**f) for f in data.pop("fields"))
        weights = {name: Weights(tuple(w["m"]), tuple(w["u"])) for name, w in data.pop("weights").items()}
        return cls(fields, weights, **data)
