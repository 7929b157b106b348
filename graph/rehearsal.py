"""What a change would do, seen by doing it with the code that does it, to a copy that is kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.judgement import Judgement
from graph.rows import EntityRow, LinkRow, Pair
from graph.store import Truth


class Rehearsal:
    """The truth with what is written here before it (a `Projector`): reads go beside whoever writes, nothing that is
    written leaves the memory. Of entities it knows who holds which mention, and no more."""

    def __init__(self, truth: Truth) -> None:
        self._truth = truth
        self.marking_class, self.pending, self.documents = truth.marking_class, truth.pending, truth.documents
        self.mentions_of, self.mentions = truth.mentions_of, truth.mentions
        self.live_claims, self.claims = truth.live_claims, truth.claims
        self.runs_of, self.ingested = truth.runs_of, truth.ingested
        self._judgements: list[Judgement] = []
        self._keys: dict[str, set[str]] = {}
        """Mention → its keys now, where they were written or dropped."""
        self._dropped: set[str] = set()
        """Mentions whose pairs in the store are gone."""
        self._pairs: dict[tuple[str, str], Pair] = {}
        self._holders: dict[str, str] = {}
        self._replaced: set[str] = set()
        """Entities that in the store are gone, or hold what they no longer hold."""

    async def judgements(self) -> list[Judgement]:
        return [*await self._truth.judgements(), *self._judgements]

    async def put_judgements(self, batch: Sequence[Judgement]) -> None:
        self._judgements += batch

    async def keys_of(self, mentions: Sequence[str]) -> list[tuple[str, str]]:
        stored = await self._truth.keys_of([m for m in mentions if m not in self._keys])
        return sorted({*stored, *self._written({*mentions} & self._keys.keys())})

    async def sharing(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        wanted = set(keys)
        stored = {(key, mention) for key, mention in await self._truth.sharing(keys) if mention not in self._keys}
        return sorted(stored | {(key, mention) for key, mention in self._written(self._keys) if key in wanted})

    async def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        self._keys |= {mention: set() for _, mention in keys}
        for key, mention in keys:
            self._keys[mention].add(key)

    async def pairs_touching(self, mentions: Sequence[str]) -> list[Pair]:
        stored = {(p.left, p.right): p for p in await self._truth.pairs_touching(mentions)}
        kept = {place: p for place, p in stored.items() if self._dropped.isdisjoint(place)}
        touched = set(mentions)
        kept |= {place: p for place, p in self._pairs.items() if not touched.isdisjoint(place)}
        return [kept[place] for place in sorted(kept)]

    async def put_pairs(self, pairs: Sequence[Pair]) -> None:
        self._pairs |= {(pair.left, pair.right): pair for pair in pairs}

    async def drop_resolution(self, mentions: Sequence[str]) -> None:
        gone = set(mentions)
        self._dropped |= gone
        self._keys |= {mention: set() for mention in gone}
        self._pairs = {place: p for place, p in self._pairs.items() if gone.isdisjoint(place)}

    async def entity_of(self, mentions: Sequence[str]) -> dict[str, str]:
        stored = await self._truth.entity_of([m for m in mentions if m not in self._holders])
        held = {mention: entity for mention, entity in stored.items() if entity not in self._replaced}
        return held | {mention: self._holders[mention] for mention in mentions if mention in self._holders}

    async def replace_component(
        self,
        old_ids: Sequence[str],
        entities: Sequence[EntityRow],
        links: Sequence[LinkRow],  # noqa: ARG002 entities tell who holds what
    ) -> None:
        self._replaced |= {*old_ids, *(entity.id for entity in entities)}
        staying = {mention: entity for mention, entity in self._holders.items() if entity not in self._replaced}
        self._holders = staying | {mention: entity.id for entity in entities for mention in entity.members}

    async def mark_pending(self, documents: Sequence[str]) -> None:
        """Nobody fuses them here but who marked them."""

    async def mark_fused(self, documents: Sequence[str]) -> None:
        """As above."""

    def _written(self, mentions: Iterable[str]) -> set[tuple[str, str]]:
        return {(key, mention) for mention in mentions for key in self._keys[mention]}
