"""Decisions over HTTP: each is one judgement, changes the graph at once, and can be retracted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import pytest

from graph.judging import rebuild
from tests.api.conftest import Api
from tests.patience import PATIENCE

JUDGE = """mutation($left: ID!, $right: ID!, $verdict: PairVerdict!, $reason: String!) {
  judge(left: $left, right: $right, verdict: $verdict, reason: $reason) { judgementId entityId } }"""
RETRACT = 'mutation($id: ID!) { retract(judgementId: $id, reason: "one plate, two trucks") { judgementId } }'
NODE = "query($id: ID!) { node(id: $id) { id type mentionCount } }"


async def test_a_merge_is_a_judgement_and_its_retraction_undoes_it(api: Api) -> None:
    await rebuild(api.store)  # as resolution joins things, not as the world was written by hand
    left, right = api.world.id("Jose Hernandez"), api.world.id("Ana Lopez")
    before = [await api.ask(NODE, id=id_) for id_ in (left, right)]
    judged = (await api.ask(JUDGE, left=left, right=right, verdict="SAME", reason="one and the same"))["judge"]
    together = await api.ask(NODE, id=right)
    assert together["node"]["id"] == judged["entityId"]
    assert (await api.ask(NODE, id=left)) == together
    undone = await api.ask(RETRACT, id=judged["judgementId"])
    assert undone["retract"]["judgementId"] != judged["judgementId"]
    assert [await api.ask(NODE, id=id_) for id_ in (left, right)] == before


async def test_a_judgement_that_others_exclude_says_so_and_which(api: Api) -> None:
    await rebuild(api.store)
    mentions = api.world.mention
    jose, again, ana = (
        mentions("Jose Hernandez", "r1").id,
        mentions("Jose Hernandez", "r2").id,
        mentions("Ana Lopez", "r2").id,
    )
    ask = JUDGE.replace("judgementId entityId", "judgementId applied becauseOf")
    first = (await api.ask(ask, left=jose, right=ana, verdict="SAME", reason="one man"))["judge"]
    second = (await api.ask(ask, left=jose, right=again, verdict="SAME", reason="one man"))["judge"]
    assert (first["applied"], first["becauseOf"]) == (True, [])
    third = (await api.ask(ask, left=again, right=ana, verdict="DIFFERENT", reason="two men"))["judge"]
    assert third["applied"] is False
    assert set(third["becauseOf"]) == {first["judgementId"], second["judgementId"]}


async def test_a_client_that_goes_leaves_no_judgement_that_the_ledger_does_not_hold(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, gone, held = asyncio.Event(), asyncio.Event(), asyncio.Event()
    anchor = type(api.ledger).anchor

    async def late(self: Any, judgements: Sequence[str], at: str) -> None:
        made.set()
        await gone.wait()
        await anchor(self, judgements, at)
        held.set()

    monkeypatch.setattr(type(api.ledger), "anchor", late)
    left, right = api.world.id("Jose Hernandez"), api.world.id("Ana Lopez")
    asked = asyncio.create_task(api.ask(JUDGE, left=left, right=right, verdict="DIFFERENT", reason="seen together"))
    await made.wait()
    asked.cancel()
    with suppress(asyncio.CancelledError):
        await asked
    gone.set()
    async with asyncio.timeout(PATIENCE):
        await held.wait()
    assert await api.ledger.anchored() == [judgement.id for judgement in await api.store.judgement_ledger()]


async def test_why_tells_the_evidence_and_the_judgements(api: Api) -> None:
    left, right = api.world.id("Jose Hernandez"), api.world.id("Ana Lopez")
    await api.ask(JUDGE, left=left, right=right, verdict="DIFFERENT", reason="seen together")
    why = (
        await api.ask(
            """query($a: ID!, $b: ID!) { why(a: $a, b: $b) { left right together sharedKeys blockingKeys prior bits
              posterior band model terms { feature family level left right bits why } families { name bits cap }
              judgements { id verdict left right actor reason at } } }""",
            a=left,
            b=right,
        )
    )["why"]
    assert why["together"] is False
    assert why["band"] in ("merge", "possible", "related", "distinct")
    assert all(term["why"] for term in why["terms"])
    (judgement,) = why["judgements"]
    assert (judgement["verdict"], judgement["actor"], judgement["reason"]) == (
        "different",
        "developer",
        "seen together",
    )
    assert judgement["at"] == "2024-06-01T12:00:00+00:00"


async def test_a_mention_is_retyped(api: Api) -> None:
    reynosa = api.world.id("Reynosa")
    data = await api.ask(
        'mutation($id: ID!) { retype(mention: $id, type: Site, reason: "a ranch") { judgementId entityId } }',
        id=reynosa,
    )
    assert (await api.ask(NODE, id=data["retype"]["entityId"]))["node"]["type"] == "Site"


async def test_a_rejected_claim_leaves_the_graph(api: Api) -> None:
    link = next(api.world.link_id(t) for t in api.world.ties if t.type == "operatesIn")
    claims = "query($of: ID!) { claims(of: $of) { edges { node { id } } } }"
    (edge,) = (await api.ask(claims, of=link))["claims"]["edges"]
    network = api.world.id("Los Primos")
    counts = "query($id: ID!) { neighbours(id: $id) { counts { link count } } }"
    assert {"link": "OPERATES_IN", "count": 1} in (await api.ask(counts, id=network))["neighbours"]["counts"]
    reject = 'mutation($id: ID!) { reject(claim: $id, reason: "misread") { judgementId } }'
    await api.ask(reject, id=edge["node"]["id"])
    assert "OPERATES_IN" not in str(await api.ask(counts, id=network))


async def test_a_withdrawn_document_takes_with_it_what_it_said(api: Api) -> None:
    document = api.world.documents["r3"].id
    account = api.world.id("account")
    withdraw = 'mutation($id: ID!) { withdraw(document: $id, reason: "recalled") { judgementId } }'
    made = (await api.ask(withdraw, id=document))["withdraw"]
    assert (await api.ask(NODE, id=account))["node"] is None
    await api.ask(RETRACT, id=made["judgementId"])
    assert (await api.ask(NODE, id=account))["node"]["type"] == "FinancialAccount"


@pytest.mark.parametrize(
    ("mutation", "code"),
    [
        ('judge(left: "ma", right: "mb", verdict: SAME, reason: "x") { entityId }', "ABSENT"),
        ('retype(mention: "ma", type: Site, reason: "x") { entityId }', "ABSENT"),
        ('withdraw(document: "da", reason: "x") { judgementId }', "ABSENT"),
        ('reject(claim: "ca", reason: "x") { judgementId }', "ABSENT"),
        ('retract(judgementId: "ja", reason: "x") { judgementId }', "ABSENT"),
    ],
)
async def test_what_is_not_there_cannot_be_judged(api: Api, mutation: str, code: str) -> None:
    assert (await api.refused(f"mutation {{ {mutation} }}"))["extensions"]["code"] == code


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001])
async def test_a_decision_has_a_reason(api: Api, reason: str) -> None:
    left, right = api.world.id("Jose Hernandez"), api.world.id("Ana Lopez")
    error = await api.refused(JUDGE, left=left, right=right, verdict="SAME", reason=reason)
    assert error["message"] == "reason: a reason is needed"


async def test_two_types_are_not_one_thing(api: Api) -> None:
    left, right = api.world.id("Jose Hernandez"), api.world.id("Reynosa")
    error = await api.refused(JUDGE, left=left, right=right, verdict="SAME", reason="x")
    assert error["extensions"] == {"code": "JUDGEMENT", "mend": "retype one first"}


async def test_nothing_is_decided_by_a_query(api: Api) -> None:
    error = await api.refused('query { withdraw(document: "a", reason: "x") { judgementId } }')
    assert error["extensions"]["code"] == "DOCUMENT"


async def test_a_judgement_keeps_what_for_and_in_which_case_it_was_made(api: Api) -> None:
    api.headers = {"X-Purpose": "morning brief", "X-Case": "C-7"}
    left, right = api.world.id("Jose Hernandez"), api.world.id("Ana Lopez")
    made = (await api.ask(JUDGE, left=left, right=right, verdict="DIFFERENT", reason="two people"))["judge"]
    await api.ask(RETRACT, id=made["judgementId"])
    ledger = await api.store.judgement_ledger()
    assert [(j.verdict, j.actor, j.purpose, j.case) for j in ledger] == [
        ("different", "developer", "morning brief", "C-7"),
        ("retract", "developer", "morning brief", "C-7"),
    ]
