"""Labels of words: "O", and for each type "B-" where a mention begins and "I-" where it goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
NEVER = np.float32(-1e4)
"""The score of a label that cannot stand where it is."""


@dataclass(frozen=True)
class Labels:
    """What a tagger tells apart: the types, and the kinds ("Event:arrest") of those that have any."""

    types: tuple[str, ...]
    kinds: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        return ("O", *(f"{mark}-{type_}" for type_ in self.types for mark in "BI"))

    @cached_property
    def illegal(self) -> tuple[Floats, Floats]:
        """NEVER for a forbidden step from label i to label j (0 elsewhere), and the same for the first label."""
        steps = np.zeros((len(self.names),) * 2, dtype=np.float32)
        first = np.zeros(len(self.names), dtype=np.float32)
        for j, label in enumerate(self.names):
            if label.startswith("I-"):
                first[j] = NEVER
                for i, before in enumerate(self.names):
                    if before[2:] != label[2:]:
                        steps[i, j] = NEVER
        return steps, first

    @cached_property
    def kinds_of(self) -> Mapping[str, Sequence[int]]:
        """For each type the places in `kinds` of its kinds."""
        return {type_: [i for i, kind in enumerate(self.kinds) if kind.startswith(f"{type_}:")] for type_ in self.types}
