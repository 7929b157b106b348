"""How an entity came together: the tree of joins in order, what each rests on, and what stays if the weakest breaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from graph.access import Visibility
from graph.fuse import clusters_of
from graph.judgement import Decisions, Judgement, decide
from graph.resolution.keys import JOIN, joining, keys_of
from graph.resolution.model import model
from graph.resolution.profiles import Profile
from graph.resolution.shelf import Shelf
from graph.resolution.traced import Joined, Traced
from graph.rows import Pair
from graph.store import Store
from graph.tellings import entity_seen, judged_about, profiles_seen
from ontology.loader import schema

By = Literal["evidence", "key", "judgement"]


@dataclass(frozen=True, slots=True)
class Telling:
    """What one document tells of the entity: the leaves of the tree. `id` is its first mention."""

    id: str
    document: str
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Join:
    """Two tellings by which two parts became one, and how many tellings each part had. By evidence: `bits`; by equal
    keys of the ontology: `keys`; by a person: `judgement`."""

    left: str
    right: str
    left_size: int
    right_size: int
    by: By
    bits: float | None = None
    keys: tuple[str, ...] = ()
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True)
class How:
    """`parts` is more than one where nothing that the caller sees joins what he sees as one. `weakest`: the join of the
    fewest bits; where none is by evidence, one by a key, else one by a judgement; None of a single telling. `stays`:
    the groups of tellings that there would be if somebody said `different` of its two, or retracted its judgement."""

    entity: str
    tellings: tuple[Telling, ...]
    joins: tuple[Join, ...]
    parts: tuple[tuple[str, ...], ...]
    weakest: Join | None
    stays: tuple[tuple[str, ...], ...]


async def how(store: Store, view: Visibility, id_: str) -> How:
    """Explain an entity from what the caller sees. Raises AbsentError when it is absent or hidden from him."""
    entity = await entity_seen(store, view, id_)
    truth = store.truth()
    ledger = await truth.judgements()
    decisions = decide(ledger)
    shelf = Shelf(schema())
    shelf.open(truth, decisions)
    nodes = await profiles_seen(truth, store, view, shelf, entity.members)
    trace = Traced(sorted(p.id for p in nodes))
    made = await clusters_of(nodes, truth, shelf, decisions, model(), grouping=lambda _: trace)
    pairs = await truth.pairs_touching([p.id for p in nodes])
    judged = judged_about(ledger, {m for p in nodes for m in p.mentions})
    joins = _joins(trace.joined, nodes, pairs, judged)
    weakest = min(joins, key=_strength, default=None)
    stays = made.groups
    if weakest is not None:
        stays = (await clusters_of(nodes, truth, shelf, _without(decisions, weakest), model())).groups
    tellings = tuple(Telling(p.id, p.document, p.mentions) for p in sorted(nodes, key=lambda p: p.id))
    return How(entity.id, tellings, joins, made.groups, weakest, stays)


def _joins(
    joined: Sequence[Joined], nodes: Sequence[Profile], pairs: Sequence[Pair], judged: Sequence[Judgement]
) -> tuple[Join, ...]:
    """Verdicts come before keys and keys before evidence, so the first of these that the two have is what joined."""
    holder = {m: p.id for p in nodes for m in p.mentions}
    keys = {p.id: set(joining(keys_of(p, schema()))) for p in nodes}
    said = {frozenset((holder[j.left], holder[str(j.right)])): j for j in judged if j.verdict == "same"}
    bits = {frozenset((p.left, p.right)): p.bits for p in pairs}
    found = []
    for step in joined:
        two = frozenset((step.left, step.right))
        shared = tuple(sorted(key.removeprefix(JOIN) for key in keys[step.left] & keys[step.right]))
        plain = Join(step.left, step.right, step.left_size, step.right_size, "evidence")
        if two in said:
            found.append(replace(plain, by="judgement", judgement=said[two]))
        elif shared:
            found.append(replace(plain, by="key", keys=shared))
        else:
            found.append(replace(plain, bits=bits[two]))
    return tuple(found)


def _strength(join: Join) -> tuple[int, float, str, str]:
    return ("evidence", "key", "judgement").index(join.by), join.bits or 0.0, join.left, join.right


def _without(decisions: Decisions, broken: Join) -> Decisions:
    if broken.judgement is None:
        return replace(decisions, pairs=(*decisions.pairs, (broken.left, broken.right, "different")))
    undone = {broken.judgement.left, broken.judgement.right}
    return replace(decisions, pairs=tuple(p for p in decisions.pairs if {p[0], p[1]} != undone))
