"""Labelled documents as what the scorer of links is asked, with the answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from api.offline import NEUTRAL
from extractors.part import Marked, Scene, Statement, Stater
from extractors.pipeline import Configuration, extract
from extractors.readers.base import Reading
from extractors.readers.read import read_all
from extractors.relations.line import lines
from extractors.relations.linking import candidates
from extractors.relations.scoring.events import Layout, layout
from extractors.relations.scoring.features import Features
from extractors.relations.scoring.pairs import LINKS, ROLES, Pair, pairs
from extractors.relations.scoring.reading import Asked, Sorts, asked
from extractors.tagger.labels import Floats
from extractors.tagger.windows import Ints
from ontology.document import NO_DATE
from ontology.loader import schema
from training.documents import Document

AGAIN = 0.5
"""What a second pair of mentions of one gold link weighs, that coreference has not joined with the first: it is asked
to be left out, as the link is told already."""


@dataclass(frozen=True, slots=True)
class Example:
    """The pairs of a document of a corpus. measured (P, WIDTH); answers (P, links) 0 or 1; weights (P, links), 0 where
    a link is not allowed; roles (P,) -1 where there is none. `style` is that of the labels. `gold` counts the
    document's links by name, found or not; `layout` and `pairs` are for the second look."""

    corpus: str
    lang: str
    style: int
    asked: tuple[Asked, ...]
    measured: Floats
    answers: Floats
    weights: Floats
    roles: Ints
    lines: Ints
    gold: dict[str, int]
    layout: Layout
    pairs: tuple[Pair, ...]


def sorts(documents: Sequence[Document]) -> Sorts:
    mentions = [m for document in documents for m in document["mentions"]]
    types = sorted({m["type"] for m in mentions})
    kinds = sorted({f"Event:{m['kind']}" for m in mentions if m["type"] == "Event" and m.get("kind")})
    return Sorts((*types, *kinds))


def scenes(paths: Sequence[Path], configuration: Configuration, *, given: bool) -> Iterator[tuple[str, Scene]]:
    """Each document's id and what the staters would see of it: with the labelled mentions, or with those recognised."""
    seen: list[Scene] = []

    def grab(scene: Scene) -> tuple[Statement, ...]:
        seen.append(scene)
        return ()

    watching = replace(configuration, staters=(Stater("grab", "1", grab),))
    for reading in read_all(list(paths), today=NO_DATE, flags={}, profile=NEUTRAL, gold_mentions=given):
        assert isinstance(reading, Reading)
        seen.clear()
        extract(reading.document, watching, country=reading.country, given=reading.given if given else None)
        yield str(reading.document.given_id), seen[0]


def example(document: Document, scene: Scene, known: Sorts) -> Example:
    found = pairs(scene)
    told = lines(scene.analysis, scene.mentions)
    measured = Features(scene, told, candidates(scene, told)).of(found)
    answers, weights, roles = answered(document, scene, found)
    line = {index: n for n, each in enumerate(told) for index in each.mentions}
    apart = [abs(line.get(p.near_subject.index, -9) - line.get(p.near_object.index, 9)) for p in found]
    gold: dict[str, int] = defaultdict(int)
    for name, *_ in {(x["type"], x["subject"], x["object"]) for x in document["links"]}:
        gold[name] += 1
    return Example(
        document["corpus"], document["lang"], document["style"],
        tuple(asked(scene.analysis.reading, scene.mentions, scene.groups, found, known)),
        measured, answers, weights, roles, np.array(apart, dtype=np.int64), dict(gold),
        layout(scene, told), tuple(found),
    )  # fmt: skip


def answered(document: Document, scene: Scene, found: Sequence[Pair]) -> tuple[Floats, Floats, Ints]:
    """Answers, weights and roles of the pairs. Of several pairs that tell one gold link the closest is the answer."""
    entities = _entities(document, scene)
    answers = np.zeros((len(found), len(LINKS)), dtype=np.float32)
    weights = np.zeros((len(found), len(LINKS)), dtype=np.float32)
    roles = np.full(len(found), -1, dtype=np.int64)
    telling: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for n, pair in enumerate(found):
        for name in pair.links:
            weights[n, LINKS.index(name)] = 1
            for subject in entities[pair.subject]:
                for object_ in entities[pair.object]:
                    telling[name, subject, object_].append(n)
                    if schema().links[name].symmetric:
                        telling[name, object_, subject].append(n)
    gold = {(x["type"], x["subject"], x["object"]): x.get("role") for x in document["links"]}
    for key in sorted(gold):
        column = LINKS.index(key[0])
        for rank, n in enumerate(sorted(set(telling[key]), key=lambda n: (found[n].gap, n))):
            if rank == 0:
                answers[n, column] = 1
                weights[n, column] = 1
                if gold[key]:
                    roles[n] = ROLES.index(gold[key])
            elif not answers[n, column]:
                weights[n, column] = AGAIN
    return answers, weights, roles


def _entities(document: Document, scene: Scene) -> dict[int, set[str]]:
    """The gold entities of each thing: those of which one of its mentions overlaps a mention and bears the type."""
    found: dict[int, set[str]] = defaultdict(set)
    for mention in scene.mentions:
        for gold in document["mentions"]:
            if gold.get("entity") and _same(mention, gold):
                found[scene.groups[mention.index]].add(gold["entity"])
    return found


def _same(mention: Marked, gold: dict[str, Any]) -> bool:
    start, end = int(gold["start"]), int(gold["end"])
    return mention.type == str(gold["type"]) and min(mention.end, end) > max(mention.start, start)
