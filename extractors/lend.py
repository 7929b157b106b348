"""What stands as told or as tagged is a span with a type; recognised spans lend it what they know of it.

A number's normal form, a place's entry in the gazetteer, a count: rules work them out, whoever finds the better span.
"""

from __future__ import annotations

from dataclasses import replace

from extractors.crossing import Spans
from extractors.part import Found

_NAMED = frozenset({"Agency", "CriminalNetwork", "Organization", "Person", "Place", "Route", "Site"})
_DESIGNATIONS = frozenset({"alias", "description", "name"})


def lent(span: Found, found: Spans[Found]) -> Found:
    """The span with the attributes, and where it has no kind the kind, of the best (rank, overlap) other parts' finding
    that speaks of it and knows any. A name is the span's own words: where the two differ, it is left out and told anew.
    """
    near = found.crossing(span.start, span.end)
    rivals = [f for f in near if f.type == span.type and f.part != span.part and _lends(f, span)]
    rivals.sort(key=lambda f: (-f.rank, max(f.start, span.start) - min(f.end, span.end), f.start))
    kind = span.kind or next((f.kind for f in rivals if f.kind), None)
    lender = next((f for f in rivals if f.attributes), None)
    if lender is None:
        return replace(span, kind=kind)
    same = (lender.start, lender.end) == (span.start, span.end)
    attributes = tuple(a for a in lender.attributes if same or a[0] not in _DESIGNATIONS)
    return replace(span, kind=kind, attributes=attributes)


def _lends(found: Found, span: Found) -> bool:
    """Whether what was found and crosses the span speaks of it: by most of it where a longer name is another thing
    ("Tijuana" is not "Playas de Tijuana")."""
    shared = min(found.end, span.end) - max(found.start, span.start)
    longer = max(found.end - found.start, span.end - span.start)
    return span.type not in _NAMED or 2 * shared > longer
