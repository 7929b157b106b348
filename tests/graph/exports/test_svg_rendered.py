"""Pictures as a renderer of others draws them: pixels, not elements."""

from __future__ import annotations

import io
from collections import Counter
from xml.etree import ElementTree

import pytest
from PIL import Image
from resvg_py import svg_to_bytes

from graph.exports.drawing.sheet import lay_out
from graph.exports.drawing.signs import RADIUS
from graph.exports.looks import looks
from graph.exports.svg import write_svg
from tests.graph.exports.test_svg import of_size

CHART = of_size(60, 85)
SVG = "".join(write_svg(CHART))
SPACE = "{http://www.w3.org/2000/svg}"
Colour = tuple[int, int, int]
PAPER: Colour = (255, 255, 255)


@pytest.fixture(scope="module")
def picture() -> Image.Image:
    return Image.open(io.BytesIO(svg_to_bytes(svg_string=SVG))).convert("RGB")


def colours(picture: Image.Image, box: tuple[float, float, float, float]) -> dict[Colour, int]:
    """How many pixels of each colour lie in (left, top, right, bottom)."""
    left, top, right, bottom = map(int, box)
    part = picture.crop((left, top, right, bottom))
    return Counter(zip(*[iter(part.tobytes())] * 3, strict=True))  # threes, by the mode RGB


def groups(kind: str) -> list[ElementTree.Element]:
    return [group for group in ElementTree.fromstring(SVG).iter(f"{SPACE}g") if group.get("class") == kind]


def place_of(kind: str) -> tuple[float, float]:
    """Where a group of the picture begins."""
    (group,) = groups(kind)
    left, top = group.attrib["transform"].removeprefix("translate(").removesuffix(")").split()
    return float(left), float(top)


def test_the_picture_is_as_large_as_it_says(picture: Image.Image) -> None:
    root = ElementTree.fromstring(SVG)
    assert picture.size == (int(float(root.attrib["width"])), int(float(root.attrib["height"])))


def test_the_marking_is_a_band_with_words_at_the_top_and_the_bottom(picture: Image.Image) -> None:
    bands = [group.find(f"{SPACE}rect") for group in groups("banner")]
    assert len(bands) == 2
    for band in bands:
        assert band is not None
        top, height = (float(band.attrib[name]) for name in ("y", "height"))
        found = colours(picture, (0, top + 1, picture.width, top + height - 1))
        assert max(found, key=found.__getitem__) != PAPER
        assert found.keys() & {PAPER}, "no words"


def test_every_node_shows_in_the_colour_of_its_type(picture: Image.Image) -> None:
    left, top = place_of("chart")
    for sign, (x, y) in lay_out(CHART).signs:
        around = (left + x - RADIUS, top + y - RADIUS, left + x + RADIUS, top + y + RADIUS)
        assert looks()[sign.node.type].rgb in colours(picture, around)


def test_the_key_shows_the_colour_of_each_type(picture: Image.Image) -> None:
    left, top = place_of("key")
    _, bottom = place_of("chart")
    found = colours(picture, (left, top, picture.width, bottom))
    assert {looks()[node.type].rgb for node in CHART.nodes} <= found.keys()
