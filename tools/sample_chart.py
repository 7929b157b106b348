"""The README's picture: what lies around a network and a telephone of the sample, as the project's own SVG."""

from __future__ import annotations

import asyncio
from pathlib import Path

from graph.exports.chart import draw
from graph.exports.svg import write_svg
from ontology.loader import schema
from tools.sample_store import Loaded, sample_store

SEEDS = (("CriminalNetwork", "Los Zarcos"), ("Phone", "+52 844 317 2290"))
"""Type and label; of several with that label the one that most origins speak of."""


def write_sample_chart(path: Path) -> None:
    """Write the picture to `path`. Raises ValueError where a seed is not found."""
    path.write_text(asyncio.run(_picture()), "utf-8")


async def _picture() -> str:
    async with sample_store() as loaded:
        seeds = [await _found(loaded, type_, label) for type_, label in SEEDS]
        return "".join(write_svg(await draw(loaded.store, loaded.view, schema(), seeds=seeds, hops=1, head={})))


async def _found(loaded: Loaded, type_: str, label: str) -> str:
    named = [entity async for entity in loaded.store.iterate(loaded.view, type_) if entity.label == label]
    return max(named, key=lambda entity: (entity.basis.origins, entity.id)).id
