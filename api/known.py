"""Names that a caller gives, checked against the ontology."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ontology.errors import RequestError
from ontology.loader import schema


def known_types(names: Sequence[str]) -> None:
    """Raises RequestError for a name that is no type of the ontology."""
    _check("type", names, [type_.name for type_ in schema().entity_types])


def known_links(names: Sequence[str]) -> None:
    """Raises RequestError for a name that is no link of the ontology."""
    _check("link", names, sorted(schema().links))


def _check(kind: str, names: Sequence[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise RequestError(f"there is no such {kind}", where=name, mend=", ".join(known))
