"""The caps of the port: what may be asked for in one read. Every store checks the same ones, before it reads."""

from __future__ import annotations

from graph.store import MAX_EDGES, MAX_HOPS, MAX_NODES, MAX_PAGE, MAX_PATH, MAX_PATHS, MAX_STARTS
from graph.views import Area
from ontology.errors import RequestError
from ontology.loader import schema


def page_size(limit: int) -> int:
    """Raises RequestError when a page is smaller than one row or larger than the port's cap."""
    if not 1 <= limit <= MAX_PAGE:
        raise RequestError(f"a page has 1 to {MAX_PAGE} rows, not {limit}", where="limit")
    return limit


def check_subgraph(hops: int, max_nodes: int, max_edges: int) -> None:
    """Raises RequestError, naming the one that is out of bounds."""
    _within("hops", hops, 0, MAX_HOPS)
    _within("max_nodes", max_nodes, 1, MAX_NODES)
    _within("max_edges", max_edges, 0, MAX_EDGES)


def check_paths(max_length: int, limit: int) -> None:
    """Raises RequestError, naming the one that is out of bounds."""
    _within("max_length", max_length, 1, MAX_PATH)
    _within("limit", limit, 1, MAX_PATHS)


def check_connecting(starts: int, max_length: int, max_nodes: int, max_edges: int) -> None:
    """Raises RequestError, naming the one that is out of bounds."""
    _within("ids", starts, 1, MAX_STARTS)
    _within("max_length", max_length, 1, MAX_PATH)
    _within("max_nodes", max_nodes, starts, MAX_NODES)
    _within("max_edges", max_edges, 0, MAX_EDGES)


def check_area(area: Area) -> None:
    """Raises RequestError for an area that is none."""
    if not (-90 <= area.south <= area.north <= 90 and -180 <= area.west <= 180 and -180 <= area.east <= 180):
        raise RequestError(
            "no area: degrees from -90 to 90 and from -180 to 180, the south before the north", where="area"
        )


def located() -> list[str]:
    """The properties that are coordinates."""
    return sorted({p.name for t in schema().entity_types for p in t.properties.values() if p.value == "coordinate"})


def _within(name: str, given: int, least: int, most: int) -> None:
    if not least <= given <= most:
        raise RequestError(f"{name} is from {least} to {most}, not {given}", where=name)


def matched_by(property_: str) -> list[str]:
    """The types of entity that are found by this property. Raises RequestError when there are none."""
    types = [t.name for t in schema().entity_types if property_ in t.properties and t.properties[property_].match]
    if not types:
        raise RequestError(f"no type has a property {property_!r} that may be matched", where="property")
    return types
