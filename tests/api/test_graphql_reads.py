"""Every root field that reads, asked over HTTP of a real store."""

from __future__ import annotations

import pytest

from tests.api.conftest import Api, ids, on_both_stores

pytestmark = on_both_stores


async def test_a_node_has_its_properties_with_what_they_rest_on(api: Api) -> None:
    data = await api.ask(
        """query($id: ID!) { node(id: $id) { __typename id type label personClass names mentionCount mentionIds
          basis { claimCount origins reliability credibility knownFrom marking }
          values { property written value }
          ... on Person { alias { written value basis { claimCount marking } } birthDate { value } } } }""",
        id=api.world.id("Jose Hernandez"),
    )
    node = data["node"]
    assert node["__typename"] == node["type"] == "Person"
    assert node["label"] == "Jose Hernandez"
    assert node["personClass"] == "SUBJECT"
    assert node["names"] == ["Jose Hernandez", "El Güero"]
    assert node["mentionCount"] == len(node["mentionIds"]) == 2
    assert node["basis"]["origins"] == 2
    assert (node["basis"]["reliability"], node["basis"]["credibility"]) == ("B", 2)
    assert (node["basis"]["knownFrom"], node["basis"]["marking"]) == ("2024-01-10", "UNCLASSIFIED")
    assert node["alias"] == [
        {"written": "El Güero", "value": "el guero", "basis": {"claimCount": 1, "marking": "UNCLASSIFIED"}}
    ]
    assert node["birthDate"] == []
    assert {"property": "alias", "written": "El Güero", "value": "el guero"} in node["values"]


async def test_any_mention_of_an_entity_leads_to_it(api: Api) -> None:
    mention = api.world.mention("Jose Hernandez", "r2").id
    data = await api.ask("query($id: ID!) { node(id: $id) { id } }", id=mention)
    assert data["node"]["id"] == api.world.id("Jose Hernandez")


async def test_nodes_come_in_the_order_asked_without_what_is_absent(api: Api) -> None:
    asked = [api.world.id("Reynosa"), "m" + "x" * 32, api.world.id("Ana Lopez")]
    data = await api.ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=asked)
    assert ids(data["nodes"]) == [asked[0], asked[2]]


async def test_a_protected_number_shows_its_last_four_only(api: Api) -> None:
    account = api.world.id("account")
    response = await api.post(
        """query($id: ID!) { node(id: $id) { label values { written value }
          ... on FinancialAccount { number { written value } } }
          claims(of: $id) { edges { node { predicate value { written normal } sentence evidence { quote } } } } }""",
        id=account,
    )
    assert response.json()["data"]["node"]["number"] == [{"written": "…3 84", "value": "…3384"}]
    assert "646180" not in response.text
    assert "6461 80" not in response.text


async def test_a_document_and_what_it_names(api: Api) -> None:
    document = api.world.documents["r1"]
    data = await api.ask(
        """query($id: ID!) {
          document(id: $id) { id givenId source agency lang text marking legalBasis reliability credibility
            received due }
          mentions(document: $id) { id start end entityId } }""",
        id=document.id,
    )
    assert data["document"]["text"] == document.text
    assert data["document"]["givenId"] == "r1"
    assert (data["document"]["agency"], data["document"]["marking"]) == ("CBP", "UNCLASSIFIED")
    assert (data["document"]["reliability"], data["document"]["credibility"]) == ("B", 2)
    assert api.world.id("Reynosa") in [m["entityId"] for m in data["mentions"]]
    assert [m["start"] for m in data["mentions"]] == sorted(m["start"] for m in data["mentions"])


