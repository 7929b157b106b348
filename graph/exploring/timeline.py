"""When things were: the dated events and links of some entities, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from graph.exploring.ground import Ground
from graph.exploring.in_time import DATE
from graph.views import EntityView, LinkView, Subgraph, Truncated
from ontology.interval import Interval


@dataclass(frozen=True, slots=True)
class Entry:
    """A link over one of its times, or an event (or another dated entity) at one of its dates, with the links by which
    the entities asked for had part in it."""

    time: Interval
    links: tuple[LinkView, ...]
    event: EntityView | None = None

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Where it stands in the order: what has no beginning first, the longer of two that begin together last."""
        start, end = self.time.start or date.min, self.time.end or date.max
        element = self.event.id if self.event else self.links[0].id
        return start.isoformat(), end.isoformat(), element, self.time.normal


@dataclass(frozen=True, slots=True)
class Timeline:
    """Entries in order. `undated` counts links of the entities asked for of which no time is known."""

    entries: tuple[Entry, ...]
    undated: int
    truncated: tuple[Truncated, ...]


def timeline(seen: Subgraph, ids: list[str], *, first: date | None, last: date | None) -> Timeline:
    """Of the entities with these ids, what reaches into the days from `first` to `last` (None: from ever, for ever)."""
    ground = Ground.of(seen)
    asked = {holder for id_ in ids if (holder := ground.holder(id_))}
    entries: list[Entry] = []
    undated = 0
    parts: dict[str, list[LinkView]] = defaultdict(list)
    for link in seen.links:
        if not asked & {link.subject, link.object}:
            continue
        dated = [end for end in (link.subject, link.object) if DATE in ground.entities[end].values]
        for end in dated:
            parts[end].append(link)
        undated += not dated and not link.times
        entries += [Entry(time, (link,)) for time in link.times]
    for id_ in sorted({*parts, *asked}):
        event = ground.entities[id_]
        entries += [
            Entry(Interval.parse(value.normal), tuple(parts[id_]), event) for value in event.values.get(DATE, ())
        ]
    window = Interval(first, last)
    within = [entry for entry in entries if entry.time.meets(window)]
    return Timeline(tuple(sorted(within, key=lambda entry: entry.place)), undated, seen.truncated)
