"""S5, resolve and undo: a wrong merge is taken back after more merges and thirty reports, as if it had never been."""

from __future__ import annotations

from datetime import date

from api.settings import Settings
from graph.exports.chart import draw
from graph.exports.formats import FORMATS
from graph.judgement import verify_chain
from graph.store import Store
from ontology.loader import schema
from tests.api.conftest import Api, asking, on_both_stores
from tests.api.stories.planting import JUDGE, read_in
from tests.contract.world import World, view

PAIRS = (("owner a", "owner b"), ("Beto", "Alberto"), ("Lalo", "Eduardo"))
FIRST = [f"first {n}" for n in range(6)]
LATER = [f"later {n:02d}" for n in range(30)]
RETRACT = """mutation($id: ID!) { retract(judgementId: $id, reason: "one plate, two trucks", keepApart: true) {
  judgementId keptApart entities { id linkCount } reassigned { claimId entityId }
  ambiguous { mentionId candidates { id score } } } }"""


def yard() -> World:
    """Six reports name a truck's owner or a man each; thirty later ones tell of three networks which use the phones of
    two owners."""
    w = World()
    for number, name in enumerate(FIRST):
        w.report(name, received=date(2024, 1, 1 + number))
    for number, name in enumerate(LATER):
        w.report(name, received=date(2024, 2, 1 + number % 28))
    keys = [key for pair in PAIRS for key in pair]
    for key, report in zip(keys, FIRST, strict=True):
        if key.startswith("owner"):
            w.thing(key, "Person", report, name=f"dueño {key[-1].upper()}")
        else:
            w.thing(key, "Person", report)
    w.thing("+528675550133", "Phone", [FIRST[0], *LATER[:15]])
    w.thing("+528675550134", "Phone", [FIRST[1], *LATER[15:]])
    w.tie("uses", "owner a", "+528675550133", FIRST[0])
    w.tie("uses", "owner b", "+528675550134", FIRST[1])
    for number, name in enumerate(LATER):
        w.thing(f"net {number % 3} in {number}", "CriminalNetwork", name, name=f"Los {'ABC'[number % 3]}")
        phone = "+528675550133" if number < 15 else "+528675550134"
        w.tie("uses", f"net {number % 3} in {number}", phone, name)
    return w


def mention(world: World, key: str) -> str:
    return world.mention(key, world.things[key].documents[0]).id


async def files(store: Store) -> dict[str, bytes]:
    chart = await draw(store, await view(store), schema(), head={})
    return {name: b"".join(format_.write(chart)) for name, format_ in FORMATS.items() if name != "svg"}


async def merged(api: Api, world: World, pairs: tuple[tuple[str, str], ...]) -> list[str]:
    made = []
    for left, right in pairs:
        answer = await api.ask(JUDGE, left=mention(world, left), right=mention(world, right), verdict="SAME")
        made.append(answer["judge"]["judgementId"])
    return made


@on_both_stores
async def test_s5_undo_leaves_no_trace(settings: Settings) -> None:
    world = yard()
    async with asking(settings, World()) as api:
        await read_in(api.store, world, FIRST)
        first, *_ = await merged(api, world, PAIRS)
        together = await api.ask("query($i: ID!) { node(id: $i) { mentionCount } }", i=mention(world, "owner a"))
        assert together["node"]["mentionCount"] == 2
        await read_in(api.store, world, LATER)
        undone = (await api.ask(RETRACT, id=first))["retract"]
        assert undone["keptApart"]
        assert {e["id"] for e in undone["entities"]} == {mention(world, key) for key in PAIRS[0]}
        assert {r["entityId"] for r in undone["reassigned"]} == {mention(world, "owner b")}
        assert undone["ambiguous"] == []
        ledger = await api.store.judgement_ledger()
        assert [j.verdict for j in ledger] == ["same", "same", "same", "retract", "different"]
        assert verify_chain(ledger) is None
        after = await files(api.store)
    assert after == await _control(settings)


async def _control(settings: Settings) -> dict[str, bytes]:
    """The same, had the first merge never been made."""
    world = yard()
    other = Settings(store=f"{settings.store}.control", cursor_key=settings.cursor_key)
    if not settings.store.startswith("sqlite:"):  # one server has one database: the control lies in a file
        other = Settings(store=f"sqlite:{settings.ledger}.control", cursor_key=settings.cursor_key)
    async with asking(other, World()) as api:
        await read_in(api.store, world, FIRST)
        await merged(api, world, PAIRS[1:])
        await read_in(api.store, world, LATER)
        left, right = (mention(world, key) for key in PAIRS[0])
        await api.ask(JUDGE, left=left, right=right, verdict="DIFFERENT")
        return await files(api.store)


async def test_s5_three_merges_are_undone_in_any_order(settings: Settings) -> None:
    world = yard()
    async with asking(settings, World()) as api:
        await read_in(api.store, world, [*FIRST, *LATER])
        before = await files(api.store)
        for order in ((0, 1, 2), (2, 0, 1), (1, 2, 0)):
            chain = await merged(api, world, (("Beto", "Alberto"), ("Alberto", "Lalo"), ("Lalo", "Eduardo")))
            one = await api.ask("query($i: ID!) { node(id: $i) { mentionCount } }", i=mention(world, "Eduardo"))
            assert one["node"]["mentionCount"] == 4
            for place in order:
                await api.ask(
                    'mutation($id: ID!) { retract(judgementId: $id, reason: "four men") { judgementId } }',
                    id=chain[place],
                )
            assert await files(api.store) == before
        assert len(await api.store.judgement_ledger()) == 18


async def test_s5_a_phone_that_three_networks_use_joins_none_of_them(settings: Settings) -> None:
    world = yard()
    async with asking(settings, World()) as api:
        await read_in(api.store, world, [*FIRST, *LATER])
        data = await api.ask(
            """query($i: ID!) { neighbours(id: $i, links: [USES], types: [CriminalNetwork], first: 200) {
              edges { node { id names } } } }""",
            i=mention(world, "+528675550133"),
        )
        names = [tuple(edge["node"]["names"]) for edge in data["neighbours"]["edges"]]
        assert {name for (name,) in names} == {"Los A", "Los B", "Los C"}
