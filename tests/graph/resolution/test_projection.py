"""Rows of the projection: ids, supports, values and links as the model lays them down."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from graph.access import Visibility
from graph.fuse import fuse
from graph.open import open_store
from graph.store import Store
from graph.views import EntityView, LinkView
from ontology.ids import content_id
from tests.graph.resolution.telling import TODAY, Report, Told, load, person, thing

PHONES = (thing("Phone", number="+528675550143"), thing("Phone", number="+528675550199"))
CALL = (("contacted", 0, 1),)
SALINAS = person("Héctor Salinas Guerra", birthDate="1981-04-14")


async def seen(store: Store) -> tuple[dict[str, EntityView], list[LinkView]]:
    view = Visibility(frozenset(await store.classes()), TODAY)
    return {e.id: e async for e in store.iterate(view)}, [link async for link in store.iterate_links(view)]


async def graph(folder: Path, *reports: Report) -> tuple[dict[str, EntityView], list[LinkView]]:
    store = open_store(f"sqlite:{folder / 'graph.db'}")
    try:
        await load(store, reports)
        await fuse(store)
        return await seen(store)
    finally:
        await store.close()


async def test_an_entity_bears_the_id_of_its_first_member_by_received_date_then_mention(tmp_path: Path) -> None:
    later = Report("a", (SALINAS,), received=date(2024, 3, 1))
    first = Report("b", (SALINAS,), received=date(2023, 3, 1))
    entities, _ = await graph(tmp_path, later, first)
    assert list(entities) == [first.mention(0).id]
    (entity,) = entities.values()
    assert entity.members == (first.mention(0).id, later.mention(0).id)
    assert entity.basis.origins == 2
    assert entity.basis.known_from == date(2023, 3, 1)


async def test_a_name_is_what_the_mention_says_and_a_nickname_is_an_alias(tmp_path: Path) -> None:
    told = person("Héctor Salinas Guerra", "El Tigre", "Héctor")
    entities, _ = await graph(tmp_path, Report("a", (told,)))
    (entity,) = entities.values()
    assert [v.normal for v in entity.values["name"]] == ["hector salinas guerra"]
    assert {v.normal for v in entity.values["alias"]} == {"el tigre", "hector"}
    assert entity.label == "Héctor Salinas Guerra"


async def test_a_plate_is_no_name_beside_itself(tmp_path: Path) -> None:
    entities, _ = await graph(tmp_path, Report("a", (Told("Vehicle", ("KXR 4471",), {"plate": "KXR4471"}),)))
    (entity,) = entities.values()
    assert set(entity.values) == {"plate"}


async def test_values_that_differ_stay_side_by_side_each_with_its_claims(tmp_path: Path) -> None:
    phone = PHONES[0]
    told = [
        Report(n, (person("Ana Ruiz Paz", sex=s), phone), (("uses", 0, 1),))
        for n, s in (("a", "female"), ("b", "female"))
    ]
    entities, _ = await graph(tmp_path, *told)
    (ana,) = [e for e in entities.values() if e.type == "Person"]
    (value,) = ana.values["sex"]
    assert value.basis.origins == 2
    assert len(value.basis.claims) == 2


async def test_an_occurrence_is_kept_for_each_date_and_a_state_gathers_its_periods(tmp_path: Path) -> None:
    calls = [
        Report(f"c{i}", PHONES, CALL, when=day) for i, day in enumerate(("2024-01-01", "2024-01-02", "2024-01-02"))
    ]
    owner = (person("Ana Ruiz Paz", birthDate="1990-02-03"), PHONES[0])
    uses = [Report(f"u{i}", owner, (("uses", 0, 1),), when=when) for i, when in enumerate(("2023", "2024-01"))]
    entities, links = await graph(tmp_path, *calls, *uses)
    contacted = sorted((link for link in links if link.type == "contacted"), key=lambda link: str(link.when))
    assert [(link.when, link.basis.origins) for link in contacted] == [("2024-01-01", 1), ("2024-01-02", 2)]
    for link in contacted:
        assert link.subject < link.object, "ends of a symmetric link stand in the order of their ids"
        assert link.id == content_id("l", "contacted", link.subject, link.object, None, link.when)
    (state,) = [link for link in links if link.type == "uses"]
    assert state.periods == ("2023", "2024-01")
    assert state.when is None
    assert state.id == content_id("l", "uses", state.subject, state.object, None)
    assert entities[state.object].type == "Phone"


async def test_a_symmetric_link_told_both_ways_is_one(tmp_path: Path) -> None:
    there = Report("there", PHONES, (("contacted", 0, 1),))
    back = Report("back", PHONES, (("contacted", 1, 0),))
    _, links = await graph(tmp_path, there, back)
    assert [link.basis.origins for link in links] == [2]


async def test_a_link_whose_ends_are_one_thing_is_left_out(tmp_path: Path) -> None:
    twin = Report("a", (PHONES[0], PHONES[0]), CALL)
    entities, links = await graph(tmp_path, twin)
    assert len(entities) == 1
    assert not links


async def test_a_value_out_of_form_or_off_the_list_does_not_enter_the_graph(tmp_path: Path) -> None:
    wrong = person("Ana Ruiz Paz", birthDate="spring", sex="unknown")
    entities, _ = await graph(tmp_path, Report("a", (wrong,)), Report("b", (wrong,)))
    assert [set(entity.values) for entity in entities.values()] == [{"name"}, {"name"}]
