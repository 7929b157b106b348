"""A network of actors, made of the part of the graph that one caller sees: who is in it, what ties two, and what it
rests on. See `policy.yaml` for what counts.

Two actors are tied by a link between them, or by way of things: both use one telephone, or one telephone called the
other. Each such way is a strand; a tie holds as long as one strand does. Links that do the same for a strand, as all
calls between two telephones do, stand in for each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from typing import Literal

import networkx as nx

from graph.analysis.policy import Policy, policy
from graph.views import EntityView, LinkView, Subgraph, Truncated
from graph.walk import MENTIONED
from ontology.loader import schema

Reason = Literal["mentioned", "victim", "aggregate", "untied", "weak", "on_request", "crowded"]
"""Why something is no part of a network: entities; links that are weak or of a kind that is asked for by itself; things
that too many have to do with, and contacts between two things that would tie too many."""
Links = frozenset[int]
"""Numbers of links of which one is enough."""
Strand = tuple[Links, ...]
"""What a way is made of: it holds as long as there is one link of each."""
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Basis:
    """What an answer rests on. `share_poor` is the share of links that are graded worse than the policy's limit;
    `start` and `end` are the first and the last day that a link tells of."""

    nodes: int
    links: int
    share_poor: float
    start: date | None
    end: date | None


def basis_of(nodes: int, links: Sequence[LinkView]) -> Basis:
    times = [time for link in links for time in link.times]
    poor = sum(policy().is_poor(link.basis) for link in links)
    return Basis(
        nodes=nodes,
        links=len(links),
        share_poor=round(poor / len(links), 4) if links else 0.0,
        start=min((t.start for t in times if t.start), default=None),
        end=max((t.end for t in times if t.end), default=None),
    )


@dataclass(frozen=True, slots=True)
class Network:
    """`actors` are ordered by id, and numbered so. `strands`: pair of actors, the lower number first → the ways in
    which they are tied, by the numbers of `links`, which are ordered by id."""

    actors: tuple[EntityView, ...]
    links: tuple[LinkView, ...]
    strands: Mapping[Pair, tuple[Strand, ...]]
    left_out: tuple[tuple[Reason, int], ...]
    truncated: tuple[Truncated, ...]

    def graph(self, lost: Collection[int] = ()) -> nx.Graph:
        """All actors, and the ties that hold without some links."""
        gone = frozenset(lost)
        graph = nx.Graph()
        graph.add_nodes_from(range(len(self.actors)))
        graph.add_edges_from(
            pair
            for pair, ways in sorted(self.strands.items())
            if any(not any(links <= gone for links in way) for way in ways)
        )
        return graph

    @property
    def basis(self) -> Basis:
        return basis_of(len(self.actors), self.links)

    def numbers(self, ids: Iterable[str]) -> list[int]:
        """Of actors, by their ids or those of their mentions; ids of anything else are left out."""
        held = {member: number for number, actor in enumerate(self.actors) for member in (*actor.members, actor.id)}
        return sorted({held[id_] for id_ in ids if id_ in held})

    def of_types(self, types: Collection[str]) -> list[int]:
        """Numbers of the actors of some types."""
        return [number for number, actor in enumerate(self.actors) if actor.type in types]


def network(seen: Subgraph, harmed: Collection[str] = (), *, weak: bool = False, on_request: bool = False) -> Network:
    """`harmed` are victims by links that are not in this part; `weak` and `on_request` take in the links that are off
    by default."""
    return _Builder(policy(), seen, harmed, weak=weak, on_request=on_request).built()


def victims(links: Iterable[LinkView]) -> set[str]:
    """Ids of those who are victims by these links."""
    rules = policy()
    return {li.subject for li in links if li.type == rules.victim_link and li.qualifier in rules.victim_roles}


def never_ranked(entity: EntityView, harmed: Collection[str]) -> Reason | None:
    """Why an entity is ranked by nothing, if it is one of those (G1); `harmed` are victims."""
    if entity.person_class == MENTIONED:
        return "mentioned"
    if schema().types[entity.type].pole is None:
        return "aggregate"
    return "victim" if entity.id in harmed else None


class _Builder:
    def __init__(self, rules: Policy, seen: Subgraph, harmed: Collection[str], *, weak: bool, on_request: bool) -> None:
        self._rules = rules
        self._seen = seen
        self._left_out: Counter[Reason] = Counter()
        self._victims = victims(seen.links).union(harmed)
        self._in = {e.id: e for e in seen.entities if self._keeps(e)}
        counted = (li for li in seen.links if self._counts(li, weak=weak, on_request=on_request))
        self._links = sorted(counted, key=lambda link: link.id)
        self._ways: dict[tuple[str, str], list[Strand]] = defaultdict(list)

    def built(self) -> Network:
        for one, other, way in self._all_ways():
            self._ways[min(one, other), max(one, other)].append(way)
        tied = sorted({id_ for pair in self._ways for id_ in pair})
        actors = sum(self._is_actor(id_) for id_ in self._in)
        self._left_out["untied"] += actors - len(tied)
        number = {id_: n for n, id_ in enumerate(tied)}
        parts = {links for ways in self._ways.values() for way in ways for links in way}
        used = sorted(frozenset().union(*parts))
        new = {old: n for n, old in enumerate(used)}
        renumbered = {links: frozenset(new[n] for n in links) for links in parts}
        strands = {
            (number[one], number[other]): tuple(tuple(renumbered[links] for links in way) for way in ways)
            for (one, other), ways in self._ways.items()
        }
        return Network(
            actors=tuple(self._in[id_] for id_ in tied),
            links=tuple(self._links[n] for n in used),
            strands=dict(sorted(strands.items())),
            left_out=tuple(sorted((reason, count) for reason, count in self._left_out.items() if count)),
            truncated=self._seen.truncated,
        )

    def _keeps(self, entity: EntityView) -> bool:
        """Whether it may be an actor or a thing."""
        if reason := never_ranked(entity, self._victims):
            self._left_out[reason] += 1
            return False
        return entity.type in self._rules.actors | self._rules.means

    def _counts(self, link: LinkView, *, weak: bool, on_request: bool) -> bool:
        if not {link.subject, link.object} <= self._in.keys() or link.type in self._rules.never:
            return False
        if link.type in self._rules.on_request and not on_request:
            self._left_out["on_request"] += 1
            return False
        if self._rules.is_weak(link.basis) and not weak:
            self._left_out["weak"] += 1
            return False
        return True

    def _is_actor(self, id_: str) -> bool:
        return self._in[id_].type in self._rules.actors

    def _all_ways(self) -> Iterator[tuple[str, str, Strand]]:
        """Pairs of actors with what ties them."""
        direct: dict[tuple[str, str], list[int]] = defaultdict(list)
        holders: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        carried: dict[tuple[str, str], list[int]] = defaultdict(list)
        for number, link in enumerate(self._links):
            subject, object_ = self._is_actor(link.subject), self._is_actor(link.object)
            ends = min(link.subject, link.object), max(link.subject, link.object)
            if subject and object_:
                direct[ends].append(number)
            elif subject != object_ and link.type in self._rules.by:
                actor, thing = (link.subject, link.object) if subject else (link.object, link.subject)
                holders[thing][actor].append(number)
            elif not subject and not object_ and link.type in self._rules.between:
                carried[ends].append(number)
        for (one, other), links in direct.items():
            yield one, other, (frozenset(links),)
        yield from self._by_things(holders, carried)

    def _by_things(
        self, holders: Mapping[str, Mapping[str, list[int]]], carried: Mapping[tuple[str, str], list[int]]
    ) -> Iterator[tuple[str, str, Strand]]:
        """The meetings of actors at a thing, or over a contact between two, those of few before those of many."""
        held = {
            thing: [(actor, frozenset(links)) for actor, links in sorted(actors.items())]
            for thing, actors in sorted(holders.items())
            if len(actors) <= self._rules.most
        }
        self._left_out["crowded"] += len(holders) - len(held)
        meetings: list[_Meeting] = [
            (len(actors) * (len(actors) - 1) // 2, (), combinations(actors, 2)) for actors in held.values()
        ]
        meetings += [
            (len(held[one]) * len(held[other]), (frozenset(links),), product(held[one], held[other]))
            for (one, other), links in sorted(carried.items())
            if one != other and one in held and other in held
        ]
        room = self._rules.ways
        for size, between, pairs in sorted(meetings, key=lambda meeting: meeting[0]):
            room -= size
            if room < 0:
                self._left_out["crowded"] += 1
                continue
            for (one, first), (other, second) in pairs:
                if one != other:
                    yield one, other, (first, *between, second)


_Held = tuple[str, Links]
_Meeting = tuple[int, tuple[Links, ...], Iterable[tuple[_Held, _Held]]]
"""How many pairs meet, what is between the two of each, and the pairs."""
