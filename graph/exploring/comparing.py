"""Two looks at one part of the graph: what came, what went, and what is otherwise."""

from __future__ import annotations

import builtins
from dataclasses import dataclass

from graph.few import shown_entity, shown_link
from graph.views import EntityView, LinkView, Subgraph, Truncated
from ontology.loader import schema
from ontology.masking import is_masked, masked


@dataclass(frozen=True, slots=True)
class ValueOf:
    """A value of an entity that is in both looks."""

    entity: EntityView
    property: str
    normal: str

    @builtins.property  # a field has its name
    def shown(self) -> str:
        """As it may be printed."""
        held = schema().types[self.entity.type].properties.get(self.property)
        return masked(self.normal) if is_masked(held) else self.normal


@dataclass(frozen=True, slots=True)
class Comparison:
    """All ordered by id; values by (entity, property, normal form). `altered` are links of which another period, detail
    or number of origins is seen: as they were, and as they are."""

    entities_gained: tuple[EntityView, ...]
    entities_lost: tuple[EntityView, ...]
    links_gained: tuple[LinkView, ...]
    links_lost: tuple[LinkView, ...]
    altered: tuple[tuple[LinkView, LinkView], ...]
    values_gained: tuple[ValueOf, ...]
    values_lost: tuple[ValueOf, ...]
    truncated: tuple[Truncated, ...]


def compare(before: Subgraph, after: Subgraph) -> Comparison:
    """What changed from one look to the other, in what may be shown. Where one was cut short, what it misses reads as
    gone."""
    was, is_ = ({e.id: shown_entity(e) for e in look.entities} for look in (before, after))
    had, has = ({li.id: shown_link(li) for li in look.links} for look in (before, after))
    both = [(was[id_], is_[id_]) for id_ in sorted(was.keys() & is_.keys())]
    return Comparison(
        entities_gained=tuple(is_[id_] for id_ in sorted(is_.keys() - was.keys())),
        entities_lost=tuple(was[id_] for id_ in sorted(was.keys() - is_.keys())),
        links_gained=tuple(has[id_] for id_ in sorted(has.keys() - had.keys())),
        links_lost=tuple(had[id_] for id_ in sorted(had.keys() - has.keys())),
        altered=tuple(
            (had[id_], has[id_]) for id_ in sorted(had.keys() & has.keys()) if _said(had[id_]) != _said(has[id_])
        ),
        values_gained=tuple(value for old, new in both for value in _beyond(new, old)),
        values_lost=tuple(value for old, new in both for value in _beyond(old, new)),
        truncated=tuple(dict.fromkeys((*before.truncated, *after.truncated))),
    )


def _said(link: LinkView) -> tuple[object, ...]:
    return link.periods, link.details, link.basis.origins


def _beyond(one: EntityView, other: EntityView) -> list[ValueOf]:
    """The values of an entity that it does not have in another look."""
    known = {(name, value.normal) for name, values in other.values.items() for value in values}
    held = {(name, value.normal) for name, values in one.values.items() for value in values}
    return [ValueOf(one, name, normal) for name, normal in sorted(held - known)]
