"""What holds for every recogniser and every text."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.default import recogniser_parts
from extractors.part import CHECKED, CUED, LISTED, NAMED
from ontology.loader import schema
from tests.extractors.recognisers.recognised import analysed, settled

PIECES = [
    "José Luis Barragán",
    "alias «El Yeyo»",
    "GARZA, ERNESTO",
    "Laredo, Texas",
    "Los Zopilotes",
    "Cártel de la Bahía",
    "$8,000",
    "6 mil pesos",
    "12/03/2023",
    "ayer",
    "956-555-0100",
    "placas VKT-482-C",
    "unos 170 haitianos",
    "detuvo a",
    "was arrested",
    "I-35 checkpoint",
    "km 89 de la carretera 145D",
    "@rides",
    "a@b.example",
    "Fiscalía General",
    "HSI",
    "a 30-foot panga",
    "\n",
    "  ",
    ".",
    ",",
    "«",
    "(",
    "ñ",
    "İ",
    "ﬁ",
    "\u0301",
    "𝒜",
    "’",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=24).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["en", "es"]))
def test_spans_lie_in_the_text_and_bear_what_the_schema_knows(text: str, lang: str) -> None:
    analysis = analysed(text, lang)
    for part in recogniser_parts():
        for found in part.run(analysis):
            assert 0 <= found.start < found.end <= len(text)
            assert text[found.start : found.end].strip()
            assert found.rank in (CHECKED, NAMED, CUED, LISTED)
            assert found.part == part.name
            assert 0 < found.score <= 1
            type_ = schema().types[found.type]
            assert found.kind is None or found.kind in type_.kinds
            for name, value in found.attributes:
                assert type_.properties[name].fits(value.normal), (found.type, name, value)


@settings(max_examples=30, deadline=None)
@given(TEXTS, st.sampled_from(["en", "es"]))
def test_settled_spans_do_not_overlap_and_repeat(text: str, lang: str) -> None:
    spans = settled(text, lang)
    assert all(left.end <= right.start for left, right in itertools.pairwise(spans))
    assert settled(text, lang) == spans
