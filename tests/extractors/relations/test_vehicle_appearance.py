"""What a described vehicle's words say of it, in both languages."""

from __future__ import annotations

import pytest

from tests.extractors.relations.marked import read


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("white 2016 Kenworth T680", {"colour": {"white"}, "make": {"Kenworth"}, "year": {"2016"}}),
        ("tractocamión marca Kenworth, color blanco",
         {"colour": {"white"}, "make": {"Kenworth"}, "kind": {"tractor_trailer"}}),
        ("CHEVY TAHOE GRIS", {"colour": {"grey"}, "make": {"Chevrolet"}}),
        ("microbús rojo con blanco", {"colour": {"red", "white"}, "kind": {"bus"}}),
        ("Ford 2016, later sold as a 2018 Mack", {"make": {"Ford"}, "year": {"2016"}}),
        ("KXR 4471", {}),
    ],
)  # fmt: skip
def test_appearance(words: str, told: dict[str, set[str]]) -> None:
    reading = read(f"They followed the [[Vehicle|{words}]] north.", "en")
    found = {
        name: {c.value.normal for c in reading.claims(name) if c.value}
        for name in ("colour", "make", "kind", "year")
        if reading.claims(name)
    }
    assert found == told
    assert all(cited == [words] for name in found for cited in map(reading.cited, reading.claims(name)))


def test_only_vehicles_have_an_appearance() -> None:
    assert not read("He met the [[Person|Blanca Ford]] of the village.", "en").claims("colour")
