"""A wrong entry of a pattern file stops the start and is named."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.relations.data import LANGUAGES
from extractors.relations.needs import NEEDING, needed
from extractors.relations.participants import Rule, compile_rule
from extractors.relations.patterns import compile_entry, patterns
from extractors.relations.qualifiers import compile_table
from extractors.relations.standing import compile_section
from ontology.errors import PatternError

GOOD: dict[str, Any] = {"link": "memberOf", "score": 0.8, "why": "a word", "patterns": ["{S} of {O}"]}
RULE: dict[str, Any] = {
    "events": ["arrest"], "who": ["Person"], "slot": ["patient"], "role": "suspect", "score": 0.9, "why": "arrested",
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"link": "knows"}, "unknown link"),
        ({"extra": 1}, "unknown key"),
        ({"score": 0}, "score"),
        ({"patterns": ["{S} of"]}, "one {O}"),
        ({"patterns": ["of {O}"]}, "one {O}"),
        ({"patterns": ["{S:Vehicle} of {O}"]}, "does not allow"),
        ({"patterns": ["{S} (of {O}"]}, "regular expression"),
        ({"patterns": []}, "one pattern"),
    ],
)
def test_a_wrong_pattern_is_named(change: dict[str, Any], told: str) -> None:
    with pytest.raises(PatternError, match=told) as caught:
        compile_entry({**GOOD, **change}, "links.en.yaml entry 7")
    assert "links.en.yaml entry 7" in str(caught.value)


@pytest.mark.parametrize("change", [{"events": ["party"]}, {"who": ["Place"]}, {"slot": ["left"]}, {"role": "chief"}])
def test_a_wrong_role_rule_is_named(change: dict[str, Any]) -> None:
    with pytest.raises(PatternError, match="unknown"):
        compile_rule({**RULE, **change}, "roles.yaml entry 7")


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"knows": {"why": "x"}}, "a link of the ontology"),
        ({"familyOf": {"relation": {}}}, "why"),
        ({"familyOf": {"why": "x", "colour": {}}}, "unknown property"),
        ({"familyOf": {"why": "x", "relation": {"king": ["king"]}}}, "unknown code"),
    ],
)
def test_a_wrong_table_of_qualifiers_is_named(table: dict[str, Any], told: str) -> None:
    with pytest.raises(PatternError, match=told) as caught:
        compile_table(table, "qualifiers.en.yaml")
    assert "qualifiers.en.yaml" in str(caught.value)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"patterns": ["victim {P}"]}, "`why`"),
        ({"why": "x", "patterns": ["victim"]}, "one {P}"),
        ({"why": "x", "patterns": ["{P} and {P}"]}, "one {P}"),
        ({"why": "x", "patterns": ["(victim {P}"]}, "regular expression"),
    ],
)
def test_a_wrong_section_of_standings_is_named(entry: dict[str, Any], told: str) -> None:
    with pytest.raises(PatternError, match=told) as caught:
        compile_section(entry, "standing.en.yaml: harmed")
    assert "standing.en.yaml: harmed" in str(caught.value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_that_needs_words_has_them(lang: str) -> None:
    assert all(needed(link, lang) for link in NEEDING)


def test_no_word_is_wanted_in_a_language_that_has_none() -> None:
    assert not any(needed(link, "fr") for link in NEEDING)


def test_a_good_entry_and_rule_are_taken() -> None:
    assert [p.link for p in compile_entry(GOOD, "links.en.yaml entry 7")] == ["memberOf"]
    assert isinstance(compile_rule(RULE, "roles.yaml entry 7"), Rule)


def test_the_files_that_ship_are_right_and_a_language_without_a_file_has_none() -> None:
    assert all(patterns(lang) for lang in LANGUAGES)
    assert patterns("fr") == ()


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("{S} of {O}", " @0:Person of @1:Agency ", True),
        ("{S} (of)? {O}", " @0:Person @1:Agency ", True),
        ("{S} <2> {O}", " @0:Person a b @1:Agency ", True),
        ("{S} <2> {O}", " @0:Person a b c @1:Agency ", False),
        ("{S} <2> {O}", " @0:Person . @1:Agency ", False),
        ("{S} <3> {O}", " @0:Person @2:Person @1:Agency ", False),
        ("{S} <3> {O}", " @0:Person @2:Date @1:Agency ", True),
        ("{S} <3w> {O}", " @0:Person @2:Date @1:Agency ", False),
        ("{S} right_hand {O}", " @0:Person right hand @1:Agency ", True),
        ("{S} {Date} {O}", " @0:Person @2:Date @1:Agency ", True),
        ("{S:Person} of {O:Agency}", " @0:Person of @1:CriminalNetwork ", False),
    ],
)
def test_the_language_of_patterns(pattern: str, text: str, found: bool) -> None:
    (compiled,) = compile_entry({**GOOD, "patterns": [pattern]}, "links.en.yaml entry 7")
    match = compiled.expression.search(text)
    assert (match is not None and match["s"] == "0") is found
