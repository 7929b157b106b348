"""Laws of tagging: spans lie in the text on whole words, and equal texts have equal spans, whatever ran before."""

from __future__ import annotations

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.tagger.component import NAME, SPANS
from extractors.tagger.decode import best_path, chunks
from extractors.tagger.labels import Labels
from extractors.tagger.tagger import Tagged, read
from extractors.tagger.weights import load
from extractors.tagger.windows import LONGEST, windows
from extractors.tagger.words import words

REPORT = (
    "On 14 March 2022 Border Patrol agents arrested Ernesto Villalobos Prieto, alias «El Grillo», near Falfurrias, "
    "Texas. Agentes de la Fiscalía detuvieron a María Luisa Cantú en un hotel de Reynosa, Tamaulipas, el 3 de abril."
)
ODD = [
    *("", " ", "\n\n", "\r\n" * 9, "\u200b\u200b", "😀 😀😀", "\u202eabc\u202c", "a\u0301b\u0301", "—", "\x00\x01"),
    *("x" * 5000, "¿" * 3000),
]


def _tagged(text: str) -> list[Tagged]:
    return list(read(text, load()).mentions)


def test_names_are_found_with_type_kind_and_score() -> None:
    found = {(REPORT[t.start : t.end], t.type): t for t in _tagged(REPORT)}
    assert ("Ernesto Villalobos Prieto", "Person") in found
    assert ("María Luisa Cantú", "Person") in found
    assert ("Falfurrias", "Place") in found
    assert found["arrested", "Event"].kind == "arrest"
    assert found["detuvieron", "Event"].kind == "arrest"
    assert all(0 < t.score <= 1 for t in found.values())


@pytest.mark.parametrize("parting", ["\t", "\n\n", "\r\n \r\n", "    "])
def test_no_name_goes_on_in_the_next_cell_or_paragraph(parting: str) -> None:
    text = f"Relación de asegurados:\n\nTomás Elizalde Rocha{parting}El Profe{parting}867 555 0122{parting}guía\n"
    found = [text[t.start : t.end] for t in _tagged(text)]
    assert "Tomás Elizalde Rocha" in found
    assert [name for name in found if parting in name] == []


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_no_trouble(text: str) -> None:
    _hold(text, _tagged(text))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_gives_spans_that_lie_in_it(text: str) -> None:
    _hold(text, _tagged(text))


def _hold(text: str, found: list[Tagged]) -> None:
    starts = {word.start for word in words(text)}
    ends = {word.end for word in words(text)}
    at = 0
    for each in found:
        assert at <= each.start < each.end <= len(text)
        assert each.start in starts
        assert each.end in ends
        at = each.end


def test_offsets_are_of_the_written_text() -> None:
    for odd in ("😀😀 ", "\u200b", "\r\n", "Ñandú — "):
        plain = {REPORT[t.start : t.end] for t in _tagged(REPORT)}
        moved = {(odd + REPORT)[t.start : t.end] for t in _tagged(odd + REPORT)}
        assert len(plain & moved) > 0.7 * len(plain)


def test_the_same_text_gives_the_same_spans_after_any_other() -> None:
    first = _tagged(REPORT)
    _tagged("Something else altogether, and much longer. " * 40)
    assert _tagged(REPORT) == first


def test_every_word_is_labelled_once_and_windows_are_never_too_long() -> None:
    text = "\n\n".join([REPORT] * 30) + " word" * 3000 + "y" * 9000
    cut = list(windows(text, load().tokenizer))
    assert len(cut) > 5
    assert max(len(window.ids) for window in cut) <= LONGEST
    fresh = [word for window in cut for word in window.words[window.fresh :]]
    assert fresh == words(text)


def test_a_later_window_reads_the_end_of_the_one_before() -> None:
    cut = list(windows("\n\n".join([REPORT] * 10), load().tokenizer))
    assert any(window.fresh > 0 for window in cut[1:])


def test_a_line_of_a_hundred_thousand_characters() -> None:
    text = "lorem ipsum dolor 555 " * 4500
    _hold(text, _tagged(text))


def test_no_mention_goes_on_that_has_not_begun() -> None:
    labels = Labels(("A", "B"), ())
    steps, first = labels.illegal
    scores = np.zeros((3, len(labels.names)), dtype=np.float32)
    scores[:, labels.names.index("I-B")] = 5
    path = [labels.names[i] for i in best_path(scores, steps, first)]
    assert path == ["B-B", "I-B", "I-B"]


def test_chunks_of_a_path() -> None:
    assert list(chunks([0, 1, 2, 1, 0, 3, 4])) == [(0, 1, 3), (0, 3, 4), (1, 5, 7)]


def test_any_spacy_pipeline_can_hold_the_tagger() -> None:
    nlp = spacy.blank("es")
    nlp.add_pipe(NAME)
    doc = nlp(REPORT)
    told = {(span.text, span.label_) for span in doc.spans[SPANS]}
    assert ("María Luisa Cantú", "Person") in told
    assert {span.id_ for span in doc.spans[SPANS] if span.text == "arrested"} == {"arrest"}
