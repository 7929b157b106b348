"""Folding keeps offsets; the gazetteer's tree finds the longest name at each place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extractors.fold import folded, plain, words
from extractors.gazetteers.lookup import Lookup


@given(st.text())
def test_folding_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(folded(text)) == len(text)


def test_folding_drops_accents_and_case() -> None:
    assert plain("Peñón Ñuñoa") == "Penon Nunoa"
    assert folded("ÁÉÍ") == "aei"
    assert [w.form for w in words("San José, TX")] == ["san", "jose", "tx"]


def test_the_longest_name_wins() -> None:
    lookup = Lookup([("San Luis", 1), ("San Luis Río Colorado", 2), ("Colorado", 3)])
    text = "De SAN LUIS RIO COLORADO a San Luis."
    found = [(text[h.start : h.end], h.entries) for h in lookup.find(text)]
    assert found == [("SAN LUIS RIO COLORADO", (2,)), ("San Luis", (1,))]


def test_names_are_found_over_their_own_punctuation_only() -> None:
    lookup = Lookup([("Cap-Haïtien", 1)])
    assert [h.entries for h in lookup.find("Cap Haitien; cap, haitien")] == [(1,)]
    assert lookup.get("cap haitien") == (1,)
    assert lookup.get("cap") == ()
