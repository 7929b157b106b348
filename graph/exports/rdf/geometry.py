"""Positions as geometries of GeoSPARQL: WKT, longitude first as in its default reference system, and how far off they
may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.exports.rdf.terms import GEO, TYPE, XSD, Described, literal, minted, tail
from graph.exports.values import Cell
from ontology.forms import COMPETING
from ontology.values.coordinate import Position
from ontology.values.quantity import number_text

_COLUMNS = ("coordinate", "coordinate" + COMPETING)
"""Those that hold positions, as normal forms."""


def positions(cells: Mapping[str, Cell]) -> list[str]:
    """The normal forms of where a thing is."""
    found = [cells[column] for column in _COLUMNS if column in cells]
    return [text for cell in found for text in (cell if isinstance(cell, tuple) else (str(cell),))]


def has_geometry(normal: str) -> str:
    """The tail that leads from a place to its geometry: a place has one and is none."""
    return tail(f"<{GEO}hasGeometry>", _geometry(normal))


def geometries(normals: Iterable[str]) -> list[Described]:
    """A point each, with the radius that its digits leave, in metres."""
    return [(_geometry(normal), _point(Position.parse(normal))) for normal in sorted(normals)]


def _geometry(normal: str) -> str:
    return minted("geometry", normal)


def _point(at: Position) -> list[str]:
    wkt = f"POINT({number_text(at.longitude)} {number_text(at.latitude)})"
    return [
        tail(TYPE, f"<{GEO}Geometry>"),
        tail(f"<{GEO}asWKT>", literal(wkt, GEO + "wktLiteral")),
        tail(f"<{GEO}hasMetricSpatialAccuracy>", literal(str(at.radius), XSD + "double")),
    ]
