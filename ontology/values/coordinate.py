"""Positions: WGS 84 latitude and longitude with the radius in metres that their digits leave."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal

from ontology.claim import Value
from ontology.values import ValueType
from ontology.values.quantity import number_text, parse_number

_FORM = re.compile(r"(-?[\d.]+),(-?[\d.]+);r=([1-9]\d{0,6})\Z")
_DECIMALS = r"\.[0-9]{0,5}[1-9]"
_LATITUDE = rf"(-?(90|([1-9]|[1-8][0-9])({_DECIMALS})?|0{_DECIMALS})|0)"
_LONGITUDE = rf"(-?(180|([1-9]|[1-9][0-9]|1[0-7][0-9])({_DECIMALS})?|0{_DECIMALS})|0)"
_EARTH = 6_371_009
"""Mean radius of the earth in metres."""
_METRES_A_DEGREE = 111_320


@dataclass(frozen=True, slots=True)
class Position:
    """`latitude` and `longitude` in degrees, north and east positive, at most six decimals; `radius` in metres."""

    latitude: Decimal
    longitude: Decimal
    radius: int

    def __post_init__(self) -> None:
        if not (abs(self.latitude) <= 90 and abs(self.longitude) <= 180 and self.radius >= 1):
            raise ValueError(f"not on earth: {self.latitude}, {self.longitude}, radius {self.radius}")

    @classmethod
    def of(cls, latitude: Decimal, longitude: Decimal, radius: int) -> Position:
        """Rounded to six decimals (0.1 m). Raises ValueError for degrees out of range."""
        return cls(round(latitude, 6), round(longitude, 6), radius)

    @classmethod
    def parse(cls, normal: str) -> Position:
        """Read the normal form. Raises ValueError."""
        found = _FORM.match(normal)
        if not found:
            raise ValueError(f"not a position: {normal!r}")
        return cls.of(parse_number(found[1]), parse_number(found[2]), int(found[3]))

    @property
    def normal(self) -> str:
        return f"{number_text(self.latitude)},{number_text(self.longitude)};r={self.radius}"

    def metres_to(self, other: Position) -> float:
        """Great-circle distance between the two points (haversine)."""
        phi, phi2 = math.radians(self.latitude), math.radians(other.latitude)
        half_lambda = math.radians(other.longitude - self.longitude) / 2
        a = math.sin((phi2 - phi) / 2) ** 2 + math.cos(phi) * math.cos(phi2) * math.sin(half_lambda) ** 2
        return 2 * _EARTH * math.asin(min(1.0, math.sqrt(a)))

    def meets(self, other: Position) -> bool:
        """Whether the two circles touch."""
        return self.metres_to(other) <= self.radius + other.radius


def radius_of(step: Decimal) -> int:
    """The radius in metres that a last digit worth `step` degrees leaves: 11 for 0.0001, 1855 for a whole minute."""
    return max(1, round(float(step) * _METRES_A_DEGREE))


def _check(normal: str) -> None:
    if Position.parse(normal).normal != normal:
        raise ValueError(f"not a position: {normal!r}")


def _caption(value: Value) -> str:
    at = Position.parse(value.normal)
    north, east = "N" if at.latitude >= 0 else "S", "E" if at.longitude >= 0 else "W"
    around = f"{at.radius} m" if at.radius < 1000 else f"{at.radius / 1000:.1f} km"
    return f"{number_text(abs(at.latitude))} {north}, {number_text(abs(at.longitude))} {east} (± {around})"


TYPES = (
    ValueType(
        name="coordinate",
        form="latitude,longitude in decimal degrees of WGS 84 (at most six decimals), then `;r=` and metres",
        example="14.6776,-92.1481;r=11",
        check=_check,
        pattern=f"{_LATITUDE},{_LONGITUDE};r=[1-9][0-9]{{0,6}}",
        caption=_caption,
    ),
)
