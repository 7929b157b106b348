"""S2, a dirty name · S3, expand a phone without drowning · S4, a path in the order of time."""

from __future__ import annotations

from api.settings import Settings
from tests.api.conftest import asking, ids, on_both_stores
from tests.contract.world import World

HUB = 500


@on_both_stores
async def test_s2_a_dirty_name(settings: Settings) -> None:
    w = World()
    for name in ("r1", "r2", "r3"):
        w.report(name)
    w.thing("El Güero", "Person", "r1", name="José Hernández")
    w.says("r1", "El Güero", "alias", "El Güero")
    w.says("r1", "El Güero", "birthDate", "1981", "1981")
    w.thing("the other", "Person", "r2", name="José Hernández")
    w.says("r2", "the other", "birthDate", "1994", "1994")
    w.thing("Pepe", "Person", "r3", name="El Guerrero")
    async with asking(settings, w) as api:
        data = await api.ask(
            """{ search(text: "Jose Hernandes alias El Guero", types: [Person], first: 10) {
              edges { score why { feature query found weight } node { id label personClass ... on Person {
                birthDate { value } } } } counts { type count } } }"""
        )
        first, second = data["search"]["edges"][:2]
        assert first["node"]["id"] == w.id("El Güero")
        assert [(y["query"], y["found"]) for y in first["why"]] == [
            ("Jose Hernandes", "José Hernández"), ("El Guero", "El Güero"),
        ]  # fmt: skip
        assert all(y["feature"] and 0 < y["weight"] <= 100 for y in first["why"])
        assert second["node"]["id"] == w.id("the other")
        assert second["score"] < first["score"]
        assert [b["value"] for b in second["node"]["birthDate"]] == ["1994"]


@on_both_stores
async def test_s3_expand_a_phone(settings: Settings) -> None:
    """The phone called the taxi dispatch, which five hundred others call; a man and a mentioned one use it."""
    w = World()
    w.report("r1", origin="one")
    w.report("r2", origin="two")
    w.report("r3", origin="three", credibility=5)
    w.thing("phone", "Phone", ["r1", "r2", "r3"], name="+528675550133")
    w.thing("taxi", "Phone", ["r1", "r2"], name="+528675550199")
    for number in range(HUB):
        w.thing(f"caller {number}", "Phone", ["r1", "r2"], name=f"+52867556{number:04d}")
        w.tie("contacted", f"caller {number}", "taxi", ["r1", "r2"], when="2021-09-02")
    w.tie("contacted", "phone", "taxi", ["r1", "r2"], when="2021-09-01")
    w.tie("contacted", "phone", "taxi", ["r1", "r2"], when="2021-09-12")
    w.thing("Beto", "Person", ["r1", "r2", "r3"])
    w.thing("Lalo", "Person", ["r1", "r2"], person_class="mentioned")
    w.thing("her phone", "Phone", ["r1", "r2"], name="+528675550177")
    w.thing("only once told", "Person", "r1")
    w.tie("uses", "Beto", "phone", ["r1", "r2"], valid="2021-08-01/..")
    w.tie("uses", "Lalo", "phone", ["r1", "r2"], valid="2021-09")
    w.tie("uses", "Lalo", "her phone", ["r1", "r2"], valid="2021-09")
    w.tie("uses", "only once told", "phone", "r1")
    async with asking(settings, w) as api:
        data = await api.ask(
            """query($phone: ID!) {
              neighbours(id: $phone, first: 1, minOrigins: 2) { counts { link end count } }
              subgraph(seeds: [$phone], hops: 2, links: [CONTACTED, USES, PARTICIPATED_IN], worstCredibility: 3,
                  minOrigins: 2, asOf: { valid: "2021-09-01" }, maxNodes: 200) {
                nodes { id type label personClass }
                links { id type subject object when validFrom validTo claimCount origins }
                truncated { reason limit at } } }""",
            phone=w.id("phone"),
        )
        found = data["subgraph"]
        assert {"link": "CONTACTED", "end": "Phone", "count": 2} in data["neighbours"]["counts"]
        assert found["truncated"] == [{"reason": "hub", "limit": HUB, "at": w.id("taxi")}]
        assert sorted(ids(found["nodes"])) == sorted(w.id(k) for k in ("phone", "taxi", "Beto", "Lalo"))
        calls = [li["when"] for li in found["links"] if li["type"] == "CONTACTED"]
        assert sorted(calls) == ["2021-09-01", "2021-09-12"]
        assert all(li["origins"] == 2 for li in found["links"])
        uses = {li["subject"]: li["validTo"] for li in found["links"] if li["type"] == "USES"}
        assert uses == {w.id("Beto"): None, w.id("Lalo"): "2021-09-30"}


@on_both_stores
async def test_s4_a_path_in_the_order_of_time(settings: Settings) -> None:
    w = World()
    w.report("r1", reliability="B", credibility=2)
    w.report("r2", reliability="C", credibility=4)
    w.thing("guide", "Person", ["r1", "r2"])
    w.thing("collector", "Person", ["r1", "r2"])
    w.thing("one", "Phone", "r1", name="+528675550133")
    w.thing("two", "Phone", ["r1", "r2"], name="+528675550134")
    w.thing("account", "CriminalNetwork", ["r1", "r2"])
    w.thing("crowd", "PopulationGroup", ["r1", "r2"])
    w.thing("Lalo", "Person", ["r1", "r2"], person_class="mentioned")
    w.tie("uses", "guide", "one", "r1", valid="2023-05")
    w.tie("contacted", "one", "two", "r1", when="2023-05-10")
    w.tie("uses", "collector", "two", "r2", valid="2023-05")
    w.tie("paid", "collector", "account", "r1", when="2023-05-20")
    w.tie("paid", "guide", "collector", "r1", when="2023-08-01")
    w.tie("paid", "crowd", "guide", "r1", when="2023-05-02")
    w.tie("paid", "crowd", "account", "r1", when="2023-05-03")
    w.tie("familyOf", "guide", "Lalo", "r1")
    w.tie("paid", "Lalo", "account", "r1", when="2023-09-03")
    async with asking(settings, w) as api:
        data = await api.ask(
            """query($guide: ID!, $account: ID!) { paths(from: $guide, to: $account, maxLength: 5, timeOrdered: true) {
              found { nodes { type personClass } hops { link { type subject object validFrom validTo when }
                  claims { document { id } evidence { quote } } } weakest { reliability credibility } }
              rejected { hops { link { id } } reason } } }""",
            guide=w.id("guide"),
            account=w.id("account"),
        )
        (path,) = data["paths"]["found"]
        assert [hop["link"]["type"] for hop in path["hops"]] == ["USES", "CONTACTED", "USES", "PAID"]
        assert path["weakest"] == {"reliability": "C", "credibility": 4}
        for hop in path["hops"]:
            assert hop["claims"]
            assert all(claim["evidence"][0]["quote"] for claim in hop["claims"])
        (against,) = data["paths"]["rejected"]
        assert (len(against["hops"]), against["reason"]) == (2, "TIME_ORDER")
        assert not {"PopulationGroup"} & {node["type"] for node in path["nodes"]}
        assert "MENTIONED" not in {node["personClass"] for node in path["nodes"]}
