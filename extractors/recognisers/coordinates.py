"""Coordinates: decimal degrees, degrees and minutes (and seconds) in the spellings of logs, MGRS and UTM."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from extractors.analysis import Analysis
from extractors.fold import plain
from extractors.part import CHECKED, Attribute, Found, Recogniser
from extractors.recognisers.openings import Openings
from ontology.claim import Value
from ontology.values.coordinate import Position, radius_of
from ontology.values.grid import from_mgrs, from_utm

NAME = "coordinates"
_DEGREE = r"\s?[°º˚]\s?"
_MINUTE = r"\s?['’′´]\s?"
_SECOND = r"\s?(?:\"|”|″|''|’’)\s?"
_DMS = r"\d{1,3}" + _DEGREE + r"(?:\d{1,2}(?:\.\d+)?" + _MINUTE + r"(?:\d{1,2}(?:\.\d+)?" + _SECOND + r")?)?"
_NAVAL = r"\d{1,3}[- ]\d{2}(?:\.\d+)?(?:[- ]\d{2})?\s?"
_PLAIN = r"\d{1,3}[.,]\d{1,6}" + r"\s?°?\s?"
_RUN = r"\d{4,5}"
_JOIN = r"\s?[,;/–-]?\s*(?:y\s+|and\s+)?"


def _pair(latitude: str, longitude: str | None = None) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w.])(?P<lat>{latitude})(?P<ns>[NS]){_JOIN}(?P<lon>{longitude or latitude})(?P<ew>[EWO])(?![A-Za-z])"
    )


_FORMS = (_pair(_DMS), _pair(_NAVAL), _pair(_PLAIN), _pair(r"\d{4}", _RUN))
_PREFIXED = re.compile(
    rf"(?<![\w.])(?P<ns>[NS])\s?(?P<lat>{_DMS}|{_NAVAL}|{_PLAIN}){_JOIN}(?P<ew>[EWO])\s?(?P<lon>{_DMS}|{_NAVAL}|{_PLAIN})(?!\w)"
)
_DECIMAL = re.compile(
    r"(?<![\w.$,])(?P<lat>-?\d{1,2}\.\d{3,6})°?(?:,\s*|\s+|;\s*)(?P<lon>-\d{1,3}\.\d{3,6})°?(?![\w.]\w)"
)
_MGRS = re.compile(r"(?<!\w)\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}(?!\w)")
_UTM = re.compile(r"(?<!\w)\d{1,2}\s?[C-HJ-NP-X]\s\d{6,7}\s\d{6,8}(?!\w)")
_DEGREES = (*_FORMS, _PREFIXED, _DECIMAL)
_OPENINGS = Openings((*_DEGREES, _MGRS, _UTM))


def run(analysis: Analysis) -> Iterator[Found]:
    text = plain(analysis.text)
    for number, match in _OPENINGS.all(text):
        if number < len(_DEGREES):
            start = match.start()
            end = start + len(match.group().rstrip())
            written = analysis.text[start:end]
            yield Found(start, end, "Coordinate", CHECKED, NAME, attributes=_attributes(written, match))
        else:
            position = (from_mgrs, from_utm)[number - len(_DEGREES)](match.group())
            made = (("value", Value(match.group(), position.normal)),) if position else ()
            yield Found(*match.span(), "Coordinate", CHECKED, NAME, attributes=made, score=0.8)


def _attributes(written: str, match: re.Match[str]) -> tuple[Attribute, ...]:
    told = match.groupdict()
    latitude, step = _degrees(told["lat"])
    longitude, step_ = _degrees(told["lon"])
    if told.get("ns") == "S":
        latitude = -latitude
    if told.get("ew") in ("W", "O"):
        longitude = -longitude
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        return ()
    position = Position.of(latitude, longitude, radius_of(max(step, step_)))
    return (("value", Value(written, position.normal)),)


def _degrees(text: str) -> tuple[Decimal, Decimal]:
    """Degrees, and the step of their last digit in degrees."""
    numbers = re.findall(r"\d+(?:\.\d+)?", text.replace(",", "."))
    if len(numbers) == 1 and "." not in numbers[0] and len(numbers[0]) >= 4:
        numbers = [numbers[0][:-2], numbers[0][-2:]]
    parts = [Decimal(n) / 60**i for i, n in enumerate(numbers[:3])]
    step = Decimal(1).scaleb(-len(numbers[-1].partition(".")[2])) / 60 ** (len(parts) - 1)
    return (-sum(parts, Decimal(0)) if text.startswith("-") else sum(parts, Decimal(0))), step


PART = Recogniser(NAME, "1", run)