async def test_claims_lead_down_to_the_characters(api: Api) -> None:
    tie = next(t for t in api.world.ties if t.type == "operatesIn")
    data = await api.ask(
        """query($of: ID!) { claims(of: $of) { pageInfo { hasNextPage endCursor } edges { node {
          id predicate subject object valid score extractor polarity sentence reliability credibility marking knownFrom
          evidence { start end quote } document { id source text } } } } }""",
        of=api.world.link_id(tie),
    )
    (edge,) = data["claims"]["edges"]
    claim = edge["node"]
    (span,) = claim["evidence"]
    assert claim["predicate"] == "operatesIn"
    assert api.world.documents["r1"].text[span["start"] : span["end"]] == span["quote"]
    assert claim["document"]["text"] is None, "a report is read by itself"
    assert claim["subject"] == api.world.mention("Los Primos", "r1").id
    assert claim["object"] == api.world.mention("Reynosa", "r1").id
    assert claim["extractor"] == "hand@1"
    assert (claim["reliability"], claim["credibility"], claim["knownFrom"]) == ("B", 2, "2024-01-10")
    assert data["claims"]["pageInfo"] == {"hasNextPage": False, "endCursor": None}


async def test_stats_count_by_type(api: Api) -> None:
    data = await api.ask("{ stats { documents mentions claims rejects entities { type count } links { type count } } }")
    assert data["stats"]["documents"] == 3
    assert {"type": "Person", "count": 2} in data["stats"]["entities"]
    assert {"type": "MEMBER_OF", "count": 2} in data["stats"]["links"]


async def test_a_misspelt_name_is_found_and_says_why(api: Api) -> None:
    data = await api.ask(
        """{ search(text: "Jose Hernandes", types: [Person], first: 10) {
          edges { score why { feature query found weight } node { id label personClass } } } }"""
    )
    first = data["search"]["edges"][0]
    assert first["node"]["id"] == api.world.id("Jose Hernandez")
    assert first["why"] == [
        {"feature": "name", "query": "Jose Hernandes", "found": "Jose Hernandez", "weight": first["score"]}
    ]


async def test_an_identifier_is_found_however_it_is_typed(api: Api) -> None:
    for text in ("+52 867 555 0133", "(867) 555-0133", "0052 867 5550133"):
        data = await api.ask(
            "query($text: String!) { search(text: $text) { edges { score why { feature found } node { id } } } }",
            text=text,
        )
        (edge,) = data["search"]["edges"]
        assert edge["node"]["id"] == api.world.id("+528675550133")
        assert edge["why"] == [{"feature": "Phone.number", "found": "+528675550133"}]
        assert edge["score"] == 100


@pytest.mark.parametrize("text", ["555 0133", "0133", "…0133", "867 555 0133"])
async def test_a_number_is_found_by_its_end(api: Api, text: str) -> None:
    asked = "query($text: String!) { search(text: $text) { edges { score why { feature query found } node { id } } } }"
    (edge,) = (await api.ask(asked, text=text))["search"]["edges"]
    assert edge["node"]["id"] == api.world.id("+528675550133")
    (why,) = edge["why"]
    whole = len(text) == 12
    assert (edge["score"], why["query"].startswith("…"), why["found"]) == (
        100 if whole else 50,
        not whole,
        "+528675550133",
    )


async def test_no_more_of_a_masked_number_is_found_out_than_is_shown(api: Api) -> None:
    found = [(await api.ask(f'{{ search(text: "{end}") {{ edges {{ node {{ label }} }} }} }}'))["search"]["edges"]
             for end in ("3384", "23384", "…23384", "091223384")]  # fmt: skip
    assert [len(edges) for edges in found] == [1, 0, 0, 0]


async def test_a_found_account_is_not_spelt_out(api: Api) -> None:
    response = await api.post(
        '{ search(text: "646180555091223384") { edges { why { feature query found } node { label } } } }'
    )
    (edge,) = response.json()["data"]["search"]["edges"]
    assert edge["why"] == [{"feature": "FinancialAccount.number", "query": "…3384", "found": "…3384"}]


