"""How many statements a question costs on a server: one for each root field, and the few that need more, by name.

Every request reads the marking classes first (what the caller may see is worked out from them): that one is not counted
here.
"""

from __future__ import annotations

from typing import Any

import pytest
from neo4j import AsyncSession, AsyncTransaction, Query

from graph.neo4j_store.statements import STATEMENTS
from tests.api.conftest import Api, on_neo4j

pytestmark = on_neo4j
ENTITY = "id label values { property value basis { claimCount } }"


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of every statement that is run from now on."""
    told: list[str] = []
    for kind in (AsyncSession, AsyncTransaction):

        async def run(self: Any, query: Any, *args: Any, _run: Any = kind.run, **parameters: Any) -> Any:
            told.append(query.text if isinstance(query, Query) else query)
            return await _run(self, query, *args, **parameters)

        monkeypatch.setattr(kind, "run", run)
    return told


@pytest.mark.parametrize(
    ("field", "most"),
    [
        ('node(id: "$jose") { ' + ENTITY + " }", 1),
        ('nodes(ids: ["$jose", "$ana", "$primos"]) { ' + ENTITY + " }", 1),
        ('document(id: "$r1") { text marking }', 1),
        ('mentions(document: "$r1") { start end entityId }', 1),
        ('claims(of: "$primos") { edges { node { sentence document { title } } } }', 1),
        ('neighbours(id: "$jose") { edges { link { type } node { label } } }', 1),
        ('neighbours(id: "$jose") { counts { link end count } }', 2),  # the first page and the counts, each a question
        ('search(text: "jose hernandes") { edges { score node { label } } }', 2),  # as an identifier, and as a name
        ('search(text: "+528675550133") { edges { score node { label } } }', 2),
        ('subgraph(seeds: ["$jose"], hops: 1) { nodes { id } links { id } }', 2),  # where it starts, and what it shows
        ('subgraph(seeds: ["$jose"], hops: 2) { nodes { id } links { id } }', 3),  # a level more
        (
            'paths(from: "$jose", to: "$ana") { found { nodes { label } hops { link { type } } } }',
            3,
        ),  # is it a hub where both sides meet?
        ('paths(from: "$jose", to: "$place") { found { nodes { label } } }', 3),
        ('connecting(ids: ["$jose", "$ana"]) { nodes { id } links { id } }', 3),  # as a path
        ('coOccurrence(id: "$jose") { edges { node { label } count } }', 3),  # and who is a victim
        (
            "map(window: { south: -90, west: -180, north: 90, east: 180 }) { pageInfo { hasNextPage } }",
            1,
        ),
        ('changes(since: "2024-01-01T00:00:00Z") { edges { node { kind } } }', 2),  # news, and the ledger of judgements
        ("stats { documents mentions claims entities { type count } }", 2),  # the ledger of judgements, and the counts
    ],
)
async def test_a_root_field_is_one_statement(api: Api, statements: list[str], field: str, most: int) -> None:
    known = {
        "jose": api.world.id("Jose Hernandez"),
        "ana": api.world.id("Ana Lopez"),
        "primos": api.world.id("Los Primos"),
        "place": api.world.id("Reynosa"),
        "r1": api.world.documents["r1"].id,
    }
    for name, id_ in known.items():
        field = field.replace(f"${name}", id_)
    statements.clear()
    data = await api.ask("{ " + field + " }")
    assert all(data.values())
    told = [text for text in statements if text != STATEMENTS["classes"].text(limited=False)]
    assert len(told) == most, told
