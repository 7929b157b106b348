"""Search: the text as an identifier (found by its key), then as a name (found with typing errors). A hit says why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from api.also_called import names_in
from api.context import Context, Looking
from api.identifiers import Reading, readings
from api.paging import Paging, Slice
from graph.search import end_of
from graph.store import MAX_PAGE, Position
from graph.views import EntityView, NameHit, Page
from ontology.errors import RequestError
from ontology.masking import is_masked, masked

MAX_TEXT = 200
CERTAIN = 100.0
"""The score of an identifier that is the same, and of a name that is written alike."""
LIKELY = 50.0
"""The score of a number of which the end was asked: it may be another one."""


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
    names = await _by_name(
        context, looking, asked, types, [hit.entity.id for hit in exact], limit=max(room, 1),
        after=(position[1:] or None) if position[0] == _NAME else None,
    )  # fmt: skip
    if len(waiting) > first:
        end: Position | None = (_KEY, shown[-1].entity.id)
    elif room:
        end = names.next and (_NAME, *names.next)
    else:
        end = (_NAME,) if names.items else None
    counts = Counter(names.counts) + Counter(hit.entity.type for hit in exact)
    found = paging.slice(Page((*shown, *names.items[:room]), end))
    return Found(found.items, found.end, dict(sorted(counts.items())))


_KEY, _NAME = "key", "name"


@dataclass(frozen=True, slots=True)
class _Named(Page[Hit]):
    counts: Mapping[str, int] = field(default_factory=dict)


async def _by_name(
    context: Context, looking: Looking, text: str, types: Sequence[str], known: Sequence[str], *, limit: int,
    after: Position | None,
) -> _Named:  # fmt: skip
    """Who bears the name; of a text that tells several names of one bearer, those who bear one of them, and who bears
    more of them first: of each name the best MAX_PAGE bearers are looked through."""
    view, wanted = context.view(looking), sorted(set(types))
    names = names_in(text)
    if len(names) == 1:
        page = await context.store.search_names(
            view, text, types=wanted, mode="fuzzy", limit=limit, after=after, apart_from=known
        )
        return _Named(tuple(_named([(text, hit)], 1) for hit in page.items), page.next, page.counts)
    met: dict[str, list[tuple[str, NameHit]]] = defaultdict(list)
    for name in names:
        page = await context.store.search_names(
            view, name, types=wanted, mode="fuzzy", limit=MAX_PAGE, after=None, apart_from=known
        )
        for hit in page.items:
            met[hit.entity.id].append((name, hit))
    hits = sorted((_named(found, len(names)) for found in met.values()), key=_place)
    behind = [hit for hit in hits if after is None or _place(hit) > after]
    counts = dict(sorted(Counter(hit.entity.type for hit in hits).items()))
    return _Named(tuple(behind[:limit]), _place(behind[limit - 1]) if len(behind) > limit else None, counts)


def _named(found: Sequence[tuple[str, NameHit]], names: int) -> Hit:
    """The mean over the names asked for; one that was not met counts nothing."""
    why = tuple(Why("name", name, hit.name, hit.score) for name, hit in found)
    return Hit(sum(w.weight for w in why) / names, why, found[0][1].entity)


def _place(hit: Hit) -> Position:
    return -hit.score, hit.entity.id


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
                why.append(_reason(reading, normal, entity))
    return [Hit(max(w.weight for w in why), tuple(why), entity) for _, (entity, why) in sorted(found.items())]


def _reason(reading: Reading, asked: str, entity: EntityView) -> Why:
    found, name = asked, reading.property.name
    if end := end_of(asked):
        found = min(v.normal for v in entity.values[name] if v.normal.endswith(end))
    told = [masked(normal) if is_masked(reading.property) else normal for normal in (asked, found)]
    return Why(f"{reading.type}.{name}", told[0], told[1], CERTAIN if found == asked else LIKELY)