async def test_neighbours_have_counts_links_and_other_ends(api: Api) -> None:
    data = await api.ask(
        """query($id: ID!) { neighbours(id: $id, links: [MEMBER_OF], direction: OUT) {
          counts { link end count }
          edges { link { type subject object role function validFrom validTo periods claimCount origins reliability
            credibility } node { id label } } pageInfo { hasNextPage } } }""",
        id=api.world.id("Jose Hernandez"),
    )
    (edge,) = data["neighbours"]["edges"]
    assert edge["node"]["label"] == "Los Primos"
    assert edge["link"] == {
        "type": "MEMBER_OF",
        "subject": api.world.id("Jose Hernandez"),
        "object": api.world.id("Los Primos"),
        "role": None,
        "function": "GUIDE",
        "validFrom": "2023-05-01",
        "validTo": "2023-05-31",
        "periods": ["2023-05"],
        "claimCount": 2,
        "origins": 2,
        "reliability": "B",
        "credibility": 2,
    }
    assert {"link": "USES", "end": "Phone", "count": 1} in data["neighbours"]["counts"]


async def test_a_subgraph_says_where_it_was_cut(api: Api) -> None:
    query = """query($seeds: [ID!]!, $most: Int!) { subgraph(seeds: $seeds, hops: 2, maxNodes: $most) {
      nodes { id } links { id type subject object } truncated { reason limit at } } }"""
    whole = (await api.ask(query, seeds=[api.world.id("Los Primos")], most=500))["subgraph"]
    assert api.world.id("+528675550133") in ids(whole["nodes"])
    assert whole["truncated"] == []
    assert {link["subject"] for link in whole["links"]} <= set(ids(whole["nodes"]))
    cut = (await api.ask(query, seeds=[api.world.id("Los Primos")], most=2))["subgraph"]
    assert len(cut["nodes"]) == 2
    assert cut["truncated"][0]["limit"] == 2


async def test_a_path_names_its_hops_and_its_weakest_grades(api: Api) -> None:
    data = await api.ask(
        """query($from: ID!, $to: ID!) { paths(from: $from, to: $to, maxLength: 4) {
          found { nodes { id } hops { link { type } } weakest { reliability credibility } } truncated { reason } } }""",
        **{"from": api.world.id("Ana Lopez"), "to": api.world.id("Los Primos")},
    )
    (path,) = data["paths"]["found"]
    names = ("Ana Lopez", "+528675550133", "Jose Hernandez", "Los Primos")
    assert ids(path["nodes"]) == [api.world.id(name) for name in names]
    assert [hop["link"]["type"] for hop in path["hops"]] == ["USES", "USES", "MEMBER_OF"]
    assert path["weakest"] == {"reliability": "C", "credibility": 3}


async def test_reads_share_their_arguments(api: Api) -> None:
    hernandez = api.world.id("Jose Hernandez")
    query = """query($id: ID!, $ids: [ID!]!) {
      all: nodes(ids: $ids) { id }
      b: nodes(ids: $ids, worstReliability: B) { id }
      two: nodes(ids: $ids, worstCredibility: 2) { id }
      either: nodes(ids: $ids, worstReliability: B, includeUnjudged: true) { id }
      witnessed: nodes(ids: $ids, minOrigins: 2) { id }
      before: node(id: $id, asOf: { known: "2024-01-01" }) { id }
      held: neighbours(id: $id, asOf: { valid: "2023-05-10" }, links: [MEMBER_OF]) { edges { node { label } } }
      late: neighbours(id: $id, asOf: { valid: "2023-07-10" }, links: [MEMBER_OF]) { edges { node { label } } } }"""
    asked = [hernandez, api.world.id("Ana Lopez"), api.world.id("account")]
    data = await api.ask(query, id=hernandez, ids=asked)
    assert ids(data["all"]) == asked
    assert ids(data["b"]) == ids(data["two"]) == ids(data["witnessed"]) == [hernandez]
    assert ids(data["either"]) == [hernandez, api.world.id("account")]
    assert data["before"] is None
    assert len(data["held"]["edges"]) == 1
    assert data["late"]["edges"] == []
