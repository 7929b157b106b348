"""Where a list of aliases ends and the next person begins, and that both have the part that the list tells."""

from __future__ import annotations

import pytest

from tests.extractors.relations.marked import read


@pytest.mark.parametrize(
    ("lang", "text", "joined"),
    [
        (
            "es",
            "Cayó [[Person|Luis Mena]] (a) [[Person|La Flaca]] y [[Person|Rosa Peña]].",
            [{"La Flaca", "Luis Mena"}],
        ),
        ("es", "Cayó [[Person|Luis Mena]] alias [[Person|El Cojo]] y [[Person|Yokasta]].", [{"El Cojo", "Luis Mena"}]),
        (
            "en",
            "Agents held [[Person|Luis Mena]] a/k/a [[Person|Limp]] and [[Person|Rosa Vann]].",
            [{"Limp", "Luis Mena"}],
        ),
        # Two that are written alike, and what "or" joins, are names of one.
        (
            "es",
            "Cayó [[Person|Luis Mena]], alias [[Person|El Cojo]] y [[Person|El Mudo]].",
            [{"El Cojo", "El Mudo", "Luis Mena"}],
        ),
        ("en", "[[Person|Luis Mena]], aka [[Person|Limp]] and [[Person|Pato]].", [{"Limp", "Luis Mena", "Pato"}]),
        (
            "en",
            "[[Person|Luis Mena]], aka [[Person|Limp]] or [[Person|Rosa Vann]].",
            [{"Limp", "Luis Mena", "Rosa Vann"}],
        ),
    ],
)
def test_an_alias_does_not_swallow_the_next_person(lang: str, text: str, joined: list[set[str]]) -> None:
    assert read(text, lang).joined == joined


@pytest.mark.parametrize("sign", ["(a)", "alias"])
def test_who_stands_behind_an_alias_in_a_list_has_the_part_of_the_others(sign: str) -> None:
    told = read(
        f"Fueron [[Event:arrest|apresados]] [[Person|Omar Reyes]] {sign} [[Person|Chago]], [[Person|Luis Mena]] {sign} "
        "[[Person|El Cojo]] y [[Person|Rosa Peña]] en el pueblo.",
        "es",
    ).links()
    for name in ("Omar Reyes", "Luis Mena", "Rosa Peña"):
        assert f"{name} participatedIn:suspect apresados" in told
