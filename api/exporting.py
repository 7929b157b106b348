"""What an export is asked for: the whole store, what lies around named entities, or around what a search finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from api.context import Context, Looking
from api.known import known_links, known_types
from api.searching import search
from graph.exports.chart import Chart, draw
from graph.exports.values import Value
from ontology.errors import AbsentError
from ontology.ids import content_digest
from ontology.loader import schema


@dataclass(frozen=True, slots=True)
class Asked:
    """A chart is drawn around `seeds` (ids), the first `limit` hits of `text`, or, without a text, all entities of
    `types`; around all of these where several are given, and of the whole store where none is. With a text, `types` are
    those of its hits. `hops` from there, over links of the types `links` alone where some are named."""

    seeds: tuple[str, ...] = ()
    text: str | None = None
    types: tuple[str, ...] = ()
    limit: int = 20
    hops: int = 1
    links: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        known_types(self.types)
        known_links(self.links)

    @property
    def whole(self) -> bool:
        return not self.seeds and self.text is None and not self.types


async def drawn(
    context: Context, looking: Looking, asked: Asked, *, head: Mapping[str, Value], provenance: bool
) -> Chart:
    """The chart. Its head bears `query`, a digest of what was asked, unless it is the whole store. Raises AbsentError
    where there is nothing to start from."""
    seeds = () if asked.whole else await _seeds(context, looking, asked)
    partial = not asked.whole or asked.links
    return await draw(
        context.store, context.view(looking), schema(), seeds=seeds, hops=asked.hops, link_types=asked.links,
        head={"query": content_digest(asdict(asked)) if partial else None, **head}, provenance=provenance,
    )  # fmt: skip


async def _seeds(context: Context, looking: Looking, asked: Asked) -> list[str]:
    seeds = list(asked.seeds)
    if asked.text is not None:
        hits = await search(context, looking, asked.text, asked.types, asked.limit, None)
        seeds += [hit.entity.id for hit in hits.items]
    else:
        for type_ in asked.types:
            seeds += [entity.id async for entity in context.store.iterate(context.view(looking), type_)]
    if not seeds:
        raise AbsentError("nothing to draw a chart around was found", where=asked.text or ", ".join(asked.types))
    return list(dict.fromkeys(seeds))
