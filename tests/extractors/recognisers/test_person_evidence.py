"""Points that make a run of capitalised words a person, and the file that holds them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.fold import folded
from extractors.recognisers.capitals import runs
from extractors.recognisers.person_aliases import aliases
from extractors.recognisers.person_evidence import points
from extractors.recognisers.person_words import EVIDENCE, weights
from ontology.errors import PatternError


def shown(text: str, *, listed: bool = False) -> float:
    """The points of the last run of a text; `listed`: another list holds it."""
    part = runs(text)[-1]
    return points(part, folded(text), frozenset({(part.start, part.end)} if listed else ()))


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("named Zyxel Brell", "saw Zyxel Brell"),
        ("saw Zyxel Brell, 34, there", "saw Zyxel Brell there"),
        ("saw Zyxel Brell, born here", "saw Zyxel Brell here"),
        ("saw Juan Brell", "saw Zyxel Brell"),
        ("saw Juan Lopez Garcia", "saw Juan Lopez Brell"),
        ("saw Lopez Juan", "saw Lopez Brell"),
        ("saw Zyxel LOPEZ", "saw Zyxel Lopez"),
        ("saw Juan Lopez", "saw JUAN BRELL"),
    ],
)
def test_what_tells_a_person_more_clearly_shows_more_points(more: str, less: str) -> None:
    assert shown(more) > shown(less)


def test_a_title_is_enough_and_a_listed_place_is_not() -> None:
    assert shown("agent Brell") >= weights().enough
    assert shown("saw Lopez") == weights().enough
    assert shown("saw Lopez", listed=True) == 0
    assert shown("saw Juan Lopez", listed=True) < shown("saw Juan Lopez")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"enough": None}, "enough"),
        ({"colour": {"value": 1.0, "why": "a test"}}, "colour"),
        ({"titled": {"value": 2.0}}, "`why`"),
        ({"titled": {"value": "two", "why": "a test"}}, "decimal"),
    ],
)
def test_a_wrong_number_is_named(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    data = {**yaml.safe_load(EVIDENCE.read_text("utf-8")), **change}
    path = tmp_path / "evidence.yaml"
    path.write_text(yaml.safe_dump({k: v for k, v in data.items() if v is not None}), "utf-8")
    with pytest.raises(PatternError, match=rf"evidence\.yaml: {next(iter(change))}") as caught:
        weights(path)
    assert told in str(caught.value)


def test_a_nickname_costs_no_look_at_all_that_stands_before_it() -> None:
    """Where each looked back to the beginning of the text, this would take minutes."""
    text = 'El guía era "Chepe" Lux. ' * 10_000
    found = [text[f.start : f.end] for f in aliases(text, folded(text))]
    assert found.count('"Chepe" Lux') == 10_000
