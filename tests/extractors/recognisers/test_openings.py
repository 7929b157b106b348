"""An index of how matches begin finds what trying an expression everywhere finds."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.fold import folded, plain
from extractors.recognisers import coordinates, dates, groups, money
from extractors.recognisers.openings import Openings, beginnings
from extractors.recognisers.patterns import SUBJECTS, files

SHIPPED = [pattern.regex for subject in SUBJECTS for pattern in files(subject)]
FOLDED = [
    expression
    for openings in (dates._openings(), dates._partial(), money._forms()[0], groups._openings())
    for expression in openings.expressions
]
INDEX, FOLDED_INDEX = Openings(SHIPPED), Openings(FOLDED)
PIECES = st.sampled_from(
    [
        "detuvo", "arrested", "placas ABC-123-D", "TX plt", "cuenta 3-417-02298-5", "CLABE", "@los_3", "$1,500",
        "Q60,000", "mil pesos", "unos 170 haitianos", "entre once y trece", "14MAR22", "14 de marzo del 2022",
        "16-nov-2022", "last Tuesday", "el jueves 8", "lancha gris", "30-foot panga", "«La Perla»", "Hotel Las Brisas",
        "Texas", "FL 5514 RT", ".45 cal pistol", "F-150 blanca", "white box truck",
        "km 89 de la carretera 145D",
        "Cártel del Norte", "Los Tigres", "Grupo Palafox", "Inc.", "Yuma Sector", "Police Department", "~40 men",
        "M/N Santa Rita", "a.m.",
        "t.me/viajes_norte", "TQx9…55Lm7", "0x55e1...c0de", "ACTUALIZACIÓN", "x", "N123AB", "G28840175", "Ñandú",
        "17°12.5'N 092°05'W", "15-41N 96-29W", "N15º30' W92º", "-14.5321, 92.118", "1541N 09629W", "15PWT 123 456",
        "15 P 512345 1634567",
    ]
)  # fmt: skip
TEXTS = st.lists(st.tuples(PIECES, st.sampled_from([" ", " ", " ", ", ", "\n", "-", ".", " (", "«", "_"]))).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@settings(max_examples=40, deadline=None)
@given(TEXTS)
def test_the_shipped_expressions_match_what_they_match_everywhere(text: str) -> None:
    for openings, run_over in (
        (INDEX, plain(text)),
        (coordinates._OPENINGS, plain(text)),
        (FOLDED_INDEX, folded(text)),
    ):
        for number, expression in enumerate(openings.expressions):
            expected = [match.span() for match in expression.finditer(run_over)]
            assert [match.span() for match in openings.finditer(number, run_over)] == expected
            assert not expected or number in openings.possible(run_over)


def test_most_shipped_expressions_are_found_by_their_beginnings() -> None:
    told = [beginnings(expression) is not None for expression in (*SHIPPED, *FOLDED)]
    assert sum(told) / len(told) > 0.9


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (r"\b(?:detuv\w+|captur(?:o|aron))", {"detuv", "captu"}),
        (r"(?<![\w-])(?:el |la )?rey\b", {"el ", "la ", "rey"}),
        (r"\b\d{1,2}mar", {"0mar", "00mar"}),
        (r"(?<!\w)@[a-z]+", {"@"}),
        (r"(?<=\bel\s)cruce", {"cruce"}),
        (r"\b(?i:x)\w+ y", None),
        (r"cruce", None),
        (r"\b\w+ de", None),
        (r"(?<!\w)(?:[a-z]+-)?foot", None),
    ],
)
def test_beginnings_are_read_from_an_expression(expression: str, expected: set[str] | None) -> None:
    assert beginnings(re.compile(expression)) == expected


def test_what_can_match_is_tried() -> None:
    openings = Openings([re.compile(r"\bferry\b"), re.compile(r"\bpier\b"), re.compile(r"x+")])
    assert openings.possible("the pier") == {1, 2}
    assert [number for number, _ in openings.all("xx at the pier")] == [1, 2]


def test_matches_do_not_overlap() -> None:
    openings = Openings([re.compile(r"\bde la(?: de la)?")])
    assert [match.span() for match in openings.finditer(0, "de la de la de la")] == [(0, 11), (12, 17)]
