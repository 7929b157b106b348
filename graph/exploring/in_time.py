"""Ways in the order of time: those along which something can have been handed on from the first to the last.

A way is in order when every link can be given a day on which it held, none before the one before it. The earliest day
that fits is taken, link by link, so a way that fails has no days that fit. A link of which no time is known fits
anywhere; one that leads to or from an event which is dated has the event's time where it has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.exploring.ways import Links, Search, search, stops
from graph.views import EntityView, LinkView, Path, Subgraph, Truncated
from ontology.interval import Interval

DATE = "date"
"""The property by which an entity (an event) tells when it was."""


Reason = Literal["time_order"]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A way that was looked at and is none of those asked for."""

    path: Path
    reason: Reason = "time_order"


@dataclass(frozen=True, slots=True)
class TimedPaths:
    """Both ordered by length, then by the ids along them."""

    found: tuple[Path, ...]
    rejected: tuple[Rejected, ...]
    truncated: tuple[Truncated, ...]


def in_time(seen: Subgraph, start: str, end: str, *, max_length: int, limit: int) -> TimedPaths:
    """The `limit` shortest ways that run with time, and the first `limit` of those beside them that do not."""
    searching = search(seen, start, end, max_length)
    if searching is None:
        return TimedPaths((), (), ())
    found: list[Links] = []
    against: list[Links] = []
    for links in searching:
        if runs_with_time(links, searching.ground.entities):
            found.append(links)
        elif len(against) <= limit:
            against.append(links)
        if len(found) > limit:
            break
    cuts = [*seen.truncated, *stops(searching, len(found), limit)]
    if len(against) > limit:
        cuts.append(Truncated("rejected", limit))
    return TimedPaths(_paths(searching, found[:limit]), tuple(map(Rejected, _paths(searching, against[:limit]))),
                      tuple(cuts))  # fmt: skip


def _paths(searching: Search, ways: Iterable[Links]) -> tuple[Path, ...]:
    return tuple(searching.path(links) for links in ways)


def runs_with_time(links: Iterable[LinkView], entities: Mapping[str, EntityView]) -> bool:
    """Whether days can be given to the links so that none comes before the one before it."""
    now = date.min
    for link in links:
        times = times_of(link, entities)
        possible = [max(now, time.start or date.min) for time in times if time.end is None or time.end >= now]
        if times and not possible:
            return False
        now = min(possible, default=now)
    return True


def times_of(link: LinkView, entities: Mapping[str, EntityView]) -> tuple[Interval, ...]:
    """When a link held; without a time of its own, when the event at one of its ends was."""
    if link.times:
        return link.times
    dated = (entities[end].values.get(DATE, ()) for end in (link.subject, link.object) if end in entities)
    return tuple(sorted((Interval.parse(value.normal) for values in dated for value in values), key=_order))


def _order(interval: Interval) -> tuple[date, date]:
    return interval.start or date.min, interval.end or date.max
