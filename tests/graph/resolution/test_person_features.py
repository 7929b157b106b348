"""What two persons' profiles say to each other: names, bands, and what a name alone never does."""

from __future__ import annotations

from datetime import date

import pytest

from graph.resolution.compare import Evidence, compare
from graph.resolution.model import model
from graph.resolution.names import person_name
from tests.graph.resolution.telling import Report, Told, person, thing

PHONE = thing("Phone", number="+528675550143")
CAR = thing("Vehicle", plate="MEX-TAM:XTR4471")
NETWORK = thing("CriminalNetwork", "Los Zanates")


@pytest.mark.parametrize(
    ("written", "parts", "generation", "nickname"),
    [
        ("José Luis Barragán Ortiz", ("jose", "luis", "barragan", "ortiz"), None, False),
        ("SALINAS GUERRA, Héctor Iván", ("hector", "ivan", "salinas", "guerra"), None, False),
        ("Elizondo, Rogelio (Jr)", ("rogelio", "elizondo"), "junior", False),
        ("Evaristo Cantú padre", ("evaristo", "cantu"), "senior", False),
        ("Pérez Sr.", ("perez",), "senior", True),
        ("Sr. Pérez", ("perez",), None, True),
        ("El Chapulín", ("chapulin",), None, True),
        ("Comandante Rivas Ochoa", ("rivas", "ochoa"), None, False),
        ("Garza-Villegas, Ernesto", ("ernesto", "garza", "villegas"), None, False),
        ("El Viejo", ("viejo",), None, True),
        ("E. Ramírez Lara", ("e", "ramirez", "lara"), None, False),
        ("Don Wilfredo", ("wilfredo",), None, True),
        ("Tía Paz", ("paz",), None, True),
        ("Macario «N»", ("macario",), None, True),
        ("Edgar troca", ("edgar",), None, True),
        ("flaco Librado", ("librado",), None, True),
        ("JUAN pérez, luis", ("luis", "juan", "perez"), None, False),
        ("María de los ángeles", ("maria", "angeles"), None, False),
        ("evaristo cantú", ("evaristo", "cantu"), None, False),
        ("Владимир Пименов", ("vladimir", "pimenov"), None, False),
    ],
)
def test_names_are_read_in_either_order(
    written: str, parts: tuple[str, ...], generation: str | None, nickname: bool
) -> None:
    read = person_name(written)
    assert (read.parts, read.generation, read.nickname) == (parts, generation, nickname)


def met(one: Told, other: Told, beside: tuple[Told, ...] = (), predicate: str = "uses") -> Evidence:
    """Two persons in two documents, each linked there to all that stands beside them."""
    links = tuple((predicate if t.type != "CriminalNetwork" else "memberOf", 0, i + 1) for i, t in enumerate(beside))
    left = Report("left", (one, *beside), links).profiles()[0]
    right = Report("right", (other, *beside), links).profiles()[0]
    return compare(left, right, model())


