"""The tagger as a part of the extraction, and what becomes of the rules' findings beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.analysis import Analysis
from extractors.part import Found, Recogniser
from extractors.tagger.policy import policies
from extractors.tagger.tagger import tag
from extractors.tagger.weights import load

NAME = "tagger"


def find(analysis: Analysis) -> Iterator[Found]:
    ranks = policies()
    for each in tag(analysis.text, load()):
        yield Found(each.start, each.end, each.type, ranks[each.type].rank, NAME, kind=each.kind, score=each.score)


def believed(found: Iterable[Found]) -> list[Found]:
    """The findings without those of rules that are too weak to stand where the tagger, which knows their type and kind,
    sees nothing of the type.
    """
    known = policies()
    kinds = frozenset(load().labels.kinds)
    every = list(found)
    tagged = [f for f in every if f.part == NAME]
    return [
        f for f in every if f.part == NAME or _stands(f, tagged, known[f.type].alone if f.type in known else 0, kinds)
    ]


def _stands(f: Found, tagged: list[Found], alone: int, kinds: frozenset[str]) -> bool:
    if f.rank >= alone or (f.kind and f.type == "Event" and f"{f.type}:{f.kind}" not in kinds):
        return True
    return any(t.type == f.type and t.start < f.end and f.start < t.end for t in tagged)


PART = Recogniser(NAME, "1", find)
