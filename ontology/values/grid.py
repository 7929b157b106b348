"""Grid references on WGS 84: UTM and MGRS, as degrees. Krüger's series to the third order (Karney 2011, eq. 35, 36):
exact to a millimetre within a zone. MGRS letters as in NGA.STND.0037."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from ontology.values.coordinate import Position

_RADIUS, _FLATTENING, _SCALE = 6_378_137.0, 1 / 298.257223563, 0.9996
_N = _FLATTENING / (2 - _FLATTENING)
_RECTIFYING = _RADIUS / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_BETA = (_N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96, _N**2 / 48 + _N**3 / 15, 17 * _N**3 / 480)
_DELTA = (2 * _N - 2 * _N**2 / 3 - 2 * _N**3, 7 * _N**2 / 3 - 8 * _N**3 / 5, 56 * _N**3 / 15)
_COLUMNS = ("STUVWXYZ", "ABCDEFGH", "JKLMNPQR")
"""Letters of the columns of 100 km, by the zone's remainder of three."""
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_LOWEST = dict(
    zip(
        "CDEFGHJKLMNPQRSTUVWX",
        (11, 20, 28, 37, 46, 55, 64, 73, 82, 91, 0, 8, 17, 26, 35, 44, 53, 62, 70, 79),
        strict=True,
    )
)
"""The least northing of each band of latitude, in units of 100 km."""
_MGRS = re.compile(r"(\d{1,2})([C-HJ-NP-X])\s?([A-HJ-NP-Z])([A-HJ-NP-V])\s?(\d{1,5})\s?(\d{1,5})\Z")
_UTM = re.compile(r"(\d{1,2})\s?([C-HJ-NP-X])\s(\d{6,7})\s(\d{6,8})\Z")


def from_mgrs(written: str) -> Position | None:
    """The middle of a square ("13R EP 1234 5678": ten metres), None where there is no such square. An odd number of
    figures run together is none."""
    found = _MGRS.match(_even(written))
    if not found or len(found[5]) != len(found[6]):
        return None
    zone, band, size = int(found[1]), found[2], 10 ** (5 - len(found[5]))
    columns, rows = _COLUMNS[zone % 3], _ROWS if zone % 2 else _ROWS[5:] + _ROWS[:5]
    if not 1 <= zone <= 60 or found[3] not in columns:
        return None
    easting = (columns.index(found[3]) + 1) * 100_000 + int(found[5]) * size
    northing = rows.index(found[4]) * 100_000 + int(found[6]) * size
    while northing < _LOWEST[band] * 100_000:
        northing += 2_000_000
    return _position(zone, easting + size / 2, northing + size / 2, south=band < "N", radius=size)


def from_utm(written: str) -> Position | None:
    """A zone with its band, easting and northing ("18P 0214500 0893300"), None where it is none. Figures rounded to
    tens or hundreds leave a radius of so many metres."""
    found = _UTM.match(written)
    if not found:
        return None
    zone, band, easting, northing = int(found[1]), found[2], int(found[3]), int(found[4])
    if not (1 <= zone <= 60 and 100_000 <= easting < 1_000_000 and northing < 10_000_000):
        return None
    band_s = band == "S" and not 3_500_000 <= northing <= 4_450_000  # S for south, as many write it
    round_to = next(size for size in (100, 10, 1) if easting % size == northing % size == 0)
    return _position(zone, easting, northing, south=band < "N" or band_s, radius=round_to)


def _even(written: str) -> str:
    """The two numbers of a reference apart, where they run together."""
    head = written.rstrip("0123456789 ")
    numbers = written[len(head) :].split()
    if len(numbers) == 1 and len(numbers[0]) % 2 == 0:
        half = len(numbers[0]) // 2
        numbers = [numbers[0][:half], numbers[0][half:]]
    return f"{head} {' '.join(numbers)}"


def _position(zone: int, easting: float, northing: float, *, south: bool, radius: int) -> Position:
    xi = (northing - (10_000_000 if south else 0)) / (_SCALE * _RECTIFYING)
    eta = (easting - 500_000) / (_SCALE * _RECTIFYING)
    terms = [(2 * (j + 1), beta) for j, beta in enumerate(_BETA)]
    xi_ = xi - sum(beta * math.sin(k * xi) * math.cosh(k * eta) for k, beta in terms)
    eta_ = eta - sum(beta * math.cos(k * xi) * math.sinh(k * eta) for k, beta in terms)
    chi = math.asin(math.sin(xi_) / math.cosh(eta_))
    latitude = chi + sum(delta * math.sin(2 * (j + 1) * chi) for j, delta in enumerate(_DELTA))
    longitude = zone * 6 - 183 + math.degrees(math.atan2(math.sinh(eta_), math.cos(xi_)))
    return Position.of(_decimal(math.degrees(latitude)), _decimal(longitude), max(1, radius))


def _decimal(degrees: float) -> Decimal:
    return Decimal(f"{degrees:.6f}")
