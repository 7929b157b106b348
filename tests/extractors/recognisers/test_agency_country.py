"""The country of an agency: told by a name that one state alone has, else by the source's country, never guessed."""

from __future__ import annotations

import pytest

from tests.extractors.recognisers.recognised import told


@pytest.mark.parametrize(
    ("name", "source", "country"),
    [
        ("SEMAR", None, ["MEX"]),
        ("FGR", None, []),
        ("FGR", "MX", ["MEX"]),
        ("FGR", "SV", ["SLV"]),
        ("FGR", "US", []),
        ("Policía Nacional Civil", "GT", ["GTM"]),
        ("Policía Nacional Civil", None, []),
        ("Migración", "MX", []),
        ("Guardia Costera", None, []),
        ("Guardia Costera", "HN", ["HND"]),
        ("Guardia Costera", "US", ["USA"]),
        ("Guardia Costera de Estados Unidos", None, ["USA"]),
        ("Fiscalía Federal", None, []),
    ],
)
def test_an_agency_has_the_country_that_its_name_or_its_source_supports(
    name: str, source: str | None, country: list[str]
) -> None:
    assert told(f"Elementos de {name} detuvieron a dos personas.", "es", "Agency", "country", source) == country
