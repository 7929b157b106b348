"""Resolution without a store: the same profiles, keys, comparisons and clusters over documents in memory."""

from __future__ import annotations

from collections.abc import Sequence

from ontology.claim import Extraction


def resolve(extractions: Sequence[Extraction], *, line: float = 0.5) -> dict[str, str]:
    """Mention → cluster id (that of its first member by received date and mention id).

    `line`: the posterior from which possible pairs are joined as well; pairs in the merge band always are.
    """
    raise NotImplementedError
