"""What a caller may not see changes no byte of what he gets: not a count, a page, a path, a cursor or an error."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.serve import opened
from api.settings import Settings
from graph.store import Store
from tests.api.conftest import NOW, Api
from tests.contract.world import World

QUESTIONS = (
    "{ stats { documents mentions claims entities { type count } links { type count } } }",
    """query($id: ID!) { node(id: $id) { id label names mentionIds values { property written value
      basis { claimIds origins reliability credibility knownFrom marking } } basis { claimIds origins marking } } }""",
    "query($id: ID!) { claims(of: $id, first: 1) { edges { node { id document { id } } } pageInfo { endCursor } } }",
    """query($id: ID!) { neighbours(id: $id, first: 1) { counts { link end count }
      edges { link { id claimCount origins } node { id } } pageInfo { hasNextPage endCursor } } }""",
    """query($id: ID!) { subgraph(seeds: [$id], hops: 4) { nodes { id label } links { id periods claimCount }
      truncated { reason limit at } } }""",
    "query($id: ID!) { subgraph(seeds: [$id], hops: 4, maxNodes: 2) { nodes { id } truncated { reason limit at } } }",
    """query($id: ID!, $other: ID!) { paths(from: $id, to: $other) { found { nodes { id } hops { link { id } }
      weakest { reliability credibility } } truncated { reason } } }""",
    """{ search(text: "Ana Lopez", first: 1) { edges { score why { found } node { id } }
      pageInfo { hasNextPage endCursor } } }""",
    '{ search(text: "867 555 0133") { edges { why { feature } node { id mentionCount } } } }',
    "query($id: ID!, $hidden: ID!) { nodes(ids: [$id, $hidden]) { id } node(id: $hidden) { id } }",
    '{ search(text: "Ana Lopez alias La Jefa", first: 2) { counts { type count } edges { score node { id } } } }',
    """query($id: ID!, $other: ID!) { paths(from: $id, to: $other, longer: true) { found { nodes { id }
      hops { link { id } claims { id } } } truncated { reason } } }""",
    """query($id: ID!, $other: ID!) { paths(from: $id, to: $other, timeOrdered: true) { found { hops { link { id } } }
      rejected { hops { link { id } } } truncated { reason } } }""",
    """query($id: ID!, $other: ID!, $hidden: ID!) { connecting(ids: [$id, $other, $hidden], detour: 2) { nodes { id }
      links { id } pairs { one other length } truncated { reason } } }""",
    """query($id: ID!, $other: ID!) { commonNeighbours(ids: [$id, $other], first: 1) { edges { node { id } of }
      pageInfo { endCursor } } sharedIdentifiers(id: $id) { edges { node { id } of links { id } } } }""",
    """query($id: ID!) { coOccurrence(id: $id, first: 1) { edges { node { id } count documentIds }
      pageInfo { endCursor } leftOut { reason count } } }""",
    "query($id: ID!) { timeline(ids: [$id]) { edges { time links { id } } undated truncated { reason } } }",
    "{ map(window: { south: 20, west: -110, north: 30, east: -90 }) { edges { node { id } } pageInfo { endCursor } } }",
    """query($id: ID!) { changes(since: "2024-01-01T00:00:00Z", of: [$id], first: 2) { edges { node { kind
      entity { id } link { id } claim { id } } } pageInfo { hasNextPage endCursor } } }""",
    """query($id: ID!) { compare(seeds: [$id], before: { known: "2024-01-15" }) { gained { id } linksGained { id }
      linksAltered { before { origins } after { origins } } valuesGained { property value } } }""",
    """query($id: ID!, $hidden: ID!) { keyPlayers(seeds: [$id, $hidden], k: 1, resample: 5) { set { id } score stability
      basis { nodes links shareWorseThanC3 from to } leftOut { reason count } } }""",
    """query($id: ID!) { ranking(seeds: [$id], draws: 5, first: 1) { edges { node { id } score byLinks { first last }
      bySources { first last } } pageInfo { endCursor } basis { nodes links } } }""",
    """query($id: ID!, $other: ID!) { disruption(seeds: [$id], remove: [$other]) { before { ties } after { ties } }
      communities(seeds: [$id], runs: 2) { groups { members { id } } agreement } }""",
    "query($id: ID!, $other: ID!) { why(a: $id, b: $other) { bits band terms { feature bits } blockingKeys } }",
    "query($id: ID!, $hidden: ID!) { why(a: $id, b: $hidden) { bits } }",
    """query($id: ID!) { how(id: $id) { tellings { id mentionIds } parts stays joins { by left right bits }
      weakest { by left right } } }""",
    """query($id: ID!, $other: ID!) { whyNot(a: $id, b: $other) { reason band terms { feature bits } sharedKeys
      leftKeys rightKeys refusal { by left right bits } } }""",
    "query($id: ID!, $hidden: ID!) { whyNot(a: $id, b: $hidden) { reason } }",
    "query($id: ID!, $hidden: ID!) { whatIf(suppose: { same: [$id, $hidden] }) { merged { into { id } } } }",
    'mutation($id: ID!, $hidden: ID!) { judge(left: $id, right: $hidden, verdict: SAME, reason: "x") { entityId } }',
)


def two_agencies() -> World:
    """What one agency tells, and what the other adds to the same things."""
    w = World()
    w.report("c1", agency="CBP", reliability="C", credibility=3)
    w.report("c2", agency="CBP")
    w.report("g1", agency="GN", reliability="A", credibility=1, received=date(2024, 2, 1))
    w.thing("Ana Lopez", "Person", ["c1", "g1"])
    w.says("g1", "Ana Lopez", "alias", "La Jefa")
    w.thing("Anna Lopez", "Person", ["c2", "g1"])
    w.thing("Ana Lopes", "Person", "g1")
    w.thing("Los Primos", "CriminalNetwork", ["c1", "c2"])
    w.thing("+528675550133", "Phone", ["c1", "c2", "g1"])
    w.tie("memberOf", "Ana Lopez", "Los Primos", ["c1"], valid="2023")
    w.tie("memberOf", "Anna Lopez", "Los Primos", ["c2"])
    w.tie("uses", "Ana Lopez", "+528675550133", ["c1", "g1"], valid="2022-05")
    w.tie("uses", "Anna Lopez", "+528675550133", ["c2"])
    w.tie("uses", "Ana Lopes", "+528675550133", ["g1"])
    w.tie("associateOf", "Ana Lopez", "Anna Lopez", "g1")
    w.thing("Laredo", "Place", ["c1", "g1"])
    w.says("g1", "Laredo", "coordinate", "27.5,-99.5", "27.5,-99.5;r=50")
    w.tie("operatesIn", "Ana Lopez", "Laredo", "g1", valid="2023-02")
    return w


class Cleared:
    """A store as a caller sees it who is cleared for what some agencies submitted."""

    def __init__(self, inner: Store, agencies: Collection[str]) -> None:
        self._inner = inner
        self._agencies = agencies

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    async def classes(self) -> dict[int, dict[str, object]]:
        every = await self._inner.classes()
        return {mk: block for mk, block in every.items() if block["submitting_agency"] in self._agencies}


async def answers(file: Path, world: World, documents: Collection[str], *agencies: str) -> list[str]:
    """What a caller who is cleared for these agencies is told over a store of these documents."""
    settings = Settings(f"sqlite:{file}", cursor_key=b"a key for tests only")
    hidden = world.id("Ana Lopes")
    starts = (("Los Primos", "Ana Lopez"), ("+528675550133", "Anna Lopez"), ("Ana Lopez", "Anna Lopez"))
    told = []
    async with opened(settings, create=True) as (store, ledger):
        await world.write(store, documents)
        cleared: Any = Cleared(store, agencies)
        app = create_app(settings, cleared, ledger, clock=lambda: NOW)
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://127.0.0.1:8000"
        ) as client:
            api = Api(client, store, ledger, world)
            for one, other in starts:
                variables = {"id": world.id(one), "other": world.id(other), "hidden": hidden}
                for question in QUESTIONS:
                    asked = {name: value for name, value in variables.items() if f"${name}:" in question}
                    told.append((await api.post(question, **asked)).text)
    return told


@pytest.mark.check(31)
@pytest.mark.parametrize("first", ["c1", "g1"])
async def test_answers_are_those_of_a_store_without_what_is_hidden(tmp_path: Path, first: str) -> None:
    world = two_agencies()
    # The hidden document is loaded first or last, so that numbers private to the store differ.
    every = sorted(world.documents, key=lambda name: name != first)
    full = await answers(tmp_path / "full.db", world, every, "CBP")
    part = await answers(tmp_path / "part.db", world, ["c1", "c2"], "CBP")
    assert full == part
    assert '"ABSENT"' in "".join(full)
    assert '"endCursor":"' in "".join(full)


async def test_the_questions_tell_one_view_from_another(tmp_path: Path) -> None:
    world = two_agencies()
    some = await answers(tmp_path / "some.db", world, world.documents, "CBP")
    every = await answers(tmp_path / "every.db", world, world.documents, "CBP", "GN")
    differs = [a != b for a, b in zip(some, every, strict=True)]
    by_question = [any(differs[i :: len(QUESTIONS)]) for i in range(len(QUESTIONS))]
    alike = [question for question, told in zip(QUESTIONS, by_question, strict=True) if not told]
    assert len(alike) <= 2, alike
