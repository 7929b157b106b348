"""What the store holds of keys: everything that profiles may be one with, directly or through others, and the values
that too many of them share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.judgement import Decisions
from graph.resolution.generic import borne, generic
from graph.resolution.keys import joining
from graph.resolution.model import Model
from graph.resolution.shelf import Shelf
from graph.store import Truth


async def reach(truth: Truth, seeds: Iterable[str], decisions: Decisions, shelf: Shelf) -> set[str]:
    """The profiles that pairs in the merge band, equal keys and verdicts of `same` connect with the seeds (profiles or
    other mentions), these included."""
    judged: dict[str, set[str]] = defaultdict(set)
    for left, right in decisions.same:
        judged[left].add(right)
        judged[right].add(left)
    seen = set(seeds)
    keys_seen: set[str] = set()
    frontier = sorted(seen)
    while frontier:
        found: set[str] = set()
        for pair in await truth.pairs_touching(frontier):
            if pair.band == "merge":
                found |= {pair.left, pair.right}
        keys = {key for key, _ in await truth.keys_of(frontier)}
        fresh = sorted(set(joining(keys)) - keys_seen)
        keys_seen.update(fresh)
        if fresh:
            found |= {mention for _, mention in await truth.sharing(fresh)}
        if judged:
            found |= await _same(frontier, judged, shelf)
        frontier = sorted(found - seen)
        seen |= found
    return seen


async def _same(frontier: Iterable[str], judged: dict[str, set[str]], shelf: Shelf) -> set[str]:
    """Holders of the mentions that people called the same as one that these profiles hold."""
    await shelf.fetch_of(frontier)
    partners = set()
    for id_ in frontier:
        profile = shelf.profile(id_)
        for mention in (id_, *(profile.mentions if profile else ())):
            partners |= judged.get(mention, set())
    await shelf.fetch_of(partners)
    return {holder.id for m in partners if (holder := shelf.profile_with(m)) is not None}


async def generic_among(
    truth: Truth,
    bearers: Mapping[str, Collection[str]],
    match: Model,
    fresh: Mapping[str, Sequence[str]] | None = None,
) -> frozenset[str]:
    """The generic ones of the values that these keys tell, each with the profiles that have it; `fresh` are the keys
    of profiles that are not in the store yet."""
    several = {key: bearers[key] for key in borne(bearers) if len(bearers[key]) > match.generic}
    keys: dict[str, list[str]] = {}
    for key, mention in await truth.keys_of(sorted({m for ids in several.values() for m in ids})):
        keys.setdefault(mention, []).append(key)
    return generic(several, {**keys, **(fresh or {})}, match.generic)
