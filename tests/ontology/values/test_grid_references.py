"""UTM and MGRS references as degrees, against published points."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.values.grid import from_mgrs, from_utm

PUBLISHED = [
    ("18S UJ 23371 06519", 38.889801, -77.036543, 1),
    ("18SUJ2337106519", 38.889801, -77.036543, 1),
    ("4QFJ12345678", 21.309433, -157.916867, 10),
    ("56H LH 34873 52266", -33.8568, 151.2153, 1),
]


@pytest.mark.parametrize(("written", "latitude", "longitude", "radius"), PUBLISHED)
def test_squares_of_mgrs(written: str, latitude: float, longitude: float, radius: int) -> None:
    position = from_mgrs(written)
    assert position is not None
    assert float(position.latitude) == pytest.approx(latitude, abs=0.001)
    assert float(position.longitude) == pytest.approx(longitude, abs=0.001)
    assert position.radius == radius


def test_utm_north_and_south() -> None:
    eiffel, south = from_utm("31U 448251 5411932"), from_utm("19S 500000 6300000")
    assert eiffel is not None
    assert south is not None
    assert (float(eiffel.latitude), float(eiffel.longitude)) == pytest.approx((48.85819, 2.29449), abs=1e-4)
    assert eiffel.radius == 1
    assert south.latitude < Decimal(-33)
    assert south.radius == 100


@pytest.mark.parametrize("written", ["61N UJ 1234 5678", "18S AA 1234 5678", "18S UJ 123 4567", "18S UJ 123456789"])
def test_what_is_no_square(written: str) -> None:
    assert from_mgrs(written) is None


@given(st.integers(1, 60), st.integers(200_000, 799_999), st.integers(0, 9_300_000))
def test_every_point_of_a_zone_lies_near_its_meridian(zone: int, easting: int, northing: int) -> None:
    position = from_utm(f"{zone}N {easting} {northing:07d}")
    assert position is not None
    assert 0 <= position.latitude <= Decimal(84)
    if northing < 6_000_000:
        assert abs(float(position.longitude) - (zone * 6 - 183)) < 6
