"""What the scorer says of pairs: logits of links and shares of roles. Windows run one by one, so that int8 scales, and
with them the scores, depend on the window alone."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from extractors.relations.scoring.pairs import LINKS, ROLES
from extractors.relations.scoring.reading import Asked
from extractors.relations.scoring.weights import Weights
from extractors.tagger.labels import Floats

UNTOLD = -40.0
"""The logit of a pair whose mentions stand whole in no window together."""


def told(windows: Iterable[Asked], measured: Floats, weights: Weights) -> tuple[Floats, Floats]:
    """Logits of links (P, links) and shares of roles (P, roles). `measured` has a row for each pair, as
    `features` gives them."""
    links = np.full((len(measured), len(LINKS)), UNTOLD, dtype=np.float32)
    roles = np.zeros((len(measured), len(ROLES)), dtype=np.float32)
    for each in windows:
        given = {
            "below": each.below, "marks": each.marks, "spans": each.spans, "groups": each.groups,
            "ends": each.ends, "between": each.between, "measured": measured[each.pairs],
            "style": np.array([weights.style], dtype=np.int64),
        }  # fmt: skip
        logits, parts = weights.session.run(["links", "roles"], given)
        shares = np.exp(parts - parts.max(axis=1, keepdims=True))
        links[each.pairs] = logits
        roles[each.pairs] = shares / shares.sum(axis=1, keepdims=True)
    return links, roles
