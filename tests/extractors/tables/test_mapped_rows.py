"""A row through a mapping: its document, mentions, claims with their cells, losses, rejections, ids."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from extractors.default import default_configuration
from extractors.pipeline import extract
from extractors.readers.base import Reading, Rejected
from ontology.loader import schema
from tests.extractors.tables.tabled import cells, read, readings, said

MAPPING = """
mapping: people
version: "1"
why: For the tests.
columns:
  nr: [no]
  name: [nombre]
  surname: [apellidos]
  alias: [apodos]
  born: [nacimiento]
  phones: [teléfonos]
  network: [grupo]
  role: [función]
  since: [desde]
  until: [hasta]
  grade: [evaluación]
  seen: [fecha]
  notes: [notas]
absent: ["S/D"]
row: {id: [nr], required: [name]}
metadata:
  reliability: {column: grade, pattern: '^(?P<value>[A-F])'}
  credibility: {column: grade, pattern: '(?P<value>[1-6])$'}
  date: {column: seen, order: dmy}
free_text: [notes]
mentions:
  person:
    type: Person
    at: name
    properties:
      name: {column: [name, surname]}
      alias: {column: alias, separator: /}
      birthDate: {column: born, order: dmy}
      sex: {constant: female}
  phone:
    type: Phone
    at: {column: phones, separator: /}
    properties: {number: {column: self, country: MX}}
  network:
    type:
      - {is: CriminalNetwork, matches: '^Los '}
      - {is: Organization}
    at: network
    properties: {name: self}
links:
  phone: {link: uses, subject: person, object: phone}
  network:
    link: memberOf
    subject: person
    object: network
    qualifiers: {function: {column: role, codes: {lookout: [halcón]}}}
    since: {column: since, order: dmy}
    until: {column: until, order: dmy}
