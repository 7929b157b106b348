"""Walks over what one caller sees, the same for every store, without reading anything themselves.

A walk is a generator: it yields an `Ask` (from which entities it wants to go on) and is sent what was `Told` (the
visible links from there). A store answers each with one read; how many there may be is bounded by the hops asked for.

A link is not crossed where its type forbids it (`walk_not`): stores leave those out. A mentioned person (G1) and an
aggregate (a type without a pole: a population group) may end a walk and are never passed. Nor is a hub, an entity with
more than HUB_LINKS visible links of the kinds walked: it is named instead.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Hashable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from graph.views import Truncated
from ontology.loader import schema

K = TypeVar("K", bound=Hashable)
"""How a store names a row of its projection to itself."""
T = TypeVar("T")

HUB_LINKS = 500
WALK_LINKS = 100_000
"""Visible links that one walk may read, of a hub HUB_LINKS + 1. Beyond it the level that it was reading is not
taken."""
BATCH = 2_000
"""Entities in one `Ask`."""
MENTIONED = "mentioned"


class Met(NamedTuple):
    """An entity that a walk met."""

    id: str
    type: str
    person_class: str | None


class Step(NamedTuple, Generic[K]):
    """From one entity over a link to the other one, with the link's id."""

    one: K
    link: K
    other: K
    link_id: str


class Ask(NamedTuple, Generic[K]):
    """Entities from which the steps are wanted, those of hubs only if `whole`.

    The walk ends where it meets one of `until` that is no hub. So where steps lead to such, those to any of `until` are
    enough, if no more than `room` links lead on in all.

    With `only_hubs` no steps are wanted: only which of the entities are hubs.
    """

    keys: Sequence[K]
    whole: bool = False
    until: Collection[K] = ()
    room: int = 0
    only_hubs: bool = False


class Onward(NamedTuple, Generic[K]):
    """What leads on from an entity: how many links (of a hub any number above HUB_LINKS), and the steps, each with the
    entity at its other end."""

    key: K
    links: int
    steps: Sequence[tuple[Step[K], Met]]


Told = Iterable[Onward[K]]
"""Entities from which nothing leads on may be left out."""
Walk = Generator[Ask[K], Told[K], T]


class Steps(NamedTuple, Generic[K]):
    """`hubs` were not crossed."""

    steps: list[Step[K]]
    hubs: list[K]


def forbidden() -> dict[str, tuple[str, ...]]:
    """Link type → the types of entity at either end of which a walk does not cross it."""
    return {link.name: tuple(sorted(link.walk_not)) for link in schema().links.values() if link.walk_not}


def passable(met: Met) -> bool:
    """Whether anything may be found by way of an entity: not of a mentioned person, nor of an aggregate."""
    type_ = schema().types.get(met.type)
    return met.person_class != MENTIONED and (type_ is None or type_.pole is not None)


class Crossing(Generic[K]):
    """What a walk has read: remembers ids, types and steps of the entities it met."""

    def __init__(self, starts: Mapping[K, Met]) -> None:
        self._met = dict(starts)
        self._steps: dict[K, list[Step[K]]] = {}
        self._links: dict[K, int] = {}
        self._read = 0

    def id_of(self, key: K) -> str:
        return self._met[key].id

    def type_of(self, key: K) -> str:
        return self._met[key].type

    def is_mentioned(self, key: K) -> bool:
        return self._met[key].person_class == MENTIONED

    def passable(self, key: K) -> bool:
        """Whether a walk may go on from here (hubs are told by `expand`)."""
        return passable(self._met[key])

    def expand(self, keys: Sequence[K], *, even_hubs: bool = False, until: Collection[K] = ()) -> Walk[K, Steps[K]]:
        """All steps from these visible entities, in no particular order; none when the walk has read too much.
        `even_hubs` is for the ends of a path. Where `until` is met, steps to others may be left out (see `Ask`)."""
        yield from self._fetch(keys, even_hubs, until)
        if self.overflown:
            return Steps([], [])
        hubs = [] if even_hubs else [key for key in keys if self.is_hub(key)]
        blocked = set(hubs)
        return Steps([step for key in keys if key not in blocked for step in self._steps[key]], hubs)

    def is_hub(self, key: K) -> bool:
        """Of an entity that was expanded."""
        return self._links[key] > HUB_LINKS

    def hubs_among(self, keys: Sequence[K]) -> Walk[K, list[K]]:
        """The hubs among entities that the walk does not go on from. Their links do not count as read."""
        if not keys:
            return []
        hubs = {onward.key for onward in (yield Ask(keys, only_hubs=True)) if onward.links > HUB_LINKS}
        return [key for key in keys if key in hubs]

    @property
    def overflown(self) -> bool:
        return self._read > WALK_LINKS

    def _fetch(self, keys: Sequence[K], whole: bool, until: Collection[K]) -> Walk[K, None]:
        new = [key for key in keys if key not in self._steps]
        if len(new) > BATCH:
            until = ()
        for start in range(0, len(new), BATCH):
            if self.overflown:
                return
            asked = new[start : start + BATCH]
            self._steps |= {key: [] for key in asked}
            self._links |= dict.fromkeys(asked, 0)
            for onward in (yield Ask(asked, whole, until, WALK_LINKS - self._read)):
                self._links[onward.key] = onward.links
                self._steps[onward.key] = [step for step, _ in onward.steps]
                self._met.update((step.other, met) for step, met in onward.steps)
            counts = [self._links[key] for key in asked]
            self._read += sum(counts) if whole else sum(min(count, HUB_LINKS + 1) for count in counts)


class Reached(NamedTuple, Generic[K]):
    """The entities within some hops, and where the walk was cut short."""

    taken: list[K]
    truncated: list[Truncated]


def around(starts: Mapping[K, Met], hops: int, max_nodes: int, ends: Sequence[str] = ()) -> Walk[K, Reached[K]]:
    """Level by level from the starts, in the order given, to entities of the types `ends` (none named: all); the nodes
    of a level that does not fit are taken in the order of their ids. A start that is a mentioned person is named where
    there are hops to go: what lies around him is left out, and not unknown."""
    crossing = Crossing(starts)
    wanted = list(starts)
    truncated: list[Truncated] = []
    if len(wanted) > max_nodes:
        truncated.append(Truncated("nodes", max_nodes))
    taken = dict.fromkeys(wanted[:max_nodes])
    frontier = [key for key in taken if not crossing.is_mentioned(key)]
    if hops:
        leaves = (key for key in taken if crossing.is_mentioned(key))
        truncated += [Truncated(MENTIONED, 0, crossing.id_of(key)) for key in leaves]
    for _ in range(hops):
        steps = yield from crossing.expand(frontier)
        truncated += [Truncated("hub", HUB_LINKS, crossing.id_of(hub)) for hub in steps.hubs]
        met = {s.other for s in steps.steps if not ends or crossing.type_of(s.other) in ends}
        new = sorted(met - taken.keys(), key=crossing.id_of)
        if len(taken) + len(new) > max_nodes:
            truncated.append(Truncated("nodes", max_nodes))
            new = new[: max_nodes - len(taken)]
        taken |= dict.fromkeys(new)
        frontier = [key for key in new if crossing.passable(key)]
        if len(taken) == max_nodes or not frontier:
            break
    if crossing.overflown:
        truncated.append(Truncated("links", WALK_LINKS))
    return Reached(list(taken), truncated)


def in_order(truncated: Iterable[Truncated]) -> tuple[Truncated, ...]:
    """Each once, by reason and place."""
    return tuple(sorted(set(truncated), key=lambda t: (t.reason, t.at or "")))
