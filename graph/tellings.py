"""What the documents that a caller may see tell of an entity: the ground of all explanations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from graph.access import Visibility
from graph.judgement import Judgement, retracted
from graph.resolution.generic import borne
from graph.resolution.keys import keys_of
from graph.resolution.model import model
from graph.resolution.profiles import Profile
from graph.resolution.shelf import Shelf
from graph.resolution.walk import generic_among
from graph.seeing import seen_mentions
from graph.store import Store, Truth
from graph.views import EntityView
from ontology.errors import AbsentError
from ontology.loader import schema


async def entity_seen(store: Store, view: Visibility, id_: str) -> EntityView:
    """The entity of this id, or that holds this mention. Raises AbsentError when there is none for this caller."""
    found = await store.get(view, [id_])
    if not found:
        raise AbsentError("no such entity", where=id_)
    return found[0]


async def profiles_seen(
    truth: Truth, store: Store, view: Visibility, shelf: Shelf, mentions: Sequence[str]
) -> list[Profile]:
    """Profiles that hold these mentions, of documents that the caller may see, in the order of the mentions."""
    visible = await seen_mentions(truth, store, view, mentions)
    await shelf.fetch_of(visible)
    found = {p.id: p for m in visible if (p := shelf.profile_with(m)) is not None}
    return list(found.values())


async def generic_seen(truth: Truth, store: Store, view: Visibility, profiles: Iterable[Profile]) -> frozenset[str]:
    """The values of these that very many persons are linked to, of those persons whom the caller may see."""
    bearers: dict[str, set[str]] = {}
    keys = {key for profile in profiles for key in borne(keys_of(profile, schema()))}
    for key, mention in await truth.sharing(sorted(keys)):
        bearers.setdefault(key, set()).add(mention)
    seen = await seen_mentions(truth, store, view, sorted({m for ids in bearers.values() for m in ids}))
    return await generic_among(truth, {key: ids & seen.keys() for key, ids in bearers.items()}, model())


def judged_about(ledger: Iterable[Judgement], members: set[str]) -> tuple[Judgement, ...]:
    """Live judgements about these mentions, first to last."""
    every = list(ledger)
    undone = retracted(every)
    return tuple(
        j
        for j in every
        if j.id not in undone
        and (
            (j.verdict in ("same", "different", "unsure") and {j.left, j.right} <= members)
            or (j.verdict == "retype" and j.left in members)
        )
    )