LONG = "Héctor Iván Salinas Guerra"
CASES: list[tuple[str, Told, Told, tuple[Told, ...], str]] = [
    ("equal long names", person(LONG), person("SALINAS GUERRA, HECTOR IVAN"), (), "possible"),
    ("equal short names", person("Ana Ruiz"), person("Ana Ruiz"), (), "possible"),
    ("a missing maternal surname", person("José Barragán"), person("José Luis Barragán Ortiz"), (), "possible"),
    ("another maternal surname", person("Luis Hernández Macías"), person("Luis Hernández Prado"), (), "distinct"),
    ("another name", person("Ana Ruiz"), person("Pedro Lara Vidal"), (), "distinct"),
    ("typing error", person("Martín Quiñones Ortiz"), person("Martin Quinonez Ortiz"), (), "possible"),
    ("initials", person("H. I. Salinas Guerra"), person(LONG), (), "possible"),
    ("short form", person("Nacho Palafox Mungaray"), person("Ignacio Palafox Mungaray"), (), "possible"),
    ("a part of a name", person("Salinas"), person(LONG), (), "possible"),
    ("another part", person("Garza"), person(LONG), (), "distinct"),
    ("short form alone", person("Nacho"), person("Ignacio Palafox Mungaray"), (), "distinct"),
    ("two parts of one name", person("Melvin Turcios"), person("Turcios Lagos"), (), "distinct"),
    ("an epithet makes no full name", person("Tía Paz"), person("Oneyda Sarahí Paz Barahona"), (), "possible"),
    ("where he is found is no surname", person("Edgar troca"), person("Edgar Villarreal Soto"), (), "possible"),
    ("a nickname by another letter", person("El Compadre"), person("La Comadre"), (), "distinct"),
    ("a nickname as it sounds", person("El Chivo"), person("El Chibo"), (), "possible"),
    ("one nickname", person("El Güero"), person("El Güero"), (), "possible"),
    ("name and birth date", person(LONG, birthDate="1981-04-14"), person(LONG, birthDate="1981-04-14"), (), "merge"),
    ("short name and birth", person("Ana Ruiz", birthDate="1981-04-14"), person("Ana Ruiz", birthDate="1981-04-14"),
     (), "merge"),
    ("name and birth year", person(LONG, birthDate="1981"), person(LONG, birthDate="1981"), (), "possible"),
    ("name, other birth date", person(LONG, birthDate="1981-04-14"), person(LONG, birthDate="1979-11-02"), (),
     "related"),
    ("day and month swapped", person(LONG, birthDate="1981-04-05"), person(LONG, birthDate="1981-05-04"), (),
     "possible"),
    ("name, other sex", person("Guadalupe Ríos Paz", sex="male"), person("Guadalupe Ríos Paz", sex="female"), (),
     "related"),
    ("father and son", person("Rogelio Elizondo Sr."), person("Rogelio Elizondo Jr."), (), "related"),
    ("father and son with a phone", person("Rogelio Elizondo Sr."), person("Rogelio Elizondo Jr."), (PHONE,),
     "related"),
    ("father, and one of the two", person("Rogelio Elizondo padre"), person("Rogelio Elizondo"), (), "distinct"),
    ("only a phone", person("Ana Ruiz Paz"), person("Pedro Lara Vidal"), (PHONE,), "related"),
    ("only phone and car", person("Ana Ruiz Paz"), person("Pedro Lara Vidal"), (PHONE, CAR), "related"),
    ("nickname and phone", person("El Güero"), person("El Güero"), (PHONE,), "possible"),
    ("name and phone", person(LONG), person(LONG), (PHONE,), "merge"),
    ("a father's phone, and a son of his name", person("Héctor Salinas"), person("Héctor Salinas"), (PHONE,),
     "possible"),
    ("a phone, one second surname left out", person("Héctor Iván Salinas"), person(LONG), (PHONE,), "possible"),
    ("name and car", person(LONG), person(LONG), (CAR,), "merge"),
    ("name and network", person(LONG), person(LONG), (NETWORK,), "possible"),
    ("name and nickname", person(LONG, "El Tigre"), person(LONG, "El Tigre"), (), "merge"),
    ("name, nickname and network", person(LONG, "El Tigre"), person(LONG, "El Tigre"), (NETWORK,), "merge"),
    ("nickname and network", person("El Tigre"), person("El Tigre"), (NETWORK,), "possible"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "beside", "band"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_bands_of_persons(one: Told, other: Told, beside: tuple[Told, ...], band: str) -> None:
    assert met(one, other, beside).band == band


def test_the_order_of_the_two_does_not_matter() -> None:
    left = Report("left", (person(LONG, "El Tigre"),)).profiles()[0]
    right = Report("right", (person("Hector Salinas"),)).profiles()[0]
    assert compare(left, right, model()) == compare(right, left, model())


def test_an_identity_number_in_both_merges_with_the_name_and_another_holds_apart() -> None:
    curp = thing("IdentityDocument", number="MX-CURP:LGSN810414HDFRRL05")
    other = thing("IdentityDocument", number="MX-CURP:PEXJ790101HDFRRL09")
    assert met(person(LONG), person("Hector Salinas"), (curp,)).band == "merge"
    left = Report("left", (person(LONG), curp), (("uses", 0, 1),)).profiles()[0]
    right = Report("right", (person(LONG), other), (("uses", 0, 1),)).profiles()[0]
    assert compare(left, right, model()).band == "related"


@pytest.mark.parametrize(("link", "band"), [("uses", "merge"), ("contacted", "possible")])
def test_a_number_that_was_dialed_is_not_the_callers(link: str, band: str) -> None:
    told = (person(LONG), PHONE)
    caller = Report("left", told, ((link, 0, 1),)).profiles()[0]
    bearer = Report("right", told, (("uses", 0, 1),)).profiles()[0]
    assert compare(caller, bearer, model()).band == band


def test_no_machine_merges_a_protected_person() -> None:
    told = (person(LONG, birthDate="1981-04-14"),)
    left = Report("left", told, protected_codes=("JUV",)).profiles()[0]
    right = Report("right", told, received=date(2024, 2, 1)).profiles()[0]
    assert compare(left, right, model()).band == "possible"


@pytest.mark.parametrize(("role", "band"), [("victim", "possible"), ("suspect", "merge")])
def test_no_machine_merges_a_victim(role: str, band: str) -> None:
    told = (person(LONG, birthDate="1981-04-14"), thing("Event", "rescue", kind="rescue"))
    left, right = (Report(n, told, ((f"participatedIn:{role}", 0, 1),)).profiles()[0] for n in ("left", "right"))
    assert compare(left, right, model()).band == band


def test_the_name_family_alone_stays_below_the_merge_line() -> None:
    name = next(f for f in model().types["Person"].families if f.name == "name")
    assert name.cap is not None
    assert model().posterior(model().prior + name.cap) < model().merge


def test_every_term_explains_itself() -> None:
    evidence = met(person(LONG, "El Tigre"), person(LONG, "El Tigre"), (NETWORK, PHONE))
    assert {"person_name", "nickname", "network", "phone"} <= {t.feature for t in evidence.terms}
    assert all(t.why and t.left and t.right for t in evidence.terms)
    assert evidence.bits == pytest.approx(evidence.prior + sum(counted for _, counted, _ in evidence.families))
