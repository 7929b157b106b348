"""Which proposals stand where rules and the trained tagger see things: learned, not ranked by hand.

A checked identifier comes first. Of all that the tagger can know the most worth comes next, where it is worth enough.
What the labels lack (a kind of event) is left to the rules' ranks, on the words that are free; a word of harm keeps its
kind, which the tagger cannot know and takes for an arrest of whom was harmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from extractors.analysis import Analysis
from extractors.arbiter.proposals import Proposal, proposals
from extractors.arbiter.weights import Weights, load
from extractors.crossing import Spans
from extractors.part import CHECKED, Found
from extractors.settle import by_rank, first_come
from extractors.tagger import weights as tagger
from extractors.tagger.labels import Floats
from extractors.tagger.recogniser import NAME as TAGGER

HARM = frozenset(("assault", "extortion", "homicide", "kidnapping", "threat"))
"""Kinds of event that the labels lack, of which somebody is the victim."""


def arbitrated(found: Iterable[Found], analysis: Analysis) -> list[Found]:
    """The findings that stand, in the order of text, none on another's words.

    The score of what was weighed is how often such a proposal was right.
    """
    every = list(found)
    weighed = proposals(f for f in every if is_weighed(f))
    weights = load()
    worths = weights.worth(weights.columns.rows(weighed, analysis))
    rest = by_rank(f for f in every if not is_weighed(f))
    checked = [f for f in rest if f.rank >= CHECKED]
    harms = Spans(f for f in rest if f.kind in HARM)
    told = (_of_its_kind(f, harms) for f in _by_worth(weighed, worths, weights))
    return first_come((*checked, *told, *rest))


def _of_its_kind(f: Found, harms: Spans[Found]) -> Found:
    """An event that the tagger alone sees, of the kind of harm that a rule knows its words for."""
    near = harms.crossing(f.start, f.end) if f.type == "Event" and f.part == TAGGER else []
    return replace(f, kind=near[0].kind) if near else f


def is_weighed(f: Found) -> bool:
    """Whether labels say what such a finding is worth: of a type and kind that the tagger has learned, not checked."""
    labels = tagger.load().labels
    kind_known = f.type != "Event" or not f.kind or f"Event:{f.kind}" in labels.kinds
    return f.rank < CHECKED and f.type in labels.types and kind_known


def _by_worth(weighed: Sequence[Proposal], worths: Floats, weights: Weights) -> list[Found]:
    told = [(round(float(worth), 6), p) for p, worth in zip(weighed, worths, strict=True) if worth >= weights.line]
    told.sort(key=lambda pair: (-pair[0], pair[1].start - pair[1].end, pair[1].start, pair[1].type))
    right = np.interp([worth for worth, _ in told], weights.worths, weights.right)
    return [p.fullest(round(float(each), 3)) for each, (_, p) in zip(right, told, strict=True)]
