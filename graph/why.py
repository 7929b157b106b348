"""Why two things are one, or are not: the evidence of a pair, from what the caller may see only."""

from __future__ import annotations

from dataclasses import dataclass

from graph.access import Visibility
from graph.judgement import Judgement
from graph.resolution.compare import Evidence
from graph.store import Store


@dataclass(frozen=True, slots=True)
class Why:
    """`left` and `right` are the mentions (one of each thing asked about) with the strongest evidence between them.

    `together`: one entity holds both. `shared_keys` are equal keys of the ontology, which join by themselves;
    `blocking_keys` brought the two to comparison. `judgements` are the live ones about the two things.
    """

    left: str
    right: str
    together: bool
    shared_keys: tuple[str, ...]
    blocking_keys: tuple[str, ...]
    evidence: Evidence
    judgements: tuple[Judgement, ...]


async def why(store: Store, view: Visibility, a: str, b: str) -> Why:
    """Explain two entities or mentions. Raises AbsentError when one is absent or hidden from this caller."""
    raise NotImplementedError
