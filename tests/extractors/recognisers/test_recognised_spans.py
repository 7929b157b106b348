"""Spans by type in both languages, with sentences that must stay unmarked; and that every type has both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from extractors.fold import folded
from extractors.part import CHECKED, CUED, NAMED
from extractors.recognisers.capitals import reversed_names, runs
from extractors.recognisers.person_forms import reversed_in
from extractors.recognisers.sites import PART as SITES
from ontology.loader import schema
from tests.extractors.recognisers.recognised import analysed, marked

TABLE: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "spans.yaml").read_text("utf-8")
)
CASES = [(type_, lang, text) for type_, langs in TABLE.items() for lang, texts in langs.items() for text in texts]
MARK = re.compile(r"\[\[(.*?)\]\]")


@pytest.mark.parametrize(("type_", "lang", "text"), CASES, ids=lambda value: value)
def test_spans(type_: str, lang: str, text: str) -> None:
    assert marked(MARK.sub(r"\1", text), lang, type_) == MARK.findall(text)


def test_every_type_has_marked_and_unmarked_sentences_in_both_languages() -> None:
    for type_ in schema().types:
        for lang in ("en", "es"):
            texts = TABLE[type_][lang]
            assert any(MARK.search(t) for t in texts), (type_, lang)
            assert any(not MARK.search(t) for t in texts), (type_, lang)


def test_particles_in_capitals_are_no_name() -> None:
    assert marked("DIJO QUE LA, DE LA, Y DEL, A LA 15.", "es", "Person") == []
    assert [[token.form for token in run.tokens] for run in runs("Fue a LA 15 y DE LA 16.")] == [["fue"]]
    assert list(reversed_names("DE LA, LA y LA, Mario")) == []


@pytest.mark.parametrize(
    ("text", "certain"), [("To: Mancha, Sol; Tapia, Luz", True), ("Seen: Mancha, Sol; Tapia, Luz", False)]
)
def test_only_a_mail_s_header_makes_a_person_of_whatever_stands_around_a_comma(text: str, certain: bool) -> None:
    ranks = [f.rank for f in reversed_in(text, folded(text), frozenset())]
    assert (CHECKED in ranks) is certain


@pytest.mark.parametrize(
    ("text", "rank"),
    [
        ("The crew left the Falfurrias Checkpoint after midnight.", NAMED),
        ("THE CREW LEFT THE FALFURRIAS CHECKPOINT AFTER MIDNIGHT.", CUED),
        ("NO. 7 FALFURRIAS CHECKPOINT", NAMED),
    ],
)
def test_the_head_of_a_name_tells_less_where_all_is_in_capitals(text: str, rank: int) -> None:
    found = [f for f in SITES.run(analysed(text, "en")) if text[f.start : f.end].casefold().endswith("checkpoint")]
    assert max(f.rank for f in found) == rank
