"""What a person's decision on a pair is worth: the order of the review queue.

The machine leaves a pair of the possible band apart. A look that finds the two to be one changes that, with the
probability of the evidence; one that finds them different confirms what stands. So a decision is worth

    posterior of the pair × (log2(1 + told of the left) + log2(1 + told of the right))

where `told` counts what a document says of the thing: its mentions, its values, and the things that statements link to
it. The logarithm, because the tenth statement adds less to what is read together than the second. Only the two
documents of the pair count, which whoever may see the pair may see: that a value of theirs is generic, since many are
linked to it, is known from other documents and moves nothing here; whoever asks is told by those that he sees
(`graph.reviewing`). The order of loading moves nothing. (The expected value of perfect information of decision
analysis: Howard, Information value theory, 1966.)
"""

from __future__ import annotations

import math

from graph.resolution.model import Model
from graph.resolution.profiles import Profile
from graph.rows import Pair

MERGED = "merge"
ASKED = frozenset(("possible", MERGED))
"""Bands of pairs that a person is asked about, unless the machine has joined them."""


def worth(pair: Pair, alone: Pair, left: Profile, right: Profile, match: Model) -> float:
    """In bits, rounded so that it is the same on every machine; 0 for a pair that is not asked about. `alone` is the
    pair by what its own two documents tell."""
    if pair.band == MERGED or alone.band not in ASKED:
        return 0.0
    return round(match.posterior(alone.bits) * (math.log2(1 + _told(left)) + math.log2(1 + _told(right))), 3)


def _told(profile: Profile) -> int:
    return len(profile.mentions) + sum(map(len, profile.values.values())) + len(profile.beside)
