"""Countries: ISO 3166-1 alpha-3 inside, alpha-2 where a format asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ontology.claim import Value
from ontology.values import ValueType


@dataclass(frozen=True, slots=True)
class Country:
    alpha3: str
    alpha2: str
    name: str


@cache
def countries() -> dict[str, Country]:
    """Every country by its alpha-3 code."""
    lines = files("ontology.values").joinpath("countries.tsv").read_text("utf-8").splitlines()
    found = [Country(*line.split("\t")) for line in lines]
    return {country.alpha3: country for country in found}


@cache
def _by_alpha2() -> dict[str, Country]:
    return {country.alpha2: country for country in countries().values()}


def alpha2(alpha3: str) -> str:
    """MX for MEX. Raises KeyError for an unknown code."""
    return countries()[alpha3].alpha2


def alpha3(alpha2: str) -> str:
    """MEX for MX. Raises KeyError for an unknown code."""
    return _by_alpha2()[alpha2].alpha3


def _check(normal: str) -> None:
    if normal not in countries():
        raise ValueError(f"not an ISO 3166-1 alpha-3 code: {normal!r}")


def _caption(value: Value) -> str:
    return countries()[value.normal].name


TYPES = (
    ValueType(
        name="country",
        form="ISO 3166-1 alpha-3 code",
        example="MEX",
        check=_check,
        pattern="|".join(sorted(countries())),
        caption=_caption,
    ),
)
