"""Identifiers in a table within a text, which the words above them tell."""

from __future__ import annotations

import pytest

from extractors.recognisers.columns import headed
from tests.extractors.recognisers.recognised import marked, told

VISITS = (
    "Visitas\nHora\tVisitante\tCédula\tCelular\n"
    "09:10\tAda Roca Paz\t0955512340\t0991555204\n10:05\tLeo Paz\t1755512347\t0982555117\n"
)
VEHICLES = "Vehicle\tPlates\tDriver\nvan\t5JXH9\tAda Roca\ntruck\t7KLM2\tLeo Paz\n"


def test_a_number_is_what_the_head_of_its_column_says() -> None:
    assert marked(VISITS, "es", "IdentityDocument") == ["0955512340", "1755512347"]
    assert marked(VISITS, "es", "Phone") == ["0991555204", "0982555117"]
    assert told(VEHICLES, "en", "Vehicle", "plate") == ["5JXH9", "7KLM2"]


@pytest.mark.parametrize(
    "text",
    [
        VISITS.replace("Cédula", "Observación"),
        VISITS.replace("\t", "  "),
        VISITS.replace("Celular\n", "Celular\n\n"),
    ],
    ids=["another head", "no tabs", "an empty line below the head"],
)
def test_without_its_head_a_number_is_no_identity(text: str) -> None:
    assert marked(text, "es", "IdentityDocument") == []


def test_cells_are_told_with_their_heads_and_places() -> None:
    text = "x\n\tDNI\t2024\nAda\t55 1\t7\nLeo\t\t\t9\n\nA\tB\n"
    assert [(text[start : start + len(cell)], cell, head) for start, cell, head in headed(text)] == [
        ("55 1", "55 1", "DNI")
    ]


def test_a_long_line_without_tabs_is_looked_at_once() -> None:
    """Looked at anew from each of its characters, this would take minutes."""
    assert list(headed("a" * 400_000)) == []
