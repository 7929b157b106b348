"""Pattern files and word lists: every one of ours is sound; a wrong one stops with file and entry named."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from extractors.recognisers import lexicon, patterns
from ontology.errors import PatternError
from ontology.loader import schema

OURS = (
    "agencies",
    "conveyances",
    "events",
    "goods",
    "identifiers",
    "networks",
    "organizations",
    "roads",
    "routes",
    "sites",
)
ENTRY = {"name": "x", "why": "a test", "type": "Phone", "match": r"\d+"}


@pytest.mark.parametrize("stem", OURS)
def test_patterns_name_types_and_kinds_of_the_schema(stem: str) -> None:
    for pattern in patterns.files(stem):
        type_ = schema().types[pattern.type]
        kinds = {pattern.kind, *(kind for _, kind in pattern.kinds)} - {None}
        assert kinds <= set(type_.kinds), pattern.name


def test_word_lists_are_sound() -> None:
    for path in sorted(lexicon.FOLDER.glob("*.yaml")):
        assert lexicon.lexicon(path.stem).lists


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ({"why": None}, "why is missing"),
        ({"match": "("}, "not a regular expression"),
        ({"match": "{nowhere}"}, "no list 'nowhere'"),
        ({"rank": "high"}, "unknown rank"),
        ({"form": "magic"}, "unknown form"),
        ({"kind_of": "nowhere"}, "no mapping"),
        ({"colour": "red"}, "unknown key"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, entry: dict[str, object], told: str) -> None:
    spoiled = {k: v for k, v in {**ENTRY, **entry}.items() if v is not None}
    path = tmp_path / "spoiled.yaml"
    path.write_text(yaml.safe_dump({"languages": ["en"], "patterns": [spoiled]}), "utf-8")
    with pytest.raises(PatternError, match=r"spoiled\.yaml: x") as caught:
        patterns.load(path)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("patterns: [", "cannot be read"),
        ("patterns: []", "`languages` is missing"),
        ("languages: [en]", "`patterns` is wanted"),
        ("languages: [en]\nlists: {a: []}\npatterns: []", "lists.a"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "spoiled.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(PatternError, match=r"spoiled\.yaml") as caught:
        patterns.load(path)
    assert told in str(caught.value)


def test_a_name_may_stand_once(tmp_path: Path) -> None:
    path = tmp_path / "spoiled.yaml"
    path.write_text(yaml.safe_dump({"languages": ["en"], "patterns": [ENTRY, ENTRY]}), "utf-8")
    with pytest.raises(PatternError, match="stands twice"):
        patterns.load(path)


def test_a_word_that_yaml_takes_for_something_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    (tmp_path / "spoiled.yaml").write_text("cue: {why: test, words: [no, si]}", "utf-8")
    with pytest.raises(PatternError, match="put it in quotes"):
        lexicon.lexicon("spoiled")
