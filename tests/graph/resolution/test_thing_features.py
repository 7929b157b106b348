"""Bands of networks, agencies, places, vehicles and numbers."""

from __future__ import annotations

import pytest

from graph.batch import resolve
from graph.resolution.compare import compare
from graph.resolution.model import ModelError, model, read_model
from tests.graph.resolution.telling import Report, Told, person, thing


def agency(name: str, **values: str) -> Told:
    return thing("Agency", name, **values)


def network(*names: str) -> Told:
    return thing("CriminalNetwork", *names)


def car(name: str, **values: str) -> Told:
    return thing("Vehicle", name, **values)


CASES: list[tuple[str, Told, Told, str]] = [
    ("two words of their own, two languages", network("Cartel de la Ribera Norte"), network("Ribera Norte Cartel"),
     "merge"),
    ("one common word", network("Los Arrieros"), network("Arrieros"), "possible"),
    ("acronym twice", network("CJNG"), network("CJNG"), "possible"),
    ("acronym and name", network("CRN"), network("Cártel de la Ribera Norte"), "possible"),
    ("acronym with the particle", network("CDP"), network("Cártel del Pinacate"), "possible"),
    ("two languages", network("Cártel del Golfo"), network("Gulf Cartel"), "possible"),
    ("a name that is a word, two languages", network("Los Alacranes"), network("the Scorpions"), "possible"),
    ("two words, two networks", network("Los Alacranes"), network("the Spiders"), "distinct"),
    ("a service by another name", agency("Guardacostas", country="USA"), agency("Coast Guard", country="USA"), "merge"),
    ("one service, two countries", agency("Guardacostas", country="USA"), agency("Guardia Costera", country="COL"),
     "related"),
    ("a state for short", thing("Place", "Oax."), thing("Place", "Estado de Oaxaca"), "possible"),
    ("a town is no state", thing("Place", "Dgo."), thing("Place", "Ciudad Durango"), "distinct"),
    ("an acronym in another order", network("CJNG"), network("Jalisco New Generation Cartel"), "possible"),
    ("beginnings of words", agency("SEDENA"), agency("Secretaría de la Defensa Nacional"), "possible"),
    ("one country, two services", agency("Colombian Navy"), agency("Colombian police"), "distinct"),
    ("one service, two languages", agency("Colombian Navy"), agency("Armada de Colombia"), "possible"),
    ("other networks", network("Los Zanates"), network("Los Tiburoneros"), "distinct"),
    ("one acronym in two countries", agency("FGR", country="MEX"), agency("FGR", country="SLV"), "related"),
    ("one acronym in one country", agency("FGR", country="MEX"), agency("FGR", country="MEX"), "merge"),
    ("one acronym, country unknown", agency("PNC", country="GTM"), agency("PNC"), "possible"),
    ("every country's police", agency("Policía Nacional"), agency("Policía Nacional"), "possible"),
    ("two countries' police", agency("Policía Nacional", country="HND"), agency("Policía Nacional", country="COL"),
     "related"),
    ("one name, two states", thing("Place", "El Oro", admin1="Chiapas"), thing("Place", "El Oro", admin1="Sonora"),
     "related"),
    ("one name, one state", thing("Place", "El Oro", admin1="Chiapas"), thing("Place", "El Oro", admin1="Chiapas"),
     "possible"),
    ("one name and state and country", thing("Place", "El Oro", admin1="Chiapas", country="MEX"),
     thing("Place", "El Oro", admin1="Chiapas", country="MEX"), "merge"),
    ("two ids", thing("Place", "Nogales", gazetteer="gn:4004887"), thing("Place", "Nogales", gazetteer="gn:5306611"),
     "distinct"),
    ("plate alone", car("KXR 4471", plate="USA-TX:KXR4471"), car("KXR-4471", plate="KXR4471"), "possible"),
    ("plate and make", car("Ford", plate="KXR4471", make="Ford"), car("Ford", plate="KXR4471", make="Ford"), "merge"),
    ("plate and colour in two languages", car("white truck", plate="KXR4471"), car("camioneta blanca", plate="KXR4471"),
     "merge"),
    ("plate, other make", car("Ford", plate="KXR4471", make="Ford"), car("Yukon", plate="KXR4471", make="GMC"),
     "distinct"),
    ("look-alike signs", car("auto", plate="KXR4O71"), car("auto", plate="KXR4071"), "possible"),
    ("a sign that was not read", car("auto", plate="KXR4?71"), car("auto", plate="MEX:KXR4471"), "possible"),
    ("another plate", car("white Ford", plate="KXR4471"), car("white Ford", plate="LRD9034"), "distinct"),
    ("described alike", car("white Ford F-250"), car("Ford F-250 blanca"), "possible"),
    ("a model's code", car("white F-250"), car("F250 blanca"), "possible"),
    ("a maker for short", car("VW Jetta"), car("Volkswagen Jetta"), "possible"),
    ("only a colour", car("white van"), car("white truck"), "distinct"),
    ("a number's end", thing("FinancialAccount", number="…4471"), thing("FinancialAccount", number="CARD:551200004471"),
     "possible"),
    ("other number", thing("Phone", number="+528675550143"), thing("Phone", number="+528675550199"), "distinct"),
    ("assumed country", thing("Phone", number="+16335550112"), thing("Phone", number="+526335550112"), "possible"),
    ("tail number", thing("Aircraft", "Cessna", tailNumber="XBTZN"), thing("Aircraft", "XB-TZN", tailNumber="XBTZN"),
     "merge"),
    ("hull number", thing("Vessel", "panga", hullNumber="CF0055ZD"), thing("Vessel", "Lupita", hullNumber="CF0055ZD"),
     "merge"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "band"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_bands_of_things(one: Told, other: Told, band: str) -> None:
    left, right = Report("left", (one,)).profiles()[0], Report("right", (other,)).profiles()[0]
    assert compare(left, right, model()).band == band


def joined(reports: list[Report], line: float = 0.5) -> list[set[str]]:
    """Which documents' first things are one."""
    found = resolve([r.told() for r in reports], line=line)
    groups: dict[str, set[str]] = {}
    for report in reports:
        groups.setdefault(found[report.mention(0).id], set()).add(report.name)
    return sorted(groups.values(), key=sorted)


def test_equal_keys_join_at_once_and_a_partial_number_does_not() -> None:
    phones = [Report(n, (thing("Phone", number="+528675550143"),)) for n in "ab"]
    ending = [Report("c", (thing("Phone", number="…0143"),))]
    assert joined(phones + ending, line=1.0) == [{"a", "b"}, {"c"}]


@pytest.mark.parametrize(
    ("company", "together"),
    [
        ((person("Crescencio Arriaga"),), True),
        ((person("Crescencio"),), False),
        ((person("José Luis Hernández"),), False),
        ((), False),
    ],
)
def test_one_word_or_a_plate_joins_in_known_company_only(company: tuple[Told, ...], together: bool) -> None:
    for told in (network("Los Zarcos"), thing("Vehicle", plate="57AK8R")):
        reports = [Report(n, (told, *company)) for n in "ab"]
        assert (joined(reports, line=1.0) == [{"a", "b"}]) is together


def test_two_events_of_one_day_place_and_participant_are_shown_but_not_joined() -> None:
    def seizure(name: str) -> Report:
        place = thing("Place", "Hopedale", gazetteer="gn:1")
        told = (thing("Event", "seizure", kind="seizure", date="2024-01-05"), place, person("Héctor Salinas Guerra"))
        return Report(name, told, (("occurredAt", 0, 1), ("participatedIn", 2, 0)))

    left, right = seizure("a").profiles()[0], seizure("b").profiles()[0]
    assert compare(left, right, model()).band == "possible"
    assert joined([seizure("a"), seizure("b")], line=1.0) == [{"a"}, {"b"}]


@pytest.mark.parametrize(
    ("counts", "band"), [(("137", "137"), "possible"), (("137", "140"), "distinct"), (("7", "7"), "distinct")]
)
def test_two_agencies_count_of_one_event_is_shown_and_the_groups_stay_two(counts: tuple[str, str], band: str) -> None:
    def rescue(name: str, agency: str, count: str) -> Report:
        place = thing("Place", "Hopedale", gazetteer="gn:1")
        event = thing("Event", "rescue", kind="rescue", date="2024-01-05")
        group = thing("PopulationGroup", f"{count} migrants", estimate=f"{count}/{count}/{count}")
        return Report(name, (event, place, group), (("occurredAt", 0, 1), ("participatedIn", 2, 0)), agency=agency)

    reports = [rescue("a", "CBP", counts[0]), rescue("b", "FGR", counts[1])]
    left, right = (next(p for p in r.profiles() if p.type == "Event") for r in reports)
    assert compare(left, right, model()).band == band
    found = resolve([r.told() for r in reports], line=0.0)
    assert len({found[r.mention(2).id] for r in reports}) == 2


def test_population_groups_never_meet_across_documents() -> None:
    told = (thing("PopulationGroup", "137 Guatemalan nationals"),)
    assert joined([Report("a", told), Report("b", told)], line=0.0) == [{"a"}, {"b"}]


GOOD = """
version: "0"
why: for a test
prior: -8
bands: {merge: 0.999, possible: 0.5}
clip: 12
hard: -20
margin: 4
cap: 60
generic: 5
calibration: {why: for a test, one_thing: {0: 0.1, 0.5: 0.8}}
features:
  nickname: {same: 7}
  network: {same: 3}
types:
  Person:
    why: for a test
    families:
      name: {features: [nickname]}
      context: {features: [network]}
    merge: [{nickname: [same], network: [same]}]
    families_to_merge: 2
"""


@pytest.mark.parametrize(
    ("right", "wrong", "tells"),
    [
        ("prior: -8", "", "prior"),
        ("nickname: {same: 7}", "nickname: {equal: 7}", "nickname"),
        ("network: {same: 3}", "gait: {same: 3}", "gait"),
        ("merge: 0.999", "merge: 0.4", "bands"),
        ("merge: [{nickname: [same], network: [same]}]", "merge: [{nickname: [same]}]", "families"),
        ("{nickname: [same], network", "{nickname: [equal], network", "nickname"),
        ("    why: for a test", "", "why"),
        ("{0: 0.1, 0.5", "{0.5", "calibration"),
        ("generic: 5", "generic: 0", "generic"),
        ("hard: -20", "hard: 20", "hard"),
        ("margin: 4", "margin: -1", "margin"),
        ("margin: 4", "margin: four", "margin"),
        ("clip: 12", "clip: 0", "clip"),
        ("cap: 60", "cap: 0", "cap"),
    ],
)
def test_a_wrong_model_is_refused_and_the_entry_named(right: str, wrong: str, tells: str) -> None:
    assert read_model(GOOD, where="model.yaml").version == "0"
    with pytest.raises(ModelError) as refused:
        read_model(GOOD.replace(right, wrong), where="model.yaml")
    assert tells in str(refused.value)


def test_the_model_tells_how_often_it_was_right() -> None:
    told = read_model(GOOD, where="model.yaml")
    assert [told.observed(p) for p in (0.0, 0.49, 0.5, 1.0)] == [0.1, 0.1, 0.8, 0.8]
    assert model().observed(0.9995) > model().observed(0.6)
