"""Bring the documents that wait into the projection.

The result is a function of what the store holds: any order of documents, any size of chunks, one report at a time or
all at once give the same rows. For that, a chunk takes out all that its documents had brought (keys, pairs), finds
whose comparisons change with them, and makes every component anew that a change touches.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from graph.difference import Moves
from graph.judgement import Decisions, decide
from graph.resolution.cluster import Clusters, Contradiction, cluster
from graph.resolution.generic import borne, marked
from graph.resolution.keys import JOIN, keys_of, partners, usable
from graph.resolution.model import Model, model
from graph.resolution.pairs import node_of, scored
from graph.resolution.profiles import Profile
from graph.resolution.project import Ends, Source, entity_row, link_rows
from graph.resolution.shelf import Shelf
from graph.resolution.together import Groups
from graph.resolution.walk import generic_among, reach
from graph.resolution.worth import worth
from graph.rows import EntityRow, Pair
from graph.store import Projector, Store, Truth
from ontology.claim import COREFERENT
from ontology.loader import schema

Progress = Callable[[int], None]
"""Called after each transaction with the number of documents fused in it."""
CHUNK = 200
"""Documents in one transaction: enough that a component which grows with every one is not made anew too often."""


@dataclass(frozen=True, slots=True)
class FuseReport:
    """What one call of `fuse` did. `misfits`: statements whose ends are of types their link does not allow, left out.
    `overfull`: blocking keys that more mentions have than are compared, so that only finer keys of theirs counted."""

    documents: int = 0
    entities: int = 0
    links: int = 0
    pairs: int = 0
    misfits: int = 0
    overfull: int = 0
    contradictions: tuple[Contradiction, ...] = ()

    def __add__(self, other: FuseReport) -> FuseReport:
        return FuseReport(
            self.documents + other.documents,
            self.entities + other.entities,
            self.links + other.links,
            self.pairs + other.pairs,
            self.misfits + other.misfits,
            self.overfull + other.overfull,
            tuple(dict.fromkeys((*self.contradictions, *other.contradictions))),
        )


async def fuse(
    store: Store, *, subjects: frozenset[str] = frozenset(), progress: Progress | None = None, chunk: int = CHUNK
) -> FuseReport:
    """Bring every document that waits into the projection, `chunk` of them in each transaction.

    `subjects` are mentions that bear a documented predicate: the persons that hold one are of class `subject`.
    """
    report, shelf = FuseReport(), Shelf(schema())
    while True:
        async with store.transaction() as writer:
            documents = await writer.pending(chunk)
            if not documents:
                return report
            report += await fuse_documents(writer, documents, subjects, shelf)
        if progress:
            progress(len(documents))


async def fuse_documents(
    writer: Projector,
    documents: Sequence[str],
    subjects: frozenset[str],
    shelf: Shelf | None = None,
    *,
    moves: Moves | None = None,
) -> FuseReport:
    """Bring these documents into the projection inside the writer's transaction, and mark them fused. `moves`, where
    given, is told which entity held each mention before, and which holds it now."""
    decisions = decide(await writer.judgements())
    shelf = shelf or Shelf(schema())
    shelf.open(writer, decisions)
    shelf.forget(documents)
    await shelf.fetch(documents)
    step = _Step(writer, shelf, decisions, model(), moves)
    report = await step.run(documents, subjects)
    await writer.mark_fused(documents)
    return report


async def clusters_of(
    nodes: Sequence[Profile],
    truth: Truth,
    shelf: Shelf,
    decisions: Decisions,
    match: Model,
    grouping: Callable[[Iterable[str]], Groups] = Groups,
) -> Clusters:
    """Cluster whole components as the store does: of the scored pairs, only those in the merge band join."""
    pairs = await truth.pairs_touching([p.id for p in nodes])
    return cluster(
        (node_of(p, keys_of(p, shelf.schema)) for p in nodes),
        pairs,
        decisions.pairs,
        {m: p.id for p in nodes for m in p.mentions},
        joins=lambda pair: pair.band == "merge",
        clip=match.clip,
        hard=match.hard,
        margin=match.margin,
        grouping=grouping,
    )


async def contradictions(store: Store, about: Collection[str] = ()) -> tuple[Contradiction, ...]:
    """Judgements that stand in the ledger and are not applied, because earlier ones exclude them; only those that
    concern what may be one with the mentions `about`, where any are named."""
    truth = store.truth()
    decisions = decide(await truth.judgements())
    shelf = Shelf(schema())
    shelf.open(truth, decisions)
    judged = sorted(about or {m for left, right, _ in decisions.pairs for m in (left, right)})
    await shelf.fetch_of(judged)
    holders = {p.id for m in judged if (p := shelf.profile_with(m)) is not None}
    reached = await reach(truth, holders, decisions, shelf)
    await shelf.fetch_of(reached)
    nodes = [p for id_ in sorted(reached) if (p := shelf.profile(id_)) is not None]
    return (await clusters_of(nodes, truth, shelf, decisions, model())).contradictions


class _Step:
    """One chunk of documents on its way into the projection."""

    def __init__(
        self, writer: Projector, shelf: Shelf, decisions: Decisions, match: Model, moves: Moves | None = None
    ) -> None:
        self.writer = writer
        self.shelf = shelf
        self.decisions = decisions
        self.match = match
        self.moves = moves

    async def run(self, documents: Sequence[str], subjects: frozenset[str]) -> FuseReport:
        gone = sorted(m.id for m in await self.writer.mentions_of(documents))
        fresh = {
            p.id: keys_of(p, self.shelf.schema) for d in documents for p in self.shelf.reading(d).profiles.values()
        }
        turned, overfull = await self._turned(gone, fresh)
        before = await self._reach(sorted({*gone, *turned}))
        keys = await self._replace_keys(gone, fresh, turned)
        pairs = await self._score(keys)
        after = await self._reach(sorted({*before, *fresh, *turned}))
        await self.shelf.fetch_of(after)
        nodes = [p for id_ in sorted(after) if (p := self.shelf.profile(id_)) is not None]
        made = await clusters_of(nodes, self.writer, self.shelf, self.decisions, self.match)
        report = await self._project(made, nodes, {*gone, *before}, subjects)
        return report + FuseReport(len(documents), pairs=pairs, overfull=overfull, contradictions=made.contradictions)

    async def _turned(self, gone: Sequence[str], fresh: dict[str, tuple[str, ...]]) -> tuple[set[str], int]:
        """Profiles of other documents that share a key which becomes overfull by this change, or a value that becomes
        generic, or which ceases to be: all their comparisons are made anew. And how many of the keys touched are
        overfull now."""
        old = await self.writer.keys_of(gone)
        touched = sorted({k for k, _ in old} | {k for keys in fresh.values() for k in keys if not k.startswith(JOIN)})
        leaving = set(gone)
        had: dict[str, set[str]] = {}
        for key, mention in await self.writer.sharing(touched):
            had.setdefault(key, set()).add(mention)
        coming: dict[str, set[str]] = {}
        for id_, keys in fresh.items():
            for key in keys:
                coming.setdefault(key, set()).add(id_)
        staying = {key: had.get(key, set()) - leaving for key in touched}
        have = {key: staying[key] | coming.get(key, set()) for key in touched}
        before = await generic_among(self.writer, had, self.match)
        after = await generic_among(self.writer, have, self.match, fresh)
        turned: set[str] = set()
        overfull = 0
        for key in touched:
            now = len(have[key])
            overfull += not key.startswith(JOIN) and now > self.match.cap
            if usable(key, len(had.get(key, ())), self.match.cap) != usable(key, now, self.match.cap):
                turned |= staying[key]
        for key, value in borne(touched).items():
            if value in before ^ after:
                turned |= staying[key]
        return turned, overfull

    async def _replace_keys(
        self, gone: Sequence[str], fresh: dict[str, tuple[str, ...]], turned: set[str]
    ) -> dict[str, tuple[str, ...]]:
        """Forget keys and pairs of what is made anew and put its keys; these are returned."""
        kept: dict[str, list[str]] = {id_: [] for id_ in turned}
        for key, mention in await self.writer.keys_of(sorted(turned)):
            kept[mention].append(key)
        await self.writer.drop_resolution(sorted({*gone, *turned}))
        keys = {**fresh, **{id_: tuple(k) for id_, k in kept.items()}}
        await self.writer.put_keys([(key, id_) for id_ in sorted(keys) for key in keys[id_]])
        return keys

    async def _score(self, keys: dict[str, tuple[str, ...]]) -> int:
        """Compare all partners of these profiles; how many pairs were written."""
        blocking = sorted({key for own in keys.values() for key in own if not key.startswith(JOIN)})
        population: dict[str, list[str]] = {}
        for key, mention in await self.writer.sharing(blocking):
            population.setdefault(key, []).append(mention)
        wanted = {
            (min(id_, other), max(id_, other))
            for id_, own in keys.items()
            for other in partners([k for k in own if not k.startswith(JOIN)], population, self.match.cap)
            if other != id_
        }
        common = await generic_among(self.writer, population, self.match)
        known = sorted({id_ for pair in wanted for id_ in pair})
        await self.shelf.fetch_of(known)
        joining: defaultdict[str, list[str]] = defaultdict(list)
        for key, mention in await self.writer.keys_of(known):
            joining[mention].append(key)
        answers = self._answers()
        pairs: list[Pair] = []
        for a, b in sorted(wanted):
            left, right = self.shelf.profile(a), self.shelf.profile(b)
            if not left or not right:
                continue
            alone = scored(left, right, joining[a], joining[b], self.match)
            if not alone:
                continue
            one, other = marked(left, common), marked(right, common)
            pair = scored(one, other, joining[a], joining[b], self.match) if one.generic & other.generic else alone
            assert pair is not None  # of two that are compared
            asked = answers.get((pair.left, pair.right), "") not in (None, pair.finding)
            pairs.append(replace(pair, worth=worth(pair, alone, left, right, self.match)) if asked else pair)
        await self.writer.put_pairs(pairs)
        return len(pairs)

    def _answers(self) -> dict[tuple[str, str], str | None]:
        """Pairs of profiles that people have answered: None for good, else the evidence on which nobody could tell."""
        found: dict[tuple[str, str], str | None] = {}
        for left, right, verdict in self.decisions.pairs:
            one, other = self.shelf.profile_with(left), self.shelf.profile_with(right)
            if one and other:
                doubt = self.decisions.doubted[left, right] if verdict == "unsure" else None
                found[min(one.id, other.id), max(one.id, other.id)] = doubt
        return found

    async def _reach(self, seeds: Iterable[str]) -> set[str]:
        return await reach(self.writer, seeds, self.decisions, self.shelf)

    async def _project(
        self,
        made: Clusters,
        nodes: Sequence[Profile],
        touched: set[str],
        subjects: frozenset[str],
    ) -> FuseReport:
        """Put the rows of the clusters in the place of all that held their mentions."""
        home = {p.id: p.document for p in nodes}
        inside = sorted({*home.values()})
        source = Source(
            {d: self.shelf.reading(d) for d in inside},
            await self.writer.marking_class(inside),
            subjects,
            self.shelf.schema,
        )
        rows: list[EntityRow] = [entity_row(group, home, source) for group in made.groups]
        ends = {m: Ends(row.id, row.type) for row in rows for m in row.members}
        claims = [
            c
            for d in inside
            for c in source.readings[d].claims
            if c.object is not None and c.predicate != COREFERENT and (c.subject in ends or c.object in ends)
        ]
        mentions = {m for p in nodes for m in p.mentions} | touched
        held = await self.writer.entity_of(sorted(mentions))
        old = set(held.values())
        if self.moves is not None:
            self.moves.before |= held
            self.moves.after |= {m: row.id for row in rows for m in row.members}
        outside = sorted({m for c in claims for m in (c.subject, c.object) if m is not None and m not in ends})
        for mention, entity in (await self.writer.entity_of(outside)).items():
            profile = self.shelf.profile_with(mention)
            # What an old entity loses here waits for its own document, and its links are made with that
            if profile is not None and entity not in old:
                ends[mention] = Ends(entity, profile.type)
        links, misfits = link_rows(claims, ends, source)
        await self.writer.replace_component(sorted(old), rows, links)
        return FuseReport(entities=len(rows), links=len(links), misfits=misfits)
