"""Who leads where the tagger and the rules see the same words, by type: `extractors/patterns/tagger.yaml`.

    Person: {tagger: leads, alone: cued, why: …}

`tagger: leads` puts its span above a rule with a cue, `follows` below it; a checked identifier is above both.
`alone` is the rank that a rule's finding needs to stand where the tagger sees nothing of the type.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from extractors.part import CHECKED, CUED, LEADING, LISTED, TAGGED
from ontology.errors import PatternError

FILE = Path(__file__).parent.parent / "patterns" / "tagger.yaml"
_RANKS = {"leads": LEADING, "follows": TAGGED}
_ALONE = {"checked": CHECKED, "cued": CUED, "listed": LISTED}


@dataclass(frozen=True, slots=True)
class Policy:
    """The rank of the tagger's spans of a type, and the lowest rank of a rule that stands without the tagger."""

    rank: int
    alone: int


@cache
def policies() -> dict[str, Policy]:
    """By type. Raises PatternError naming file and type when an entry is wrong."""
    try:
        data = yaml.safe_load(FILE.read_text("utf-8"))
    except (OSError, yaml.YAMLError) as error:
        raise PatternError(f"cannot be read: {error}", where=FILE.name) from error
    if not isinstance(data, dict):
        raise PatternError("a mapping of types is wanted", where=FILE.name)
    return {str(type_): _policy(entry, f"{FILE.name}: {type_}") for type_, entry in data.items()}


def _policy(entry: object, where: str) -> Policy:
    if not isinstance(entry, dict) or set(entry) != {"tagger", "alone", "why"}:
        raise PatternError("`tagger`, `alone` and `why` are wanted", where=where)
    if entry["tagger"] not in _RANKS or entry["alone"] not in _ALONE:
        raise PatternError("unknown word", where=where, mend=", ".join((*_RANKS, *_ALONE)))
    return Policy(_RANKS[entry["tagger"]], _ALONE[entry["alone"]])
