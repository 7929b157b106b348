"""Search: the text as an identifier (found by its key), then as a name (found with typing errors). A hit says why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.context import Context, Looking
from api.identifiers import Reading, readings
from api.paging import Paging, Slice
from graph.store import Position
from graph.views import EntityView, Page
from ontology.errors import RequestError
from ontology.masking import is_masked, masked

MAX_TEXT = 200
CERTAIN = 100.0
"""The score of an identifier that is the same, and of a name that is written alike."""


@dataclass(frozen=True, slots=True)
class Why:
    """One feature that met: what was asked, what was found, and its weight from 0 to 100."""

    feature: str
    query: str
    found: str
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    score: float
    why: tuple[Why, ...]
    entity: EntityView


@dataclass(frozen=True, slots=True)
class Found(Slice[Hit]):
    """A page of hits; `counts` are of all hits by their type, on whatever page."""

    counts: Mapping[str, int]


async def search(
    context: Context, looking: Looking, text: str, types: Sequence[str], first: int, after: str | None
) -> Found:
    """Entities that the text may mean: identifiers first (ordered by id), then names (best first)."""
    asked = text.strip()
    if not 1 <= len(asked) <= MAX_TEXT:
        raise RequestError("the text is empty or too long", where="text", mend=f"from 1 to {MAX_TEXT} characters")
    paging = Paging(context, ["search", text, sorted(types), looking.plain()], first, after)
    position = paging.position or (_KEY, "")
    exact = await _by_key(context, looking, asked, types)
    waiting = [hit for hit in exact if position[0] == _KEY and hit.entity.id > str(position[1])]
    shown = waiting[:first]
    room = first - len(shown)
    page = await context.store.search_names(
        context.view(looking), asked, types=sorted(set(types)), mode="fuzzy", limit=max(room, 1),
        after=(position[1:] or None) if position[0] == _NAME else None, apart_from=[hit.entity.id for hit in exact],
    )  # fmt: skip
    named = [Hit(hit.score, (Why("name", asked, hit.name, hit.score),), hit.entity) for hit in page.items[:room]]
    if len(waiting) > first:
        end: Position | None = (_KEY, shown[-1].entity.id)
    elif room:
        end = page.next and (_NAME, *page.next)
    else:
        end = (_NAME,) if page.items else None
    counts = Counter(page.counts) + Counter(hit.entity.type for hit in exact)
    found = paging.slice(Page((*shown, *named), end))
    return Found(found.items, found.end, dict(sorted(counts.items())))


_KEY, _NAME = "key", "name"


async def _by_key(context: Context, looking: Looking, text: str, types: Sequence[str]) -> list[Hit]:
    """Entities with an identifier that the text spells, ordered by id; several features of one entity are one hit."""
    view = context.view(looking)
    found: dict[str, tuple[EntityView, list[Why]]] = {}
    read = readings(text, types)
    bearers = await context.store.find_by_keys(view, list(read)) if read else []
    for ((_, normal), meant), entities in zip(read.items(), bearers, strict=True):
        for entity in entities:
            if reading := meant.get(entity.type):
                _, why = found.setdefault(entity.id, (entity, []))
                why.append(_reason(reading, normal))
    return [Hit(CERTAIN, tuple(why), entity) for _, (entity, why) in sorted(found.items())]


def _reason(reading: Reading, normal: str) -> Why:
    shown = masked(normal) if is_masked(reading.property) else normal
    return Why(f"{reading.type}.{reading.property.name}", shown, shown, CERTAIN)
