"""The caller's view as SQL: the one place where a fragment decides what is visible.

A support passes when its class is among the caller's, it was known then, it is not past its review date, its grades
suffice and it held on the day asked for. An element is there when enough supports pass (counted in origins), and, for a
row of a variant, when the variant is the one of this view.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from graph.access import Visibility
from graph.sqlite.records import listed
from ontology.grades import UNJUDGED_CREDIBILITY, UNJUDGED_RELIABILITY

SupportTable = Literal["entity_support", "value_support", "link_support", "document_support"]
_CLASSES = "(SELECT value FROM json_each(:view_classes))"


@lru_cache(maxsize=256)
def _listed(classes: frozenset[int]) -> str:
    """Every statement of every caller needs it, and few clearances are in use."""
    return listed(sorted(classes))


@dataclass(frozen=True, slots=True)
class Gate:
    """`bind(...)` gives the parameters that the fragments need together with a statement's own."""

    view: Visibility

    def bind(self, **own: object) -> dict[str, object]:
        view = self.view
        bound: dict[str, object] = {
            "view_classes": _listed(view.classes),
            "view_today": view.today.isoformat(),
            "view_origins": view.min_origins,
            "view_reliabilities": listed(view.reliabilities),
            "view_credibilities": listed(view.credibilities),
        }
        if view.known_at:
            bound["view_known"] = view.known_at.isoformat()
        if view.valid_at:
            bound["view_valid"] = view.valid_at.isoformat()
        return bound | own

    def support(self, s: str) -> str:
        """Whether the row `s` of a support table passes."""
        view = self.view
        parts = [f"{s}.mk IN {_CLASSES}", f"{s}.due > :view_today"]
        if view.known_at:
            parts.append(f"{s}.known_from <= :view_known AND ifnull({s}.known_to > :view_known, 1)")
        else:
            parts.append(f"ifnull({s}.known_to > :view_today, 1)")
        if view.worst_reliability != UNJUDGED_RELIABILITY:
            parts.append(f"{s}.reliability IN (SELECT value FROM json_each(:view_reliabilities))")
        if view.worst_credibility != UNJUDGED_CREDIBILITY:
            parts.append(f"{s}.credibility IN (SELECT value FROM json_each(:view_credibilities))")
        if view.valid_at:
            parts.append(f"ifnull({s}.valid_from <= :view_valid, 1) AND ifnull({s}.valid_to >= :view_valid, 1)")
        return " AND ".join(parts)

    def origins(self, table: SupportTable, element: str) -> str:
        """How many independent origins of the element `element` (an expression) pass."""
        return f"(SELECT count(DISTINCT s.origin) FROM {table} s WHERE s.element = {element} AND {self.support('s')})"

    def rests(self, table: SupportTable, element: str) -> str:
        """Whether enough supports of the element pass."""
        if self.view.min_origins > 1:
            return f"{self.origins(table, element)} >= :view_origins"
        return f"EXISTS (SELECT 1 FROM {table} s WHERE s.element = {element} AND {self.support('s')})"

    def document(self, id_: str) -> str:
        """Whether a document, and with it what it mentions, is there. Origins do not count: it is one witness."""
        return f"EXISTS (SELECT 1 FROM document_support s WHERE s.element = {id_} AND {self.support('s')})"

    def variant(self, row: str) -> str:
        """Whether a row of the projection belongs to the view: seen within its classes, unseen outside them."""
        return (
            f"({row}.seen = '[]' OR NOT EXISTS (SELECT 1 FROM json_each({row}.seen) x WHERE x.value NOT IN {_CLASSES}))"
            f" AND ({row}.unseen = '[]' "
            f"OR NOT EXISTS (SELECT 1 FROM json_each({row}.unseen) x WHERE x.value IN {_CLASSES}))"
        )

    def entity(self, e: str) -> str:
        return f"{self.variant(e)} AND {self.rests('entity_support', f'{e}.pk')}"

    def value(self, v: str) -> str:
        """Of a value alone; its entity is asked beside it."""
        return self.rests("value_support", f"{v}.pk")

    def link(self, link: str, subject: str, object_: str) -> str:
        """Of a link with both its ends, each an alias of its table."""
        return f"{self.reach(link, subject)} AND {self.entity(object_)}"

    def reach(self, link: str, far: str) -> str:
        """Of a link with its far end, where the near one is known to be there."""
        return f"{self.variant(link)} AND {self.rests('link_support', f'{link}.pk')} AND {self.entity(far)}"
