from __future__ import annotations

import pytest

from graph.exports.looks import looks
from ontology.loader import schema

WHITE = 1.0


def luminance(rgb: tuple[int, int, int]) -> float:
    """Relative luminance, WCAG 2.2."""
    linear = [c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_each_type_has_a_look_of_its_own() -> None:
    assert looks().keys() == {t.name for t in schema().entity_types}
    assert len({look.icon for look in looks().values()}) == len(looks())
    assert len({look.colour for look in looks().values()}) == len(looks())


@pytest.mark.parametrize("type_", sorted(looks()))
def test_white_can_be_read_on_every_colour(type_: str) -> None:
    assert (WHITE + 0.05) / (luminance(looks()[type_].rgb) + 0.05) >= 4.5
