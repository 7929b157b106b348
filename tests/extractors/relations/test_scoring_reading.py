"""The windows that the scorer reads: every mention is where its words are, and each pair is asked once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from extractors.relations.scoring import weights
from extractors.relations.scoring.features import WIDTH
from extractors.relations.scoring.pairs import pairs
from extractors.relations.scoring.reading import Asked, Sorts, asked
from extractors.relations.scoring.scorer import told
from extractors.tagger.weights import load
from extractors.tagger.windows import LONGEST, windows
from tests.extractors.relations.marked import scene

SORTS = Sorts(("Person", "Place", "Event:arrest", "Event"))
TEXT = (
    "Ayer, [[Person|Iván Muñoz-Peña]] fue [[Event:arrest|detenido]] en [[Place|Brea]].\n"
    "[[Event:death|Murió]] [[Person|Ada]]."
)


def read(marked: str) -> list[Asked]:
    found = scene(marked, "es")
    return list(asked(found.analysis.reading, found.mentions, found.groups, pairs(found), SORTS))


def test_a_mention_stands_where_its_words_do() -> None:
    (window,) = read(TEXT)
    text = scene(TEXT, "es").analysis.text
    cut = next(windows(text, load().tokenizer)).words
    words = [text[cut[at - 1].start : cut[after - 2].end] for at, after in window.spans]  # the first is the beginning
    assert words == ["Iván Muñoz-Peña", "detenido", "Brea", "Murió", "Ada"]
    assert window.marks.shape[1] == len(cut) + 1


def test_marks_tell_what_is_mentioned_and_where_it_begins() -> None:
    (window,) = read(TEXT)
    marks = window.marks[0]
    sorts = [0, 2, 1, 3, 0]
    for (at, after), sort in zip(window.spans, sorts, strict=True):
        assert marks[at] == 2 * sort + 1
        assert set(marks[at + 1 : after]) <= {2 * sort + 2}
    inside = sum(after - at for at, after in window.spans)
    assert (marks > 0).sum() == inside


def test_a_sort_that_was_not_trained_on_is_other() -> None:
    found = scene("[[Phone|7555-0142]]", "es")
    assert SORTS.of(found.mentions[0]) == SORTS.other


@pytest.mark.parametrize("between", [80, 400])
def test_each_pair_of_a_long_text_is_asked_at_most_once(between: int) -> None:
    text = (" palabra" * between).join(f"[[Person|Persona {n} Roca]] fue [[Event:arrest|detenida]]" for n in range(8))
    windows = read(text)
    assert len(windows) > 1
    assert all(window.marks.shape[1] <= LONGEST for window in windows)
    places = [place for window in windows for place in window.pairs]
    assert len(set(places)) == len(places)
    assert all(window.spans.max() <= window.marks.shape[1] == window.below.shape[1] for window in windows)
    assert all(len(window.pairs) for window in windows)


def test_links_are_told_in_a_style_of_labelling() -> None:
    found = scene(TEXT, "es")
    held, asked_about = weights.load(), pairs(found)
    windows = list(asked(found.analysis.reading, found.mentions, found.groups, asked_about, held.sorts))
    nothing = np.zeros((len(asked_about), WIDTH), dtype=np.float32)
    sparing, full = (told(windows, nothing, replace(held, style=style))[0] for style in range(2))
    assert np.abs(sparing - full).max() > 0.1
