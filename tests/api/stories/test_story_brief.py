"""S1, the morning brief: what is new since yesterday at six, on my cases?"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from api.settings import Settings
from tests.api.access.identities import Issuer
from tests.api.access.identities import asking as by
from tests.api.conftest import Api, asking, on_both_stores
from tests.api.stories.planting import JUDGE, open_case, read_in
from tests.contract.world import World

SINCE = "2024-05-31T06:00:00Z"
CHANGES = """query($since: DateTime!, $first: Int!, $after: String) {
  changes(since: $since, cases: ["C-7"], first: $first, after: $after) {
    edges { node { kind entity { id type label } link { type }
      claim { predicate reliability credibility marking reportedAt knownFrom document { id source }
        evidence { start end quote } } decision { verdict } } }
    pageInfo { hasNextPage endCursor } } }"""


def brief() -> World:
    """In April a man uses a phone at the river. Yesterday a report tells of another man with that phone, and a partner
    tells of a site; two more reports are from long ago."""
    w = World()
    w.report("april", agency="CBP", received=date(2024, 4, 1))
    w.report("old", agency="CBP", received=date(2024, 4, 2))
    w.report("yesterday", agency="CBP", received=date(2024, 5, 31))
    w.report("partner", agency="GN", received=date(2024, 5, 31))
    w.thing("El Chueco", "Person", "april")
    w.thing("+528675550133", "Phone", ["april", "old", "yesterday"])
    w.thing("Rafa", "Person", "yesterday")
    w.thing("Reynosa", "Place", ["yesterday", "partner"])
    w.thing("la bodega", "Site", "partner")
    w.thing("El Otro", "Person", "old")
    w.tie("uses", "El Chueco", "+528675550133", "april")
    w.tie("uses", "Rafa", "+528675550133", "yesterday")
    w.tie("operatesIn", "Rafa", "Reynosa", "yesterday")
    w.tie("locatedIn", "la bodega", "Reynosa", "partner")
    w.tie("uses", "El Otro", "+528675550133", "old")
    return w


async def told(api: Api, first: int = 50) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    after = None
    while True:
        page = (await api.ask(CHANGES, since=SINCE, first=first, after=after))["changes"]
        nodes += [edge["node"] for edge in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        assert page["pageInfo"]["hasNextPage"] == (after is not None)
        if after is None:
            return nodes


def summed(nodes: list[dict[str, Any]]) -> Counter[str]:
    return Counter(
        f"{n['kind']} {n['link']['type'] if n['link'] else n['entity']['label'] if n['kind'] == 'NEW' else ''}".strip()
        for n in nodes
    )


PLANTED = {
    "NEW Rafa": 1, "NEW USES": 1, "NEW OPERATES_IN": 1, "MERGED": 1, "SPLIT": 1, "RETRACTED": 1, "CORRECTED": 1,
}  # fmt: skip
PARTNER = {"NEW la bodega": 1, "NEW LOCATED_IN": 1}


@on_both_stores
async def test_exactly_the_planted_changes(settings: Settings, tmp_path: Path) -> None:
    world = brief()
    issuer = Issuer(tmp_path)
    issuer.write()
    async with asking(replace(settings, directory=issuer.directory), World()) as api:
        await read_in(api.store, world, world.documents)
        mentions = {key: world.mention(key, thing.documents[0]).id for key, thing in world.things.items()}
        api.headers |= by("ana")
        await open_case(
            api, *((mentions[k], world.things[k].type) for k in ("Rafa", "la bodega", "El Chueco", "El Otro"))
        )
        await _decide(api, world, mentions)
        nodes = await told(api)
        assert summed(nodes) == PLANTED | PARTNER
        new = [n for n in nodes if n["kind"] == "NEW"]
        assert {n["claim"]["knownFrom"] for n in new} == {"2024-05-31"}
        assert all(n["claim"]["document"]["source"] and n["claim"]["evidence"][0]["quote"] for n in new)
        assert await told(api, first=2) == nodes
        await read_in(api.store, world, world.documents)  # a report read twice adds no change
        assert await told(api) == nodes
        api.headers |= by("leo")  # who sees nothing of the partner
        seen = await told(api)
        assert summed(seen) == PLANTED
        assert seen == [n for n in nodes if n in seen]


async def _decide(api: Api, world: World, mentions: dict[str, str]) -> None:
    """Two are taken for one and told apart again; a claim is struck out and put back."""
    undo = 'mutation($id: ID!) { retract(judgementId: $id, reason: "read again") { judgementId } }'
    joined = await api.ask(JUDGE, left=mentions["El Chueco"], right=mentions["Rafa"], verdict="SAME")
    await api.ask(undo, id=joined["judge"]["judgementId"])
    claim = next(c.id for e in world.extractions(["old"]) for c in e.claims if c.predicate == "uses")
    struck = await api.ask('mutation($c: ID!) { reject(claim: $c, reason: "misread") { judgementId } }', c=claim)
    await api.ask(undo, id=struck["reject"]["judgementId"])