"""
HEADER = "No,Nombre,Apellidos,Apodos,NACIMIENTO,Telefonos,Grupo,Funcion,Desde,Hasta,Evaluacion,Fecha,Notas,Color"
ROW = (
    "7,Rosa,Villa Paz,La Flaca / Rosi,03/04/1990,867 555 0133/8995550177,Los Primos,halcón,2021,,"
    "B2,1/2/2024,Vista en Reynosa.,azul"
)
WHOLE = {
    ("Person", "Rosa", "name", "rosa villa paz"),
    ("Person", "Rosa", "alias", "la flaca"),
    ("Person", "Rosa", "alias", "rosi"),
    ("Person", "Rosa", "birthDate", "1990-04-03"),
    ("Person", "Rosa", "sex", "female"),
    ("Phone", "867 555 0133", "number", "+528675550133"),
    ("Phone", "867 555 0133", "country", "MEX"),
    ("Phone", "8995550177", "number", "+528995550177"),
    ("Phone", "8995550177", "country", "MEX"),
    ("CriminalNetwork", "Los Primos", "name", "los primos"),
    ("Person", "Rosa", "uses", "867 555 0133"),
    ("Person", "Rosa", "uses", "8995550177"),
    ("Person", "Rosa", "memberOf", "Los Primos", "function lookout", "2021-01-01/.."),
}


@pytest.fixture
def mapping(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = tmp_path_factory.mktemp("mapping") / "people.yaml"
    file.write_text(MAPPING, "utf-8")
    return str(file)


def table(folder: Path, *rows: str) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join([HEADER, *rows]) + "\n", "utf-8")
    return path


def test_a_row_is_a_document_of_its_cells(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW), mapping)
    document = found.document
    assert document.text.splitlines()[:3] == ["No: 7", "Nombre: Rosa", "Apellidos: Villa Paz"]
    assert "Color: azul" in document.text, "a column that nothing reads stands in the text"
    assert {document.text[p.start : p.end] for p in document.parts} == set(ROW.split(",")) - {""}
    assert [p.name for p in document.parts][:3] == ["A2", "B2", "C2"]
    assert (document.given_id, found.row, document.reliability, document.credibility) == ("7", "row 2", "B", 2)
    assert document.report_date is not None
    assert document.report_date.normal == "2024-02-01"


def test_claims_and_the_cells_they_rest_on(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW), mapping)
    assert said(found) == WHOLE
    assert cells(found, "name")[0] == ["B2", "C2"]
    assert cells(found, "birthDate") == [["B2", "E2"]]
    assert cells(found, "sex") == [["B2"]]
    assert cells(found, "memberOf") == [["B2", "G2", "H2", "I2"]]
    assert found.notes == ()


def test_every_value_is_in_the_form_of_its_property(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW), mapping)
    assert found.told
    for s in found.told.statements:
        if s.value:
            assert schema().types[found.told.mentions[s.subject].type].properties[s.predicate].fits(s.value.normal)


def test_the_same_claims_from_a_workbook_and_from_json_lines(tmp_path: Path, mapping: str) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet
    sheet.append(["Lista de personas"])
    sheet.append(HEADER.split(","))
    sheet.append(ROW.split(","))
    book.save(tmp_path / "people.xlsx")
    (found,) = readings(tmp_path / "people.xlsx", mapping)
    assert said(found) == WHOLE
    assert cells(found, "birthDate") == [["Sheet!B3", "Sheet!E3"]]
    row = dict(zip(HEADER.split(","), ROW.split(","), strict=True))
    (tmp_path / "people.jsonl").write_text(json.dumps({**row, "Hasta": None}), "utf-8")
    (found,) = readings(tmp_path / "people.jsonl", mapping)
    assert said(found) == WHOLE
    assert cells(found, "birthDate") == [["Nombre", "NACIMIENTO"]]


def test_extraction_gives_these_claims_and_those_of_the_free_text(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW), mapping)
    extraction = extract(found.document, default_configuration(), told=found.told)
    text = found.document.text
    spans = {m.id: text[m.start : m.end] for m in extraction.mentions}
    told = [c for c in extraction.claims if c.extractor == "mapping:people"]
    other = [c for c in extraction.claims if c.extractor != "mapping:people"]
    assert {c.version for c in told} == {"1"}
    assert {spans[c.subject] for c in told} == {"Rosa", "867 555 0133", "8995550177", "Los Primos"}
    assert "Reynosa" in {spans[c.subject] for c in other}
    notes = text.index("Vista en Reynosa.")
    assert all(notes <= s and e <= notes + len("Vista en Reynosa.") for c in other for s, e in c.evidence)
    assert "mapping:people@1" in extraction.extractors
    assert default_configuration().parts[0] in extraction.extractors


def test_without_free_text_only_the_mapping_runs(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW.replace("Vista en Reynosa.", "")), mapping)
    extraction = extract(found.document, default_configuration(), told=found.told)
    assert extraction.extractors == ("mapping:people@1",)
    assert found.told
    assert extraction.configuration == found.told.digest


def test_a_value_that_cannot_be_read_is_lost_alone_and_named(tmp_path: Path, mapping: str) -> None:
    row = ROW.replace("03/04/1990", "31/31/1990").replace("8995550177", "no tiene").replace("halcón", "jefe")
    (found,) = readings(table(tmp_path, row), mapping)
    assert said(found) == {s for s in WHOLE if s[2] not in ("birthDate", "memberOf") and "8995550177" not in s} | {
        ("Person", "Rosa", "memberOf", "Los Primos", "2021-01-01/.."),
        ("Person", "Rosa", "uses", "no tiene"),
    }
    assert [note.partition(": cannot")[0] for note in found.notes] == [
        "E2: '31/31/1990' is left out", "F2: 'no tiene' is left out", "H2: 'jefe' is left out",
    ]  # fmt: skip


def test_a_row_without_what_is_required_is_rejected_with_its_place(tmp_path: Path, mapping: str) -> None:
    first, second, third = read(table(tmp_path, ROW, "8,S/D" + "," * 12, "9,x"), mapping)
    assert isinstance(first, Reading)
    assert second == Rejected(str(tmp_path / "people.csv"), "8", "name is required and there is nothing in it",
                              "row 3: B3", "row 3")  # fmt: skip
    assert isinstance(third, Rejected)
    assert (third.place, third.reason.split(" (")[0]) == ("row 4", "2 cells under 14 columns")


def test_a_column_of_metadata_that_is_wrong_rejects_the_row(tmp_path: Path, mapping: str) -> None:
    (found,) = read(table(tmp_path, ROW.replace("1/2/2024", "mañana")), mapping)
    assert isinstance(found, Rejected)
    assert found.place == "row 2: date"


def test_the_first_type_that_fits_is_taken(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW.replace("Los Primos", "Banco Sur")), mapping)
    assert ("Organization", "Banco Sur", "name", "banco sur") in said(found)


def test_dates_in_the_wrong_order_are_left_out(tmp_path: Path, mapping: str) -> None:
    (found,) = readings(table(tmp_path, ROW.replace("2021,,", "2021,2019,")), mapping)
    assert ("Person", "Rosa", "memberOf", "Los Primos", "function lookout") in said(found)
    assert found.notes == ("memberOf: it ends 2019-12-31, before it starts 2021-01-01: both dates are left out",)


def test_a_date_of_two_days_is_left_out_with_what_mends_it(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("nombre,fecha de nacimiento\nAna Lobo,05/12/1980\nEva Sol,31/12/80\n", "utf-8")
    two, none = (found.notes[0] for found in readings(path, "persons"))
    assert two.endswith(
        "cannot be read as birthDate (date); it may be two days: say `order: dmy` or `mdy` in the mapping"
    )
    assert none.endswith("cannot be read as birthDate (date)")


def test_ids_do_not_depend_on_the_place_of_a_row(tmp_path: Path, mapping: str) -> None:
    nameless = ROW.replace("7,", ",", 1)
    alone = readings(table(tmp_path, nameless), mapping)[0].document
    later = readings(table(tmp_path, ROW, nameless), mapping)[1].document
    assert alone.id == later.id
    assert alone.given_id == f"people.csv#{alone.sha256[:12]}"
    assert readings(table(tmp_path, nameless.replace("azul", "rojo")), mapping)[0].document.id != alone.id


def test_the_country_of_the_source_reads_bare_numbers(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("phone,name\n310 555 0177,Ana\n", "utf-8")
    (there,) = readings(path, "phones", country="CO")
    assert ("Phone", "310 555 0177", "number", "+573105550177") in said(there)
    assert ("Phone", "310 555 0177", "assumed", "yes") in said(there)


def test_a_sidecar_names_the_mapping_of_one_table(tmp_path: Path, mapping: str) -> None:
    table(tmp_path, ROW)
    (tmp_path / "phones.csv").write_text("phone,name\n+52 867 555 0133,Ana\n", "utf-8")
    (tmp_path / "people.csv.yaml").write_text("mapping: here.yaml\n", "utf-8")
    (tmp_path / "here.yaml").write_text(MAPPING, "utf-8")
    found = {r.path.rpartition("/")[2]: r for r in read(tmp_path, "phones")}
    assert isinstance(found["people.csv"], Reading)
    assert said(found["people.csv"]) == WHOLE
    assert isinstance(found["phones.csv"], Reading)
    assert isinstance(found["here.yaml"], Rejected)


def test_a_table_without_a_mapping_is_rejected(tmp_path: Path) -> None:
    (found,) = read(table(tmp_path, ROW), None)
    assert isinstance(found, Rejected)
    assert "needs a mapping" in found.reason


def test_a_table_without_the_mappings_columns_is_rejected(tmp_path: Path, mapping: str) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    (found,) = read(path, mapping)
    assert isinstance(found, Rejected)
    assert "no header for the mapping people" in found.reason
