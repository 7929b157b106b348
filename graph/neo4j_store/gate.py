"""The caller's view as Cypher: the one place where a fragment decides what is visible.

A support passes when its class is among the caller's, it was known then, it is not past its review date, its grades
suffice and it held on the day asked for. An element is there when enough supports pass (counted in origins), and, for a
row of a variant, when the variant is the one of this view.

There are two texts of each fragment, and so two plans of each statement: one for a caller who limits nothing, who is
nearly always the one who asks, and one for all limits at once, given as parameters.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.access import Visibility
from graph.neo4j_store.shape import FOREVER, NEVER, day
from ontology.grades import CREDIBILITY, RELIABILITY

TOLD = ("s_claim", "s_origin", "s_grade", "s_from", "s_mk", "s_valid", "s_written")
_ORIGIN = TOLD.index("s_origin")
LAST_DAY = "9999-12-31"
NO_CLASS = -1
FILLED = 100
"""So many marking classes a view holds at least, NO_CLASS among them."""


@dataclass(frozen=True, slots=True)
class Predicates:
    """Fragments over elements (an entity, a value, a link) and documents; each argument is a variable.

    What they ask of an element fails on any other node. So where an element was reached by a pattern they stand behind
    a WITH: Neo4j may ask a WHERE of nodes that the pattern does not reach.
    """

    limited: bool

    def variant(self, row: str) -> str:
        """Whether a row of the projection belongs to the view: seen within its classes, unseen outside them."""
        return (
            f"({row}.seen IS NULL OR all(mk IN {row}.seen WHERE mk IN $view_classes)) "
            f"AND ({row}.unseen IS NULL OR none(mk IN {row}.unseen WHERE mk IN $view_classes))"
        )

    def passing(self, element: str) -> str:
        """Of each support that passes what an answer tells of it, as a list in the order of TOLD."""
        told = ", ".join(f"{element}.{name}[i]" for name in TOLD)
        return f"[i IN {_places(element)} WHERE {self.support(element)} | [{told}]]"

    def enough(self, passed: str) -> str:
        """Whether an element is there, by its supports that pass."""
        if not self.limited:
            return f"size({passed}) > 0"
        origins = f"reduce(o = [], p IN {passed} | CASE WHEN p[{_ORIGIN}] IN o THEN o ELSE o + p[{_ORIGIN}] END)"
        return f"size({origins}) >= $view.origins"

    def origins(self, element: str) -> str:
        """How many independent origins of an element pass."""
        return (
            f"size(reduce(o = [], i IN {_places(element)} | CASE WHEN {self.support(element)} "
            f"AND NOT {element}.s_origin[i] IN o THEN o + {element}.s_origin[i] ELSE o END))"
        )

    def rests(self, element: str) -> str:
        """Whether enough supports of an element pass."""
        if self.limited:
            return f"{self.origins(element)} >= $view.origins"
        return f"any(i IN {_places(element)} WHERE {self.support(element)})"

    def there(self, row: str) -> str:
        """Whether an entity or a link is there; of a link, its ends are asked beside it."""
        return f"{self.variant(row)} AND {self.rests(row)}"

    def joined(self) -> str:
        """Whether a link `r` is there with both its ends, `a` and `b`."""
        return " AND ".join(self.there(one) for one in "rab")

    def document(self, d: str) -> str:
        """Whether a document, and with it what it mentions, is there. Origins do not count: it is one witness."""
        parts = [f"{d}.mk IN $view_classes", f"{d}.due > $view_today_text"]
        if self.limited:
            parts += [f"{d}.received <= $view.known_text", f"{d}.reliability IN $view.reliabilities",
                      f"{d}.credibility IN $view.credibilities"]  # fmt: skip
        return " AND ".join(parts)

    def support(self, s: str) -> str:
        """Whether the support at the place `i` passes."""
        parts = [
            f"{s}.s_mk[i] IN $view_classes",
            f"{s}.s_due[i] > $view_today",
            f"coalesce({s}.s_to[i], {FOREVER}) > $view_until",
        ]
        if self.limited:
            parts += [
                f"{s}.s_from[i] <= $view.known",
                f"{s}.s_grade[i] IN $view.grades",
                f"coalesce({s}.s_valid_from[i], {NEVER}) <= $view.valid_last",
                f"coalesce({s}.s_valid_to[i], {FOREVER}) >= $view.valid_first",
            ]
        return " AND ".join(parts)


def _places(element: str) -> str:
    return f"range(0, size({element}.s_mk) - 1)"


@dataclass(frozen=True, slots=True)
class Gate:
    """A caller's view: which text of a statement is his, and the parameters that its fragments need."""

    view: Visibility

    @property
    def limited(self) -> bool:
        view = self.view
        return bool(
            view.known_at
            or view.valid_at
            or view.min_origins > 1
            or view.reliabilities != RELIABILITY
            or view.credibilities != CREDIBILITY
        )

    def bind(self, **own: object) -> dict[str, object]:
        """The parameters of the fragments together with a statement's own, which are one map, `$own`.

        For every other length (to the nearest power of ten) of a list or text among its parameters Neo4j makes another
        plan: so they are maps, but for what is asked of every support, which is read faster by itself; that list is
        filled up to one length.
        """
        view = self.view
        bound: dict[str, object] = {
            "view_classes": sorted(view.classes) + [NO_CLASS] * (FILLED - len(view.classes)),
            "view_today": day(view.today),
            "view_today_text": view.today.isoformat(),
            "view_until": day(view.known_at or view.today),
            "own": own,
        }
        if self.limited:
            bound["view"] = {
                "origins": view.min_origins,
                "known": day(view.known_at) if view.known_at else FOREVER,
                "known_text": view.known_at.isoformat() if view.known_at else LAST_DAY,
                "reliabilities": list(view.reliabilities),
                "credibilities": list(view.credibilities),
                "grades": [f"{r}{c}" for r in view.reliabilities for c in view.credibilities],
                "valid_first": day(view.valid_at) if view.valid_at else NEVER,
                "valid_last": day(view.valid_at) if view.valid_at else FOREVER,
            }
        return bound
