"""What a judgement would change, what its undo changed, and that nobody undoes what he may not see; over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.jobs import AT_ONCE
from api.serve import opened
from api.settings import Settings
from graph.fuse import fuse
from graph.judging import judge, reject
from tests.api.conftest import NOW, Api
from tests.api.test_graphql_noninterference import Cleared
from tests.contract.world import World
from tests.graph.resolution.telling import BY, Report, load, person, thing
from tests.patience import PATIENCE

PARTS = "{ id mentionIds }"
DIFFERENCE = f"""{{ created {PARTS} removed {PARTS} merged {{ into {PARTS} of {PARTS} }}
  split {{ of {PARTS} into {PARTS} }} changed {{ before {PARTS} after {PARTS} }} }}"""
WHAT_IF = f"query($suppose: Supposition!) {{ whatIf(suppose: $suppose) {DIFFERENCE} }}"
JUDGE = f"""mutation($left: ID!, $right: ID!, $verdict: PairVerdict!) {{
  judge(left: $left, right: $right, verdict: $verdict, reason: "x") {{ judgementId difference {DIFFERENCE} }} }}"""
RETRACT = f"""mutation($id: ID!, $apart: Boolean!) {{ retract(judgementId: $id, reason: "x", keepApart: $apart) {{
  judgementId keptApart difference {DIFFERENCE} entities {{ id type label mentionCount linkCount }}
  reassigned {{ claimId entityId }} ambiguous {{ mentionId candidates {{ id score }} }} }} }}"""
TELLING = (
    Report("a", (person("Luz Mora Vega"), thing("CriminalNetwork", "Los Zanates")), (("memberOf", 0, 1),),
           date(2024, 1, 1)),
    Report("b", (person("Luz Mora Vega", "La Güera"), thing("Phone", number="+528675550143")), (("uses", 0, 1),),
           date(2024, 1, 2)),
    Report("c", (person("Luz Mora Vega"),), received=date(2024, 1, 3)),
    Report("d", (person("Pedro Lara Vidal"),), received=date(2024, 1, 4), agency="GN"),
)  # fmt: skip
A, B, C, D = (report.mention(0).id for report in TELLING)
ALIAS = TELLING[1].mention(0, 1).id


@asynccontextmanager
async def serving(file: Path, *agencies: str) -> AsyncIterator[Api]:
    settings = Settings(f"sqlite:{file}", cursor_key=b"a key for tests only")
    async with opened(settings, create=True) as (store, ledger):
        await load(store, TELLING)
        await fuse(store)
        cleared: Any = Cleared(store, agencies or ("CBP", "GN"))
        app = create_app(settings, cleared, ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            yield Api(client, store, ledger, World())


@pytest.fixture
async def api(tmp_path: Path) -> AsyncIterator[Api]:
    async with serving(tmp_path / "graph.db") as found:
        yield found


async def test_what_if_tells_what_the_judgement_and_its_undo_then_change(api: Api) -> None:
    supposed = (await api.ask(WHAT_IF, suppose={"same": [A, B]}))["whatIf"]
    assert [m["into"] for m in supposed["merged"]] == [{"id": A, "mentionIds": [A, *sorted((B, ALIAS))]}]
    made = (await api.ask(JUDGE, left=A, right=B, verdict="SAME"))["judge"]
    assert made["difference"] == supposed
    undo = (await api.ask(WHAT_IF, suppose={"retract": made["judgementId"]}))["whatIf"]
    assert [s["of"]["id"] for s in undo["split"]] == [A]
    done = (await api.ask(RETRACT, id=made["judgementId"], apart=False))["retract"]
    assert done["difference"] == undo
    assert done["keptApart"] is None


class Held:
    """A store, or its truth, in which the reading of claims waits for a sign."""

    def __init__(self, inner: Any, go: asyncio.Event, waiting: list[int]) -> None:
        self._inner, self._go, self._waiting = inner, go, waiting

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    def truth(self) -> Any:
        return Held(self._inner.truth(), self._go, self._waiting)

    async def live_claims(self, documents: Sequence[str]) -> Any:
        self._waiting.append(1)
        await self._go.wait()
        return await self._inner.live_claims(documents)


async def test_of_all_callers_so_many_suppose_at_once_as_there_are_jobs(api: Api) -> None:
    go, waiting = asyncio.Event(), list[int]()
    settings = Settings("sqlite:", cursor_key=b"a key for tests only")
    held: Any = Held(api.store, go, waiting)
    transport = httpx.ASGITransport(app=create_app(settings, held, api.ledger, clock=lambda: NOW))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        there = Api(client, held, api.ledger, api.world)
        asked = [asyncio.create_task(there.ask(WHAT_IF, suppose={"same": [A, other]})) for other in (B, C, D, B, C)]
        while len(waiting) < AT_ONCE:
            await asyncio.sleep(0.01)
        await there.ask("{ stats { documents } }")
        assert len(waiting) == AT_ONCE, "the others have not begun, and who asks otherwise waits for none"
        go.set()
        assert len(await asyncio.gather(*asked)) == len(asked)


async def test_an_undo_tells_entities_claims_that_go_elsewhere_and_what_may_be_either(api: Api) -> None:
    first = (await api.ask(JUDGE, left=A, right=B, verdict="SAME"))["judge"]["judgementId"]
    second = (await api.ask(JUDGE, left=B, right=C, verdict="SAME"))["judge"]["judgementId"]
    done = (await api.ask(RETRACT, id=first, apart=True))["retract"]
    assert {e["id"]: (e["label"], e["mentionCount"], e["linkCount"]) for e in done["entities"]} == {
        A: ("Luz Mora Vega", 1, 1), min(B, ALIAS): ("Luz Mora Vega", 3, 1),
    }  # fmt: skip
    told = {c.id for report in TELLING[1:3] for c in report.told().claims if c.subject in (B, C)}
    assert told <= {r["claimId"] for r in done["reassigned"]}
    assert {r["entityId"] for r in done["reassigned"]} == {min(B, ALIAS)}
    (torn,) = done["ambiguous"]
    assert torn["mentionId"] == C
    assert {c["id"] for c in torn["candidates"]} == {A, min(B, ALIAS)}
    assert done["keptApart"] not in (None, done["judgementId"])
    assert second != first


@pytest.mark.parametrize(
    "suppose", [{}, {"same": [A, B], "different": [A, B]}, {"same": [A]}, {"retract": None}, {"unsure": [A, B]}]
)
async def test_one_thing_is_supposed(api: Api, suppose: dict[str, Any]) -> None:
    answer = (await api.post(WHAT_IF, suppose=suppose)).json()
    assert answer["errors"][0]["extensions"]["code"] in ("DOCUMENT", "REQUEST")


async def test_what_is_hidden_is_neither_supposed_nor_undone(tmp_path: Path) -> None:
    async with serving(tmp_path / "graph.db", "CBP") as api:
        made = await judge(api.store, "same", A, D, **BY)
        claim = TELLING[3].told().claims[0].id
        rejected = await reject(api.store, claim, **BY)
        undo = f'mutation($id: ID!) {{ retract(judgementId: $id, reason: "x") {{ difference {DIFFERENCE} }} }}'
        strike = 'mutation($id: ID!) { reject(claim: $id, reason: "x") { judgementId } }'
        hidden = [
            (await api.post(WHAT_IF, suppose={"retract": made.id})).json(),
            (await api.post(WHAT_IF, suppose={"retract": rejected.id})).json(),
            (await api.post(WHAT_IF, suppose={"retract": "jnone"})).json(),
        ]
        assert hidden[0]["errors"] == hidden[1]["errors"] == hidden[2]["errors"]
        assert hidden[0]["errors"][0]["extensions"]["code"] == "ABSENT"
        absent = await api.refused(undo, id="jnone")
        assert [await api.refused(undo, id=made.id), await api.refused(undo, id=A)] == [absent, absent]
        absent = await api.refused(strike, id="cnone")
        assert [await api.refused(strike, id=claim), await api.refused(strike, id=A)] == [absent, absent]
        assert (await api.refused(WHAT_IF, suppose={"same": [A, D]}))["extensions"]["code"] == "ABSENT"
    async with serving(tmp_path / "graph.db") as api:
        assert (await api.ask(undo, id=rejected.id))["retract"]["difference"]["created"] == []
        assert (await api.ask(undo, id=made.id))["retract"]["difference"]["split"]


HOW = """query($id: ID!) { how(id: $id) { entity parts stays tellings { id document mentionIds }
  weakest { by left right bits } joins { by left right leftSize rightSize bits keys
    judgement { id verdict actor } } } }"""
WHY_NOT = """query($a: ID!, $b: ID!) { whyNot(a: $a, b: $b) { reason band bits posterior against { feature bits }
  terms { feature } sharedKeys leftKeys rightKeys refusal { by left right bits judgement { id } }
    judgements { id } } }"""


async def test_how_an_entity_came_together(api: Api) -> None:
    made = (await api.ask(JUDGE, left=A, right=B, verdict="SAME"))["judge"]["judgementId"]
    told = (await api.ask(HOW, id=B))["how"]
    (join,) = told["joins"]
    assert (told["entity"], join["by"], join["judgement"]["id"]) == (A, "judgement", made)
    assert {told["weakest"]["left"], told["weakest"]["right"]} == {A, B}
    assert (len(told["parts"]), len(told["stays"]), len(told["tellings"])) == (1, 2, 2)


async def test_keys_of_protected_numbers_are_masked(api: Api) -> None:
    account = thing("FinancialAccount", number="CLABE:646180555091223384")
    await load(api.store, [Report("m", (account,)), Report("n", (account,))])
    await fuse(api.store)
    told = (await api.ask(HOW, id=Report("m", (account,)).mention(0).id))["how"]
    (key,) = told["joins"][0]["keys"]
    assert key.endswith("3384")
    assert "64618055509122" not in key


async def test_why_two_things_are_two(api: Api) -> None:
    told = (await api.ask(WHY_NOT, a=A, b=C))["whyNot"]
    assert (told["reason"], told["band"]) == ("not_enough", "possible")
    assert told["terms"]
    told = (await api.ask(WHY_NOT, a=A, b=D))["whyNot"]
    assert (told["reason"], told["band"], bool(told["leftKeys"])) == ("never_compared", None, True)
    made = (await api.ask(JUDGE, left=A, right=C, verdict="DIFFERENT"))["judge"]["judgementId"]
    told = (await api.ask(WHY_NOT, a=A, b=C))["whyNot"]
    assert (told["reason"], told["refusal"]["by"], told["refusal"]["judgement"]) == (
        "held_apart", "judgement", {"id": made},
    )  # fmt: skip
    assert (await api.refused(WHY_NOT, a=A, b=A))["extensions"]["code"] == "REQUEST"
    assert (await api.refused(WHY_NOT, a=A, b="mnone"))["extensions"]["code"] == "ABSENT"


@pytest.mark.parametrize(
    "field",
    [
        'changes(since: "2024-01-01T00:00:00Z") { edges { node { kind } } }',
        f'how(id: "{A}") {{ entity }}',
        f'why(a: "{A}", b: "{D}") {{ bits }}',
        f'whyNot(a: "{A}", b: "{D}") {{ reason }}',
    ],
)
async def test_who_reads_does_not_wait_for_who_writes(api: Api, field: str) -> None:
    await judge(api.store, "different", A, D, **BY)
    async with api.store.transaction(), asyncio.timeout(PATIENCE):
        assert list(await api.ask(f"{{ {field} }}")) == [field.partition("(")[0]]
