"""A root field asks the store once, whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from typing import Any

import httpx
import pytest

from api.app import create_app
from api.identifiers import readings
from api.settings import Settings
from tests.api.conftest import NOW, Api


class Counting:
    """A store that counts what it is asked."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner
        self.asked: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Any:
        if name != "capabilities":
            self.asked[name] += 1
        return getattr(self._inner, name)


EDGES = "edges { node { id label names values { written } basis { marking } } } pageInfo { endCursor }"


@pytest.mark.parametrize(
    ("fields", "calls"),
    [
        ("node(id: $id) { id label values { written value } }", {"get": 1}),
        ("nodes(ids: [$id]) { id }", {"get": 1}),
        ("document(id: $id) { id text }", {"get_documents": 1}),
        ("mentions(document: $id) { id }", {"mentions_in": 1}),
        ("claims(of: $id) { edges { node { sentence document { id source } } } }", {"claims_of": 1}),
        ("stats { documents entities { count } }", {"stats": 1}),
        (f"neighbours(id: $id) {{ {EDGES} }}", {"neighbours": 1}),
        (f"neighbours(id: $id) {{ counts {{ count }} {EDGES} }}", {"neighbours": 1, "degree": 1}),
        ("subgraph(seeds: [$id], hops: 3) { nodes { label values { value } } links { id } }", {"subgraph": 1}),
        ("paths(from: $id, to: $id) { found { nodes { id } } }", {"shortest_paths": 1}),
        (f'search(text: "Hernandez") {{ {EDGES} }}', {"find_by_keys": 1, "search_names": 1}),
        (
            "paths(from: $id, to: $id, timeOrdered: true) { found { hops { claims { id } } } rejected { reason } }",
            {"connecting": 1},
        ),
        ("paths(from: $id, to: $id, longer: true) { found { nodes { id } } }", {"connecting": 1}),
        ("connecting(ids: [$id]) { nodes { id } links { id } pairs { length } }", {"connecting": 1}),
        ('commonNeighbours(ids: [$id, "absent"]) { edges { of } }', {"connecting": 1}),
        ("sharedIdentifiers(id: $id) { edges { of } }", {"subgraph": 1}),
        ("coOccurrence(id: $id) { edges { node { id } } }", {"companions": 1, "subgraph": 1}),
        ("timeline(ids: [$id]) { edges { time } }", {"subgraph": 1}),
        ("map(window: { south: 0, west: 0, north: 1, east: 1 }) { edges { node { id } } }", {"within": 1}),
        ('changes(since: "2024-06-02T00:00:00Z") { edges { node { kind } } }', {"news": 1, "judgement_ledger": 1}),
        ("keyPlayers(seeds: [$id], resample: 2) { set { id } basis { nodes } }", {"subgraph": 2}),
        ("ranking(seeds: [$id], draws: 2) { edges { score } }", {"subgraph": 2}),
        ("routeFlow(seeds: [$id]) { stops { flow } }", {"subgraph": 1}),
        ("populationGroup(id: $id) { needs }", {"subgraph": 1}),
        ("compare(seeds: [$id], before: {}) { gained { id } }", {"subgraph": 2}),
        ("a: stats { documents } b: stats { documents } node(id: $id) { id }", {"stats": 2, "get": 1}),
    ],
)
async def test_each_root_field_is_one_operation(
    api: Api, settings: Settings, fields: str, calls: dict[str, int]
) -> None:
    counting: Any = Counting(api.store)
    app = create_app(settings, counting, api.ledger, clock=lambda: NOW)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
        asking = Api(client, api.store, api.ledger, api.world)
        query = f"query($id: ID!) {{ {fields} node_: node(id: $id) {{ id }} }}"
        await asking.ask(query, id=api.world.id("Jose Hernandez"))
    counting.asked["get"] -= 1  # the field that uses $id in every case
    assert +counting.asked == Counter(calls | {"classes": 1})


@pytest.mark.parametrize("text", ["+52 867 555 0133", "XTR-44-71", "a" * 200, "@losprimos", "1M8GDM9AXKP042788"])
def test_a_search_asks_for_a_few_identifiers_only(text: str) -> None:
    assert len(readings(text, ())) <= 12


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("placas KLT 4471", "KLT4471"),
        ("57-AK-8R placas", "57AK8R"),
        ("Texas plate R41-7KD", "R417KD"),
        ("KLT 4471", "4471"),
    ],
)
def test_a_plate_is_found_with_the_words_beside_it(text: str, plate: str) -> None:
    assert (("plate", plate) in readings(text, ("Vehicle",))) == (plate != "4471")


@pytest.mark.parametrize("number", ["+50275550142", "+50375550142", "+50475550142", "+50575550142"])
def test_a_bare_number_is_looked_for_in_every_usual_country(number: str) -> None:
    assert ("number", number) in readings("7555-0142", ("Phone",))
