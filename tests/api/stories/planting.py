"""What the stories share: how a world gets into the application, and a case that knows some of its things."""

from __future__ import annotations

from collections.abc import Collection

from graph.fuse import fuse
from graph.store import Store
from tests.api.conftest import Api
from tests.contract.world import World

CASE = {"X-Case": "C-7", "X-Purpose": "smuggling over the river"}
JUDGE = """mutation($left: ID!, $right: ID!, $verdict: PairVerdict!) {
  judge(left: $left, right: $right, verdict: $verdict, reason: "plate and route") { judgementId entityId } }"""


async def read_in(store: Store, world: World, documents: Collection[str]) -> None:
    """Load some reports, and resolve what they name."""
    async with store.transaction() as writer:
        await writer.put_extractions(world.extractions(documents))
    await fuse(store)


async def open_case(api: Api, *notes: tuple[str, str]) -> None:
    """The case of CASE, shared with leo where there is one, with notes about entities: (id, type)."""
    api.headers |= CASE
    members = ["leo"] if "Authorization" in api.headers else []
    await api.ask('mutation($who: [String!]) { openCase(title: "The river", members: $who) { id } }', who=members)
    for target, type_ in notes:
        await api.ask(
            'mutation($id: ID!, $type: EntityType!) { note(target: $id, type: $type, text: "watch") { id } }',
            id=target,
            type=type_,
        )
