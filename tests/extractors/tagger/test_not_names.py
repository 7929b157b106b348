"""What the tagger takes for a name at the beginning of a sentence, and is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.tagger.not_names import load, not_names
from extractors.tagger.recogniser import find
from ontology.errors import PatternError
from tests.extractors.recognisers.recognised import analysed

BEFORE = "La señora Dolores Barrientos Figueroa manifestó que no conoce a Óscar Treviño Garza."


@pytest.mark.parametrize("verb", ["Negó", "Añadió", "Confesó", "Rechazó", "Cobró", "Huyó"])
def test_a_verb_that_begins_a_sentence_is_no_person(verb: str) -> None:
    text = f"{BEFORE} {verb} haber recibido dinero de Treviño Garza en Reynosa."
    persons = [text[f.start : f.end] for f in find(analysed(text, "es")) if f.type == "Person"]
    assert verb not in persons
    assert "Óscar Treviño Garza" in persons


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Negó los hechos.", ["Negó"]),
        ("Nada. «Vio todo.»\nPidió ayuda", ["Pidió"]),
        ("Vio a Bidó y a otros", []),
        ("Bidó Peralta llegó", []),
        ("NEGÓ los hechos", []),
    ],
)
def test_where_such_a_verb_stands(text: str, found: list[str]) -> None:
    assert [text[start:end] for _, start, end in sorted(not_names(text))] == found


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ([{"type": "Person", "match": "(?P<span>a)"}], "`why`"),
        ([{"type": "Nobody", "match": "(?P<span>a)", "why": "x"}], "no type 'Nobody'"),
        ([{"type": "Person", "match": "(?P<span>a", "why": "x"}], "no regular expression"),
        ([{"type": "Person", "match": "a", "why": "x"}], "no group"),
        ({}, "a list"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, spoiled: Any, told: str) -> None:
    path = tmp_path / "spoiled.yaml"
    path.write_text(yaml.safe_dump(spoiled), "utf-8")
    with pytest.raises(PatternError, match=r"spoiled\.yaml") as caught:
        load(path)
    assert told in str(caught.value)
