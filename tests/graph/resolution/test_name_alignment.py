"""Names laid beside each other: scripts, slips, joined and short tokens, acronyms."""

from __future__ import annotations

import pytest

from graph.resolution.alignment import Kind, align, spelled_person
from graph.resolution.likeness import likeness
from graph.resolution.names import person_name
from graph.resolution.romanisation import romanised
from graph.resolution.spelling import composed, sound


@pytest.mark.parametrize(
    ("written", "latin"),
    [
        ("Володимир", "Volodimir"),
        ("이재명", "ijaemyeong"),
        ("Κυριάκος", "Kyriakos"),
        ("مسعود", "msaud"),
        ("バラク", "baraku"),
        ("José Ñuñez", "Jose Nunez"),
        ("ABC", "ABC"),
    ],
)
def test_names_of_other_scripts_in_latin_letters(written: str, latin: str) -> None:
    assert romanised(written) == latin


@pytest.mark.parametrize(
    ("token", "heard"),
    [
        ("villa", "biya"),
        ("quique", "kike"),
        ("giselle", "jiseye"),
        ("hernandez", "ernandes"),
        ("chavez", "khabes"),
        ("cecilia", "sesilia"),
        ("rodolpho", "rodolfo"),
        ("kennedy", "kenedy"),
        ("wwxx", "bs"),
    ],
)
def test_a_token_as_a_spanish_ear_hears_it(token: str, heard: str) -> None:
    assert sound(token) == heard


@pytest.mark.parametrize(
    ("short", "name", "words"),
    [
        ("pdv", "petroleos de venezuela", 3),
        ("sedena", "secretaria de la defensa nacional", 3),
        ("fincimex", "financiera cimex", 2),
        ("cjng", "cartel jalisco nueva generacion", 4),
        ("cjx", "cartel jalisco nueva generacion", 0),
        ("cp", "cartel de las flores del puerto", 0),
        ("fgr", "policia nacional civil", 0),
    ],
)
def test_a_short_form_is_made_of_beginnings(short: str, name: str, words: int) -> None:
    assert composed(short, name.split()) == words


NEAR: list[tuple[Kind, str, str]] = [
    ("person", "SALINAS GUERRA, Héctor Iván", "Hector Ivan Salinas Guerra"),
    ("person", "Nacho Palafox Mungaray", "Ignacio Palafox Mungaray"),
    ("person", "SergeiLavrov", "Sergei Lavrov"),
    ("person", "H. I. Salinas Guerra", "Héctor Iván Salinas Guerra"),
    ("person", "Vladimir Vladimirovich Pimenov", "Владимир Пименов"),
    ("person", "Martín Quiñones", "Martin Quinonez"),
    ("body", "Transportes Vallehermoso S.A. de C.V.", "Vallehermoso Trucking Inc."),
    ("body", "Banco Nacional de Cuba", "National Bank of Cuba"),
    ("body", "PDVSA", "Petróleos de Venezuela, S.A."),
    ("body", "Aero-Caribbean", "AEROCARIBBEAN AIRLINES"),
]
FAR: list[tuple[Kind, str, str]] = [
    ("person", "Luis Hernández Macías", "Luis Hernández Prado"),
    ("person", "Ana Ruiz", "Pedro Ruiz"),
    ("person", "Boris Salas", "Viktor Salas"),
    ("body", "Global Solutions S.A.", "Global Enterprises S.A."),
    ("body", "Transportes Norte S.A. de C.V.", "Agropecuaria El Nilo S.A. de C.V."),
]


@pytest.mark.parametrize(("kind", "one", "other"), NEAR)
def test_spellings_of_one_name_are_near(kind: Kind, one: str, other: str) -> None:
    assert likeness(one, other, kind) > 0.5
    assert likeness(one, other, kind) == pytest.approx(likeness(other, one, kind))


@pytest.mark.parametrize(("kind", "one", "other"), FAR)
def test_two_names_are_far(kind: Kind, one: str, other: str) -> None:
    assert likeness(one, other, kind) < 0.5


def test_a_common_token_counts_less_than_a_rare_one() -> None:
    counts = {"jose": 4000, "garcia": 9000}
    rare = likeness("José Tzoc", "Ramiro Tzoc", "person", counts)
    common = likeness("Ramiro García", "José García", "person", counts)
    assert rare > common


def test_parts_that_one_name_writes_together_meet_at_their_places_on_either_side() -> None:
    together, apart = (spelled_person(person_name(written)) for written in ("Ada Montenegro", "Ada Luz Monte Negro"))
    assert align(together, apart, "person").pairs == [(0, 0, 1.0), (1, 2, 1.0)]
    assert align(apart, together, "person").pairs == [(0, 0, 1.0), (2, 1, 1.0)]
