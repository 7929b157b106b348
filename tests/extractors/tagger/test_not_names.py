"""What the tagger takes for a name at the beginning of a sentence, and is none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.tagger.not_names import load, not_names
from extractors.tagger.recogniser import _is_country, find, with_its_quotes, without_tail
from extractors.tagger.tagger import Tagged
from extractors.tagger.wrapped import rejoined
from ontology.errors import PatternError
from tests.extractors.recognisers.recognised import analysed

BEFORE = "La señora Dolores Barrientos Figueroa manifestó que no conoce a Óscar Treviño Garza."


@pytest.mark.parametrize("verb", ["Negó", "Añadió", "Confesó", "Rechazó", "Cobró", "Huyó"])
def test_a_verb_that_begins_a_sentence_is_no_person(verb: str) -> None:
    text = f"{BEFORE} {verb} haber recibido dinero de Treviño Garza en Reynosa."
    persons = [text[f.start : f.end] for f in find(analysed(text, "es")) if f.type == "Person"]
    assert verb not in persons
    assert "Óscar Treviño Garza" in persons


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Negó los hechos.", ["Negó"]),
        ("Nada. «Vio todo.»\nPidió ayuda", ["Pidió"]),
        ("Vio a Bidó y a otros", []),
        ("Bidó Peralta llegó", []),
        ("NEGÓ los hechos", []),
        ("Vive allá. Teme por su hija. Refieren que no.", ["Vive", "Teme", "Refieren"]),
        ("Teme Paz llegó", []),
        ("Ada Roca, NFI, and FNU LNU", ["NFI", "FNU LNU"]),
        ("FNU Roca", ["FNU"]),
        ("La fuente aseguró que no. Luego aseguró una lancha", ["aseguró"]),
        ("VELOCIDAD: 8 NUDOS", ["8 NUDOS"]),
        ("ROL: TESTIGO\nCHATO: ya voy", ["ROL"]),
        ("perito Lic. Ada Roca y Lic por", ["Lic"]),
        ("Motivo: Herida cortante. Dehydration and fever. Dolor Paz llegó", ["Herida", "Dehydration"]),
        ("RP STATES R/O IS OUT", ["RP", "R/O"]),
        ("con su abogado; her lawyer", ["abogado", "lawyer"]),
        ("Nombre\tParentesco", ["Parentesco"]),
        ("AMCIT was hit. BP 98/60. BP agents", ["AMCIT", "BP"]),
        ("fue a los Estados Unidos; the United States", ["Estados Unidos", "United States"]),
        ("ADA ROCA, VENEZOLANA, 29 AÑOS; el Venezolano huyó", ["VENEZOLANA"]),
        ("REPORTANTE: ANÓNIMO. Caller anonymous", ["ANÓNIMO", "anonymous"]),
        ("A CARGO DEL POL. 2DO. ADA ROCA, POL ESTATAL", ["POL"]),
        ("fue levantado el martes por hombres; acta levantada por él", ["levantado"]),
        ("PAPELES EN REGLA, EN GUANTERA UN RADIO. VIVE EN LA LIBERTAD", ["REGLA", "GUANTERA"]),
        ("They charged $8,000 a head, charged twelve to fifteen thousand dollars", ["charged", "charged"]),
        ("were charged with two counts; prosecutors charged two hundred migrants with entry", []),
        ("in the name of his deceased uncle; the deceased mother was found", ["deceased"]),
        ("en agravio de cuatro mujeres", ["en agravio"]),
        ("He confiscated their passports. Agents confiscated their phones. They seized his phone", ["confiscated"]),
        ("les quitaban los pasaportes; le decomisaron el celular", ["quitaban"]),
        ("4 UACs and a USC", ["UACs", "USC"]),
        ("se la alquiló; they leased it", ["alquiló", "leased"]),
        ("DE NO PAGARSE EL RESCATE; el rescate de dos", ["RESCATE"]),
        ("sur l'A25, en la A-7; the A319 landed", ["A25", "A-7"]),
        ("THE MANNER AND MEANS; COUNT ONE", ["MANNER AND MEANS", "COUNT ONE"]),
    ],
)
def test_where_such_a_verb_stands(text: str, found: list[str]) -> None:
    assert [text[start:end] for _, start, end in sorted(not_names(text).spans)] == found


def test_blanks_before_the_number_of_a_file_are_looked_at_once() -> None:
    text = "expediente" + " " * 200_000 + "x"
    assert not not_names(text).beginnings


def test_many_empty_lines_are_looked_at_once() -> None:
    """Where each were looked at from each, this would take ten minutes."""
    text = "\n" * 200_000 + "1\n  Pidió ayuda"
    assert [text[start:end] for _, start, end in not_names(text).spans] == ["Pidió"]


@pytest.mark.parametrize(
    ("type_", "text", "beginning"),
    [
        ("Agency", "LA VÍCTIMA, DE NACIONALIDAD SALVADOREÑA, HABLÓ", "NACIONALIDAD"),
        ("Agency", "el Policía Tercero Juan Ramos", "Policía"),
        ("Person", "el Policía Tercero Juan Ramos", "Tercero"),
        ("Place", "ahi esta Mendoza con la gente", "Mendoza"),
        ("Place", "Ahí está la Ramírez", "Ramírez"),
        ("Person", "was seen in Cd. Mier", "Mier"),
        ("Event", "denunció que fue privada de la libertad", "privada"),
        ("Event", "privaron de la libertad a 19 migrantes", "privaron"),
        ("Event", "He was taken to William Harvey Hospital", "taken"),
        ("Event", "rushed by ambulance to the clinic", "rushed"),
        ("Event", "fue llevada de urgencia al Hospital San José", "llevada"),
        ("Event", "She was taken away in a green truck", "taken"),
        ("Event", "Levamos Bikram ao Hospital de Brasileia", "Levamos"),
        ("Place", "PRIVARON DE LA LIBERTAD A 19 MIGRANTES", "LA"),
        ("Person", 'K9 "Bruno" alerted', "Bruno"),
        ("Event", "two men took her away", "took"),
        ("IdentityDocument", "carpeta de investigación no. 0288-2023-00145", "0288"),
        ("Agency", "con placas 83-AK-9T del Servicio Público Federal", "Servicio"),
        ("Agency", "en la Operación Cóndor II", "Operación"),
        ("Agency", "dubbed Operation Sandbar", "Operation"),
        ("Organization", "Ada Roca (a) La Flaca y Leo Paz", "La"),
        ("Place", "Cabo Roca:\n\nLe informo", "Cabo"),
        ("Money", "médico, colegiado activo no. 14,555", "14"),
        ("Money", "Officer Paz, badge #2,555", "2"),
        ("FinancialAccount", "reported in SAR 31000555447", "31"),
        ("FinancialAccount", "celular 0987 555 204", "0987"),
        ("FinancialAccount", "me marcas al 962 555 2237", "962"),
        ("Phone", "Inmate Reg. No. 48555-079", "48555"),
        ("IdentityDocument", "container seal no. ML-55501", "ML"),
        ("IdentityDocument", "con marchamo HN55501", "HN"),
        ("Date", "Folio: 2022/0955", "2022"),
        ("Date", "expediente no. 2022/114", "2022"),
        ("Date", "FOLIO 911: 2022-0718-4471", "2022"),
        ("Person", "DOB 14-FEB-2001, POB Toledo, Ohio", "POB"),
        ("Organization", "Migrant Ada Roca states", "Migrant"),
        ("Organization", "la Pasajera Ada Roca", "Pasajera"),
        ("Aircraft", "cutter (WPC-1155) on scene", "WPC"),
    ],
)
def test_what_a_beginning_alone_says_is_none(type_: str, text: str, beginning: str) -> None:
    start = text.index(beginning)
    assert not_names(text).holds(type_, start, len(text))
    assert not not_names(text).holds("Vessel", start, len(text))


@pytest.mark.parametrize(
    ("type_", "text", "name"),
    [
        ("Agency", "la Policía Nacional llegó", "Policía"),
        ("Event", "He was taken into custody near the hospital", "taken"),
        ("Event", "taken away in handcuffs", "taken"),
        ("Event", "CBP took away eleven birds", "took"),
        ("Event", "fue llevado al penal", "llevado"),
        ("Event", "taken away by federal agents near the hospital", "taken"),
        ("Event", "taken away by ICE", "taken"),
        ("Event", "taken to the Webb County jail and later to the hospital", "taken"),
        ("Event", "taken to the station for medical screening", "taken"),
        ("IdentityDocument", "oficio\n0801-1990-12345", "0801"),
        ("Place", "la casa esta en Mendoza", "Mendoza"),
        ("Person", "el tramo Tercero Ramos", "Tercero"),
        ("Place", "Cabo Rojo, Puerto Rico", "Cabo"),
        ("Organization", "fue a La Flaca Tours", "La"),
        ("Money", "officer paid 2,555", "2"),
        ("FinancialAccount", "account 31000555447", "31"),
        ("Phone", "registered to 956-555-0182", "956"),
        ("IdentityDocument", "sealed. Passport G55501", "G"),
        ("Date", "since 2022/03/14", "2022"),
        ("Date", "ref: 2022-03-14", "2022"),
        ("Organization", "the Migrant Aid office", "Migrant"),
        ("Organization", "Victims of crime", "Victims"),
        ("Aircraft", "helicopter N155WP", "N155"),
    ],
)
def test_other_names_stay(type_: str, text: str, name: str) -> None:
    assert not not_names(text).holds(type_, text.index(name), len(text))


@pytest.mark.parametrize(("text", "lang"), [('The guide, "Chepe" Lux, led ten people across.', "en"),
                                            ('El guía "Chepe" Lux cruzó con diez personas.', "es")])  # fmt: skip
def test_a_name_that_begins_with_a_nickname_keeps_its_first_quote(text: str, lang: str) -> None:
    persons = [text[f.start : f.end] for f in find(analysed(text, lang)) if f.type == "Person"]
    assert '"Chepe" Lux' in persons
    assert 'Chepe" Lux' not in persons


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ('was "Chepe" Lux', 'Chepe" Lux', '"Chepe" Lux'),
        ("was «Chepe» Lux", "Chepe» Lux", "«Chepe» Lux"),
        ("said ‘Maria O’Brien came’", "Maria O’Brien", "Maria O’Brien"),
        ('said "Juan "Chepe" Lux came"', 'Juan "Chepe" Lux', 'Juan "Chepe" Lux'),
        ('said "Ada Roca"', "Ada Roca", "Ada Roca"),
        ("la lancha 'El Porvenir' falló", "El Porvenir' falló", "El Porvenir"),
        ("the boat 'Ada's Luck' sank", "Ada's Luck", "Ada's Luck"),
        ('la lancha "La Consentida", matrícula', 'lancha "La Consentida', 'lancha "La Consentida"'),
        ("la lancha «La Consentida» zarpó", "lancha «La Consentida", "lancha «La Consentida»"),
        ('the "Sea Breeze" sank', '"Sea Breeze', '"Sea Breeze"'),
        ('they said "Sea Breeze sank', '"Sea Breeze', "Sea Breeze"),
        ('they said " Sea Breeze sank', '" Sea Breeze', "Sea Breeze"),
        ('the Sea Breeze " sank', 'Sea Breeze "', "Sea Breeze"),
        ("the Breeze” sank", "Breeze”", "Breeze"),
        ("the Reyes’ boat", "Reyes’", "Reyes’"),
    ],
)
def test_a_name_has_both_quotes_or_none(text: str, name: str, kept: str) -> None:
    start = text.index(name)
    assert text[slice(*with_its_quotes(text, start, start + len(name)))] == kept


@pytest.mark.parametrize(
    ("spoiled", "told"),
    [
        ([{"type": "Person", "match": "(?P<span>a)"}], "`why`"),
        ([{"type": "Nobody", "match": "(?P<span>a)", "why": "x"}], "no type 'Nobody'"),
        ([{"type": "Person", "match": "(?P<span>a", "why": "x"}], "no regular expression"),
        ([{"type": "Person", "match": "a", "why": "x"}], "no group"),
        ({}, "a list"),
    ],
)
def test_a_wrong_entry_is_named(tmp_path: Path, spoiled: Any, told: str) -> None:
    path = tmp_path / "spoiled.yaml"
    path.write_text(yaml.safe_dump(spoiled), "utf-8")
    with pytest.raises(PatternError, match=r"spoiled\.yaml") as caught:
        load(path)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "lang", "whole"),
    [
        ("He said that\nthe victim, Dulce Maria\nFunez, was held for days in a house.", "en", "Dulce Maria\nFunez"),
        ("Dijo que\nfue contratado por un sujeto de nombre Noé\nTrujillo para llevar a cuatro.", "es", "Noé\nTrujillo"),
        ("ON 14 MAY POST WAS TOLD BY A PREVIOUSLY RELIABLE CONTACT THAT GILMER\nSORIANO, WHO OWNS BUSES, LENDS THEM.",
         "en", "GILMER\nSORIANO"),
    ],
)  # fmt: skip
def test_a_name_goes_on_in_the_next_line_of_wrapped_prose(text: str, lang: str, whole: str) -> None:
    assert whole in [text[f.start : f.end] for f in find(analysed(text, lang)) if f.type == "Person"]


@pytest.mark.parametrize("text", ["NOMBRE: Ever Tum\nLuis Laparra", "Ever Tum\nLuis Laparra\nvive lejos de aquí"])
def test_names_one_a_line_stay_two(text: str) -> None:
    assert "Ever Tum\nLuis Laparra" not in [text[f.start : f.end] for f in find(analysed(text, "es"))]


@pytest.mark.parametrize(
    ("type_", "words", "kept"),
    [
        ("Vehicle", "moto Italika roja sin", "moto Italika roja"),
        ("Vehicle", "red scooter without", "red scooter"),
        ("PopulationGroup", "22 PERSONAS DE NACIONALIDAD ECUATORIANA Y 3", "22 PERSONAS DE NACIONALIDAD ECUATORIANA"),
        ("PopulationGroup", "entre 12 y 15", "entre 12 y 15"),
        ("Person", "Jorge de", "Jorge de"),
        ("Person", "WILMER PAGUADA DNI", "WILMER PAGUADA"),
    ],
)
def test_a_described_thing_ends_with_no_small_word(type_: str, words: str, kept: str) -> None:
    assert without_tail(type_, words) == kept


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("ayer detuvieron a Ever Tum\nLuis Laparra, de aquí,\nque huía.", True),
        ("Nombre: Ever Tum\nLuis Laparra, de aquí,\nque huía.", False),
        ("AYER EN LA TARDE, CERCA DEL PUENTE VIEJO, DETUVIERON A EVER TUM\nLUIS LAPARRA, DE AQUI.", True),
        ("DETUVIERON A EVER TUM\nLUIS LAPARRA, DE AQUI.", False),
    ],
)
def test_halves_are_one_name_in_a_sentence_whose_lines_are_full(text: str, joined: bool) -> None:
    """Behind a label, or where a line in capitals ends long before it is full, they are two names."""
    ends = [(text.lower().index(name), name) for name in ("ever tum", "luis laparra")]
    halves = [Tagged(at, at + len(name), "Person", None, 0.9, 0.9) for at, name in ends]
    assert (len(list(rejoined(text, halves))) == 1) is joined


@pytest.mark.parametrize(("text", "lang"), [("Hola Clarissa Paz: te mando el informe de ayer sobre la avioneta.", "es"),
                                            ("Dear Clarissa Paz, here is the report on the plane.", "en")])  # fmt: skip
def test_a_greeting_is_no_part_of_a_name(text: str, lang: str) -> None:
    persons = [text[f.start : f.end] for f in find(analysed(text, lang)) if f.type == "Person"]
    assert "Clarissa Paz" in persons


@pytest.mark.parametrize(
    ("words", "dropped"),
    [("Suriname", True), ("le Suriname", True), ("Honduras", True), ("Los Zetas", False), ("Cañada", False)],
)
def test_a_country_is_no_network_and_no_agency(words: str, dropped: bool) -> None:
    assert _is_country("CriminalNetwork", words) is dropped
    assert _is_country("Agency", words) is dropped
    assert not _is_country("Place", words)
