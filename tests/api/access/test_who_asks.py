"""Over HTTP: nobody without a token or a key, nothing without purpose and case, and only what roles allow."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from api.access.authentication import key_digest, new_key
from tests.api.access.identities import Issuer, asking, key_of, token
from tests.api.conftest import NOW, Api

STATS = {"query": "{ stats { documents } }"}


async def ask(api: Api, headers: dict[str, str], query: str = "{ stats { documents } }", **variables: Any) -> Any:
    return await api.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)


def code(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


@pytest.mark.parametrize(
    "header", [None, "", "Bearer", "Bearer ", "Basic YW5hOmE=", "Bearer lwk_unknown", "Bearer a.b.c"]
)
async def test_nobody_is_refused(guarded: Api, header: str | None) -> None:
    headers = {"X-Purpose": "inquiry", "X-Case": "C-7"} | ({"Authorization": header} if header is not None else {})
    answer = await ask(guarded, headers)
    assert code(answer) == (401, "IDENTITY")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.check(15)
async def test_a_cookie_is_no_credential(guarded: Api) -> None:
    answer = await ask(guarded, asking() | {"Authorization": "", "Cookie": f"token={token()}"})
    assert code(answer) == (401, "IDENTITY")


async def test_a_token_of_somebody_unknown_is_refused(guarded: Api) -> None:
    assert code(await ask(guarded, asking("zoe"))) == (401, "IDENTITY")


async def test_each_sees_what_his_agencies_submitted(guarded: Api) -> None:
    counts = {who: (await ask(guarded, asking(who))).json()["data"]["stats"]["documents"] for who in ("ana", "leo")}
    assert counts == {"ana": 3, "leo": 1}


@pytest.mark.parametrize("missing", ["X-Purpose", "X-Case"])
async def test_without_purpose_or_case_nothing_is_answered_and_that_is_on_record(guarded: Api, missing: str) -> None:
    answer = await ask(guarded, asking() | {missing: " "})
    assert code(answer) == (403, "RIGHT")
    (request,) = await guarded.ledger.requests()
    assert (request.principal, request.operation) == ("ana", "refused: no purpose or no case")


async def test_a_request_is_recorded_with_who_asked(guarded: Api) -> None:
    await ask(guarded, asking("leo"))
    (request,) = await guarded.ledger.requests()
    assert (request.principal, request.purpose, request.case) == ("leo", "inquiry", "C-7")


@pytest.mark.check(29)
async def test_only_an_analyst_decides(guarded: Api) -> None:
    mutation = 'mutation($id: ID!) { withdraw(document: $id, reason: "x") { judgementId } }'
    id_ = guarded.world.documents["r1"].id
    answer = (await ask(guarded, asking("leo"), mutation, id=id_)).json()
    assert answer["errors"][0]["extensions"]["code"] == "RIGHT"
    assert set(answer) == {"errors"}
    assert not await guarded.store.judgement_ledger()
    assert "errors" not in (await ask(guarded, asking("ana"), mutation, id=id_)).json()


@pytest.mark.check(10)
async def test_only_a_developer_asks_about_the_schema(guarded: Api) -> None:
    query = '{ __type(name: "Phone") { name } }'
    assert (await ask(guarded, asking("dev"), query)).json()["data"]["__type"] == {"name": "Phone"}
    refused = (await ask(guarded, asking("ana"), query)).json()
    assert refused["errors"][0]["extensions"]["code"] == "DOCUMENT"
    assert (await guarded.client.get("/schema.graphql", headers=asking("dev"))).status_code == 200
    assert code(await guarded.client.get("/schema.graphql", headers=asking("ana"))) == (403, "RIGHT")
    assert code(await guarded.client.get("/schema.graphql")) == (401, "IDENTITY")


@pytest.mark.check(28)
async def test_a_key_asks_for_its_principal_within_its_scope_until_it_is_revoked(guarded: Api) -> None:
    key = new_key()
    await guarded.ledger.put_api_key(key_of("ana", key))
    headers = asking() | {"Authorization": f"Bearer {key}"}
    assert (await ask(guarded, headers)).json()["data"]["stats"]["documents"] == 3
    mutation = 'mutation { withdraw(document: "d", reason: "x") { judgementId } }'
    assert (await ask(guarded, headers, mutation)).json()["errors"][0]["extensions"]["code"] == "RIGHT"
    await guarded.ledger.revoke_api_key(key_digest(key), "2024-06-02T00:00:00+00:00")
    assert code(await ask(guarded, headers)) == (401, "IDENTITY")


@pytest.mark.check(28)
async def test_a_key_ends_by_itself(guarded: Api) -> None:
    for expires, status in ((NOW + timedelta(seconds=1), 200), (NOW, 401)):
        key = new_key()
        await guarded.ledger.put_api_key(replace(key_of("ana", key), expires=expires.isoformat()))
        assert (await ask(guarded, asking() | {"Authorization": f"Bearer {key}"})).status_code == status


@pytest.mark.check(28)
async def test_keys_are_random_and_only_their_digests_are_kept(guarded: Api) -> None:
    key = new_key()
    assert len({new_key() for _ in range(100)} | {key}) == 101
    await guarded.ledger.put_api_key(key_of("ana", key))
    kept = await guarded.ledger.api_keys()
    assert key not in repr(kept)
    assert [k.principal for k in kept] == ["ana"]
    await guarded.ledger.revoke_api_key(key_digest(key), "2024-06-02")
    await guarded.ledger.revoke_api_key(key_digest(key), "2024-06-03")
    assert [k.revoked for k in await guarded.ledger.api_keys()] == ["2024-06-02"]


async def test_who_leaves_the_directory_is_nobody_at_once(guarded: Api, issuer: Issuer) -> None:
    assert (await ask(guarded, asking("leo"))).status_code == 200
    text = issuer.directory.read_text("utf-8")
    issuer.directory.write_text(text.replace("id: leo", "id: lee"), "utf-8")
    assert code(await ask(guarded, asking("leo"))) == (401, "IDENTITY")


async def test_an_expired_token_is_refused(guarded: Api) -> None:
    late = {"Authorization": f"Bearer {token(exp=time.time() - 60)}"}
    assert code(await ask(guarded, asking() | late)) == (401, "IDENTITY")


@pytest.mark.check(31)
async def test_a_cursor_of_another_caller_is_refused(guarded: Api) -> None:
    query = (
        "query($id: ID!, $after: String) { neighbours(id: $id, first: 1, after: $after) { pageInfo { endCursor } } }"
    )
    id_ = guarded.world.id("Jose Hernandez")
    page = (await ask(guarded, asking("ana"), query, id=id_)).json()["data"]["neighbours"]["pageInfo"]
    assert page["endCursor"]
    for who, codes in (("ana", []), ("leo", ["REQUEST"])):
        answer = (await ask(guarded, asking(who), query, id=id_, after=page["endCursor"])).json()
        assert [error["extensions"]["code"] for error in answer.get("errors", ())] == codes
