"""What the learned scorer adds to the rules, and what it may not: denials, and suspects by position."""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from api.offline import NEUTRAL
from extractors.pipeline import Configuration, extract
from extractors.readers.base import Reading
from extractors.readers.read import read_all
from extractors.relations import linking
from extractors.relations.all import COREFERENCERS, STATERS
from extractors.relations.candidate import SCORER, Candidate
from extractors.relations.line import lines
from extractors.relations.linking import candidates
from extractors.relations.scoring import weighing
from extractors.relations.scoring.guards import Guards
from extractors.relations.scoring.pairs import ROLES
from extractors.relations.scoring.thresholds import thresholds
from extractors.relations.scoring.weighing import weighed
from ontology.claim import COREFERENT, Extraction
from ontology.document import NO_DATE
from tests.extractors.relations.marked import read, scene

CORPUS = Path("corpora/training/cronica.jsonl")
"""Kept out of the scorer's training."""
DOCUMENTS = 12
CONFIGURATION = Configuration((), COREFERENCERS, STATERS, "")


@cache
def documents() -> tuple[tuple[dict[str, Any], Extraction], ...]:
    """Labelled documents of both languages, extracted with their mentions given."""
    gold = {d["id"]: d for d in map(json.loads, CORPUS.read_text("utf-8").splitlines())}
    readings = islice(read_all([CORPUS], today=NO_DATE, flags={}, profile=NEUTRAL, gold_mentions=True), DOCUMENTS)
    made = []
    for reading in readings:
        assert isinstance(reading, Reading)
        made.append((gold[reading.document.given_id], extract(reading.document, CONFIGURATION, given=reading.given)))
    return tuple(made)


def told(gold: dict[str, Any], extraction: Extraction) -> tuple[int, int]:
    """Links that are labelled, and those of them whose ends no line holds together."""
    spans = {(m["start"], m["end"]): m["entity"] for m in gold["mentions"]}
    entity = {m.id: spans.get((m.start, m.end)) for m in extraction.mentions}
    start = {m.id: m.start for m in extraction.mentions}
    labelled = {(x["type"], x["subject"], x["object"]) for x in gold["links"]}
    found = far = 0
    for c in extraction.claims:
        if c.object and c.makes_graph:
            ends = entity[c.subject], entity[c.object]
            if {(c.predicate, *ends), (c.predicate, *ends[::-1])} & labelled:
                found += 1
                low, high = sorted((start[c.subject], start[c.object]))
                far += ". " in extraction.document.text[low:high]
    return found, far


def test_links_are_told_that_no_rule_tells_also_across_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    with_scorer = [told(*each) for each in documents()]
    monkeypatch.setattr(linking, "weighed", lambda *given: given[2])
    documents.cache_clear()
    by_rules = [told(*each) for each in documents()]
    documents.cache_clear()
    assert sum(found for found, _ in with_scorer) > 1.2 * sum(found for found, _ in by_rules)
    assert sum(far for _, far in with_scorer) > 1.2 * sum(far for _, far in by_rules)


def test_links_across_sentences_are_told_that_the_first_look_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [told(*each) for each in documents()]
    monkeypatch.setattr(weighing, "shares_again", lambda *given: given[2].shares)
    documents.cache_clear()
    once = [told(*each) for each in documents()]
    documents.cache_clear()
    assert sum(far for _, far in twice) > 1.05 * sum(far for _, far in once)


def test_scores_are_shares_and_every_claim_cites_words() -> None:
    links = [c for _, extraction in documents() for c in extraction.claims if c.object and c.predicate != COREFERENT]
    assert links
    assert all(0.2 < c.score <= 1 and c.evidence for c in links)


def test_what_is_denied_is_kept_whatever_the_scorer_says() -> None:
    marked = "[[Person|Ada Roca]] never works for [[CriminalNetwork|Los Zorzales]]."
    found = scene(marked, "en")
    told = lines(found.analysis, found.mentions)
    proposed = list(candidates(found, told))
    kept = list(weighed(found, told, proposed, lambda _: False))
    assert {c.link for c in kept if c in proposed} == {"memberOf"}


@pytest.mark.parametrize(
    ("lang", "marked"),
    [
        ("en", "Officer [[Person|Ada Roca]] [[Event:arrest|arrested]] [[Person|Leo Paz]]."),
        ("es", "El sargento [[Person|Ada Roca]] [[Event:arrest|capturó]] a [[Person|Leo Paz]]."),
        ("en", "[[Person|Leo Paz]] was [[Event:arrest|arrested]]. Prosecutor [[Person|Ada Roca]] spoke to the press."),
        ("es", "[[Person|Leo Paz]] fue [[Event:arrest|capturado]]. La fiscal [[Person|Ada Roca]] habló a la prensa."),
    ],
)
def test_who_bears_a_rank_or_office_is_no_suspect(lang: str, marked: str) -> None:
    links = read(marked, lang).links(standing=False)
    assert any(x.startswith("Leo Paz participatedIn:suspect") for x in links)
    assert not [x for x in links if x.startswith("Ada Roca participatedIn:suspect")]


@pytest.mark.parametrize(("rank", "role"), [("Cpl.", None), ("Mr.", "suspect")])
def test_a_rank_before_which_a_sentence_was_cut_spares_too(rank: str, role: str | None) -> None:
    seen = scene(f"The liaison ({rank} [[Person|Roca]]) was [[Event:arrest|arrested]] on Monday.", "en")
    found = lines(seen.analysis, seen.mentions)
    guards = Guards(seen, found, [], lambda _: True, 0.5)
    shares = np.array([float(each == "suspect") for each in ROLES])
    person = Candidate(0, "participatedIn", 1, SCORER, 0.99, (0, 1))
    assert weighing._role(seen, found, person, shares, thresholds(), guards) == role


def test_equal_documents_give_equal_links() -> None:
    first = documents()
    documents.cache_clear()
    assert documents() == first
