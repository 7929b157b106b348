"""A victim is no part of a network, whatever the caller narrows his look to."""

from __future__ import annotations

from typing import Any

import pytest

from api.settings import Settings
from tests.api.conftest import asking, ids
from tests.contract.world import World

FIELDS = {
    "ranking": "ranking(seeds: $s, draws: 0, {scope}) {{ edges {{ node {{ id }} }} leftOut {{ reason count }} }}",
    "brokerage": "brokerage(seeds: $s, groupedBy: COMMUNITIES, {scope}) {{ edges {{ node {{ id }} }} "
    "leftOut {{ reason count }} }}",
    "keyPlayers": "keyPlayers(seeds: $s, k: 1, resample: 0, {scope}) {{ set {{ id }} leftOut {{ reason count }} }}",
}
SCOPES = ("hops: 1", "hops: 2", "links: [FAMILY_OF]", "types: [Person]", "minOrigins: 2", "worstCredibility: 2")


def carried_world() -> World:
    """A, B, C are kin of each other and of one who was carried, which one weak report tells."""
    w = World()
    w.report("r1", reliability="B", credibility=2)
    w.report("r2", reliability="B", credibility=2)
    w.report("weak", reliability="C", credibility=4)
    for key in ("A", "B", "C", "carried"):
        w.thing(key, "Person", ["r1", "r2", "weak"])
    w.thing("crossing", "Event", "weak", name="crossed")
    for key in "ABC":
        w.tie("familyOf", key, "carried", ["r1", "r2"])
    w.tie("familyOf", "A", "B", ["r1", "r2"])
    w.tie("familyOf", "B", "C", ["r1", "r2"])
    w.tie("participatedIn", "carried", "crossing", "weak", qualifier="transported")
    return w


@pytest.mark.parametrize("scope", SCOPES)
async def test_a_victim_is_ranked_by_no_narrower_look(settings: Settings, scope: str) -> None:
    async with asking(settings, carried_world()) as api:
        carried, query = api.world.id("carried"), " ".join(FIELDS.values()).format(scope=scope)
        data: dict[str, Any] = await api.ask(f"query($s: [ID!]!) {{ {query} }}", s=[api.world.id("A")])
        for field, told in data.items():
            shown = told["set"] if "set" in told else [edge["node"] for edge in told["edges"]]
            assert shown, field
            assert carried not in ids(shown), field
            assert {"reason": "VICTIM", "count": 1} in told["leftOut"], field
