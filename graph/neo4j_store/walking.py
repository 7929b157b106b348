"""Answers the questions of a walk (`graph.walk`): the statements that read where it starts, its levels, and which
entities are hubs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from graph.neo4j_store.gate import Predicates
from graph.neo4j_store.reads import ALL, resolved
from graph.neo4j_store.shape import entity_key, id_of, relationship_type
from graph.neo4j_store.statements import Reading, statement
from graph.neo4j_store.views import linked
from graph.walk import HUB_LINKS, MENTIONED, WALK_LINKS, Ask, Met, Onward, Step, T, Told, Walk, forbidden
from ontology.loader import schema

KIND = "(size($own.links) = 0 OR type(r) IN $own.links)"
_CROSSED = (
    f"{KIND} AND ($own.forbidden[type(r)] IS NULL OR none(t IN [e.type, far.type] WHERE t IN $own.forbidden[type(r)]))"
)
_STEP = "[r.rid, r.variant, far.key, far.type, far.person_class]"


def _onward(see: Predicates) -> str:
    """The links `r` that lead on from `e` to `far`."""
    return (
        f"MATCH (e)-[r:{linked()}]-(far) WITH e, r, far "
        f"WHERE e <> far AND {_CROSSED} AND {see.there('r')} AND {see.there('far')}"
    )


def _many(e: str) -> str:
    """Whether an entity may be a hub: counted without a look at any of its links."""
    return f"COUNT {{ ({e})--() }} > {HUB_LINKS}"


@statement
def _starts(see: Predicates) -> str:
    """Where a walk starts, with its first steps, at most `$own.most`."""
    return (
        f"{resolved(see, '$own.ids')} "
        "RETURN asked, e.key, e.id, e.type, e.person_class, "
        f"COLLECT {{ {_onward(see)} RETURN {_STEP} LIMIT $own.most }}"
    )


def _expanded(see: Predicates) -> str:
    """From the entities `froms`, as an `Ask` wants it: where some cross to one of `ends` that is no hub, these
    crossings as `near` (null otherwise), and which on either side are hubs; else `all` of them, with how many links
    lead on and the steps. Not `fits`: more links than are left to read may lead on, so that all must be counted."""
    return (
        "CALL (froms, ends, fits) { UNWIND CASE WHEN fits AND size(ends) > 0 THEN froms ELSE [] END AS e "
        f"MATCH (e)-[r:{linked()}]-(far) WITH e, r, far, ends "
        f"WHERE far IN ends AND {_CROSSED} AND {see.there('r')} RETURN collect([e, far, {_STEP}]) AS crossings }} "
        "CALL (froms, crossings) { "
        "UNWIND CASE size(crossings) WHEN 0 THEN [] ELSE froms + [c IN crossings | c[1]] END AS e "
        f"WITH DISTINCT e WHERE {_many('e')} AND NOT ($own.whole AND e.key IN $own.keys) "
        f"AND size(COLLECT {{ {_onward(see)} RETURN 1 LIMIT {HUB_LINKS + 1} }}) > {HUB_LINKS} "
        "RETURN collect(e) AS hubs } "
        "WITH *, [c IN crossings WHERE NOT c[0] IN hubs] AS crossed "
        "WITH *, any(c IN crossed WHERE NOT c[1] IN hubs) AS met "
        "CALL (froms, met) { UNWIND CASE WHEN met THEN [] ELSE froms END AS e "
        f"WITH e, COLLECT {{ {_onward(see)} RETURN {_STEP} LIMIT $own.most }} AS steps "
        "RETURN collect([e.key, size(steps), CASE WHEN size(steps) < $own.most THEN steps ELSE [] END]) AS all } "
        "WITH *, CASE WHEN met THEN [c IN crossed | [c[0].key, c[2]]] END AS near, [e IN hubs | e.key] AS hubs_met "
    )


@statement
def _level(see: Predicates) -> str:
    """One record."""
    return (
        "CALL () { UNWIND $own.keys AS key MATCH (e:Entity {key: key}) RETURN collect(e) AS froms, "
        "sum(COUNT { (e)--() }) <= $own.room AS fits } "
        "CALL (froms) { UNWIND $own.until AS key MATCH (e:Entity {key: key}) RETURN collect(e) AS ends } "
        f"{_expanded(see)} RETURN near, hubs_met, all"
    )


@statement
def _search(see: Predicates) -> str:
    """One record: where a search for paths starts, with the first steps of both ends, and the level that it will most
    likely ask for next, behind the entities that it leads from and those that it may meet."""
    return (
        f"{resolved(see, '$own.ids')} "
        f"WITH e, asked, COLLECT {{ {_onward(see)} RETURN [far, {_STEP}] LIMIT $own.most }} AS steps "
        "ORDER BY CASE WHEN $own.ids[0] IN asked THEN 0 ELSE 1 END "
        "WITH collect([e, asked, steps]) AS starts "
        "CALL (starts) { UNWIND CASE WHEN all(start IN starts WHERE size(start[2]) < $own.most) "
        "THEN range(0, size(starts) - 1) ELSE [] END AS side UNWIND starts[side][2] AS step "
        "WITH side, step[0] AS far WHERE coalesce(far.person_class, '') <> $own.mentioned "
        "AND NOT far.type IN $own.aggregates WITH side, collect(DISTINCT far) AS met ORDER BY side "
        "RETURN collect(met) AS sides } "
        "WITH starts, reduce(read = 0, s IN starts | read + size(s[2])) AS read, "
        "CASE WHEN size(sides) < 2 OR any(far IN sides[0] WHERE far IN sides[1]) THEN [[], []] "
        "WHEN size(sides[0]) <= size(sides[1]) THEN sides ELSE [sides[1], sides[0]] END AS sides "
        "WITH starts, read, sides[0] AS froms, sides[1] AS ends "
        "CALL (froms) { UNWIND froms AS e RETURN sum(COUNT { (e)--() }) AS more } "
        f"WITH starts, froms, ends, read + more <= $own.room AS fits {_expanded(see)} "
        "RETURN [s IN starts | [s[1], s[0].key, s[0].id, s[0].type, s[0].person_class, [step IN s[2] | step[1]]]], "
        "[e IN froms | e.key], [e IN ends | e.key], near, hubs_met, all"
    )


@statement
def _hubs(see: Predicates) -> str:
    """Those that are hubs."""
    return (
        f"UNWIND $own.keys AS key MATCH (e:Entity {{key: key}}) WHERE {_many('e')} "
        f"AND size(COLLECT {{ {_onward(see)} RETURN 1 LIMIT {HUB_LINKS + 1} }}) > {HUB_LINKS} RETURN e.key"
    )


class Walking:
    """Answers the questions of a walk over links of some types (none named: all), the first from what was read where
    it starts. What was read beyond what it asks is no harm but for the time: it is looked at when it is asked for."""

    def __init__(self, reading: Reading, links: Sequence[str]) -> None:
        self._reading = reading
        self._bound = {
            "links": relationships(links),
            "forbidden": {relationship_type(link): list(types) for link, types in forbidden().items()},
        }
        self._read: dict[str, Onward[str]] = {}
        self._crossing: tuple[set[str], set[str], Told[str]] = (set(), set(), ())
        self._hub: dict[str, bool] = {}

    async def start(self, ids: Sequence[str], most: int) -> dict[str, tuple[str, Met]]:
        """Id asked for → key of its visible entity, and the entity."""
        return self._started(await self._reading.ask(_starts, ids=list(ids), most=most, **self._bound))

    async def start_search(self, ids: Sequence[str]) -> dict[str, tuple[str, Met]]:
        """The same for the two ends of a search, and a level further."""
        starts, froms, ends, near, hubs, all_ = await self._reading.one(
            _search,
            ids=list(ids),
            most=HUB_LINKS + 1,
            keys=[],
            whole=False,
            room=WALK_LINKS,
            mentioned=MENTIONED,
            aggregates=[t.name for t in schema().entity_types if t.pole is None],
            **self._bound,
        )
        told = self._told(froms, near, hubs, all_)
        if near is None:
            self._read = {onward.key: onward for onward in told}
        else:
            self._crossing = set(froms), set(ends), told
        return self._started(starts)

    def _started(self, starts: Iterable[Sequence[Any]]) -> dict[str, tuple[str, Met]]:
        leads: dict[str, tuple[str, Met]] = {}
        for asked, key, id_, type_, person_class, steps in starts:
            leads |= dict.fromkeys(asked, (key, Met(id_, type_, person_class)))
            self._read[key] = _onward_from(key, len(steps), steps)
        return leads

    async def walked(self, walk: Walk[str, T]) -> T:
        """The end of the walk."""
        try:
            ask = next(walk)
            while True:
                ask = walk.send(await (self._hubs(ask) if ask.only_hubs else self._level(ask)))
        except StopIteration as end:
            result: T = end.value
            return result

    async def _level(self, ask: Ask[str]) -> Told[str]:
        froms, ends, crossing = self._crossing
        if froms == set(ask.keys) and ends == set(ask.until):
            return crossing
        read = [self._read[key] for key in ask.keys if key in self._read]
        if ask.whole:
            read = [onward for onward in read if onward.links <= HUB_LINKS]
        new = set(ask.keys).difference(onward.key for onward in read)
        if not new:
            return read
        keys = [key for key in ask.keys if key in new]
        most = ALL if ask.whole else HUB_LINKS + 1
        answer = await self._reading.one(
            _level, keys=keys, most=most, whole=ask.whole, until=list(ask.until), room=ask.room, **self._bound
        )
        return read + self._told(keys, *answer)

    def _told(
        self, keys: Sequence[str], near: Sequence[Any] | None, hubs: Sequence[str], every: Sequence[Any]
    ) -> list[Onward[str]]:
        if near is None:
            return [_onward_from(key, links, steps) for key, links, steps in every]
        self._hub |= {step[2]: step[2] in hubs for _, step in near}
        steps: dict[str, list[Any]] = {key: [] for key in keys}
        for key, step in near:
            steps[key].append(step)
        return [_onward_from(key, HUB_LINKS + 1 if key in hubs else 0, of) for key, of in steps.items()]

    async def _hubs(self, ask: Ask[str]) -> Told[str]:
        doubtful = [key for key in ask.keys if key not in self._hub]
        if doubtful:
            hubs = {key for (key,) in await self._reading.ask(_hubs, keys=doubtful, **self._bound)}
            self._hub |= {key: key in hubs for key in doubtful}
        return [Onward(key, HUB_LINKS + 1, ()) for key in ask.keys if self._hub[key]]


def _onward_from(key: str, links: int, steps: Sequence[Sequence[Any]]) -> Onward[str]:
    return Onward(
        key,
        max(links, len(steps)),
        [
            (Step(key, entity_key(rid, variant), far, rid), Met(id_of(far), type_, person_class))
            for rid, variant, far, type_, person_class in steps
        ],
    )


def relationships(links: Iterable[str]) -> list[str]:
    return [relationship_type(name) for name in links]
