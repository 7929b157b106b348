"""The gazetteer of places: `places.tsv` (GeoNames, built) and `features.tsv` (written by hand), and who is meant."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from extractors.gazetteers.lookup import Lookup
from ontology.errors import PatternError

FOLDER = Path(__file__).parent
CURATED = "features.tsv"
COLUMNS = ["id", "names", "country", "admin1", "lat", "lon", "population", "kind"]
CROSSING = "crossing"
"""A border crossing of its own name, such as Las Manos: a site, where the others are places."""
KINDS = frozenset({"country", "admin1", "admin2", "city", "water", "region", CROSSING})
MOST = 8
"""Readings of an ambiguous name that are told."""
CLEAR = 1.0
"""How far the best candidate must lead to be taken: a factor of ten in population, or a country named."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. `id` is `gn:` and the number of GeoNames, or our own `lw:` (counties: `lw:us-` and FIPS).

    `curated`: the row was written by hand, so the place is one of the region's own.
    """

    id: str
    name: str
    country: str
    admin1: str
    lat: float | None
    lon: float | None
    population: int
    kind: str
    curated: bool


@cache
def names() -> Lookup[tuple[str, Entry]]:
    """All names with their entries. Raises PatternError naming file and line when a row is wrong."""
    return Lookup((name, (name, entry)) for file in ("places.tsv", CURATED) for name, entry in _rows(file))


def _rows(file: str) -> list[tuple[str, Entry]]:
    lines = (FOLDER / file).read_text("utf-8").splitlines()
    if lines[0].split("\t") != COLUMNS:
        raise PatternError("the columns are " + ", ".join(COLUMNS), where=f"{file}: line 1")
    made = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS) or cells[7] not in KINDS:
            raise PatternError("a row of eight cells with a known kind is wanted", where=f"{file}: line {number}")
        all_names = cells[1].split("|")
        lat, lon = (float(cells[4]), float(cells[5])) if cells[4] else (None, None)
        entry = Entry(cells[0], all_names[0], cells[2], cells[3], lat, lon, int(cells[6]), cells[7], file == CURATED)
        made += [(name, entry) for name in all_names]
    return made


def candidates(entries: Mapping[str, Entry], weight: Mapping[str, float]) -> list[Entry]:
    """The places that may be meant, likeliest first: the best and all that it does not clearly lead, at most MOST.

    `entries` by id; `weight` by country code, or country and first-level division (`MX/Sonora`): what the text and its
    source speak of. Population counts by its logarithm (a town of 100,000 has 5).
    """
    ranked = sorted(((_worth(e, weight), e.id) for e in entries.values()), reverse=True)
    return [entries[id_] for worth, id_ in ranked if ranked[0][0] - worth < CLEAR][:MOST]


def _worth(entry: Entry, weight: Mapping[str, float]) -> float:
    size = {"country": 9.0, "admin1": 6.0, "water": 5.0, "region": 5.0, CROSSING: 4.0}.get(entry.kind)
    if size is None:
        size = math.log10(entry.population + 100)
    return size + weight.get(entry.country, 0.0) + weight.get(f"{entry.country}/{entry.admin1}", 0.0)
