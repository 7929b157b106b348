"""Denials in pairs of sentences that differ by the cue alone: no denied link stands; a cue holds for its clause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.extractors.relations.marked import FOLDER, read

LANGUAGES = ("en", "es")
FALSE_LINKS = 0.02
"""Most denied sentences of which the denied link may stand, as a share."""
SCOPE = 0.95
"""Least share of sentences in which the link is told, or is not, as the cue's scope has it."""


@cache
def table(lang: str) -> Any:
    return yaml.safe_load((FOLDER / f"negation.{lang}.yaml").read_text("utf-8"))


def sentences(lang: str) -> Iterator[tuple[str, str, bool]]:
    """Each sentence with its link and whether it tells it."""
    names = table(lang)["names"]
    for link, told, denied in table(lang)["pairs"]:
        yield link, told.format(**names), True
        yield link, denied.format(**names), False
    for link, told in table(lang)["beside"]:
        yield link, told.format(**names), True


def stands(link: str, marked: str, lang: str) -> bool:
    return any(c.makes_graph for c in read(marked, lang).claims(link))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_there_are_enough_sentences(lang: str) -> None:
    assert len(list(sentences(lang))) >= 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_denied_makes_no_link(lang: str) -> None:
    denied = [(link, text) for link, text, told in sentences(lang) if not told]
    wrong = [text for link, text in denied if stands(link, text, lang)]
    assert len(wrong) < FALSE_LINKS * len(denied), wrong


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_cue_holds_for_its_clause(lang: str) -> None:
    every = list(sentences(lang))
    wrong = [text for link, text, told in every if stands(link, text, lang) != told]
    assert len(wrong) <= (1 - SCOPE) * len(every), wrong
