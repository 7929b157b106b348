"""Checks of answers: what is masked, what ids give away, what injections reach; and that no check is missing."""

from __future__ import annotations

import ast
import re
from collections import Counter
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from tests.api.conftest import NOW, Api
from tests.api.test_graphql_calls import Counting
from tests.conftest import ROOT


@pytest.mark.check(23)
async def test_hidden_and_absent_take_the_same_steps(api: Api, settings: Settings) -> None:
    query = """query($id: ID!) { node(id: $id, minOrigins: 9) { id } claims(of: $id, minOrigins: 9) {
      edges { node { id } } } neighbours(id: $id, minOrigins: 9) { counts { count } } }"""
    steps = []
    for id_ in (api.world.id("Los Primos"), "m" + "a" * 32):
        counting: Any = Counting(api.store)
        app = create_app(settings, counting, api.ledger, clock=lambda: NOW)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            text = (await client.post("/graphql", json={"query": query, "variables": {"id": id_}})).text
        steps.append((text, +Counter(counting.asked)))
    assert steps[0] == steps[1]


@pytest.mark.check(26)
async def test_ids_are_opaque_and_counting_up_finds_nothing(api: Api) -> None:
    nodes = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    known = [api.world.id(key) for key in api.world.things]
    assert all(re.fullmatch(r"m[0-9a-z]{32}", id_) for id_ in known)
    tried = [str(n) for n in range(100)] + [f"m{n}" for n in range(50)] + [known[0][:-1] + c for c in "abcdef"]
    tried = [id_ for id_ in tried if id_ not in known]
    assert (await api.ask(nodes, ids=tried))["nodes"] == []
    distances = [sum(a != b for a, b in zip(known[0], other, strict=True)) for other in known[1:]]
    assert min(distances) > 10


@pytest.mark.check(22)
async def test_a_pattern_is_a_text(api: Api) -> None:
    """No text is read as a pattern, so none can make one run for ever."""
    for text in ("(a+)+$", "(x+x+)+y", "^(([a-z])+.)+[A-Z]([a-z])+$", "a" * 199 + "!", "(" * 200, "[" * 200):
        answer = await api.post("query($t: String!) { search(text: $t) { edges { score } } }", t=text)
        assert answer.status_code == 200
        assert "errors" not in answer.json()


CHECKS = set(range(1, 36))


def marked() -> set[int]:
    """The numbers of all checks that some test is marked with."""
    found: set[int] = set()
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.check":
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}  # type: ignore[misc]
    return found


def test_every_check_has_a_test() -> None:
    assert marked() == CHECKS


def test_the_page_tells_every_check() -> None:
    page = (ROOT / "docs/hardening.md").read_text("utf-8")
    assert {int(number) for number in re.findall(r"^\| (\d+) \|", page, re.M)} == CHECKS
