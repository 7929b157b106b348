from __future__ import annotations

import io
import json
import zipfile

import pytest

from graph.exports.csv_flavours import write_gephi, write_neo4j
from tests.graph.exports.reading import claims_of, rows
from tests.graph.exports.rich import BANNER, CLAIMS, DOCUMENTS, rich

MACHINE, SPREADSHEET = b"".join(write_neo4j(rich())), b"".join(write_gephi(rich()))


def file(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_headers_of_neo4j_admin() -> None:
    nodes, edges = (file(MACHINE, name).splitlines()[0].split(",") for name in ("nodes.csv", "edges.csv"))
    assert nodes[:2] == ["id:ID", ":LABEL"]
    assert edges[:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert {"claims:string[]", "origins:long", "year:double", "birthDate"} <= set(nodes)
    assert {"symmetric:boolean", "valid:string[]", "when"} <= set(edges)
    labels = {row["id:ID"]: row[":LABEL"] for row in rows(MACHINE, "nodes.csv")}
    assert labels["m2"] == "Entity;CriminalNetwork"
    assert {row[":TYPE"] for row in rows(MACHINE, "edges.csv")} == {"MEMBER_OF", "ASSOCIATE_OF", "CONTACTED"}


def test_headers_of_gephi() -> None:
    assert file(SPREADSHEET, "nodes.csv").startswith("\ufeffId,Label,")  # by the mark a spreadsheet knows UTF-8
    assert file(SPREADSHEET, "edges.csv").startswith("\ufeffSource,Target,Type,Kind,Id,Label,")
    assert {row["Type"] for row in rows(SPREADSHEET, "edges.csv")} == {"Directed", "Undirected"}


@pytest.mark.check(35)
def test_formulas_are_defused_in_the_spreadsheet_and_only_there() -> None:
    shown = {row["Id"]: row for row in rows(SPREADSHEET, "nodes.csv")}
    assert shown["m2"]["Label"] == '\'=HYPERLINK("http://x")'
    assert shown["m5"]["number"] == "'+525512345678"
    assert shown["m7"]["name"] == "'@ana"
    assert shown["m6"]["colour"].startswith("'-rojo")
    kept = {row["id:ID"]: row for row in rows(MACHINE, "nodes.csv")}
    assert kept["m2"]["label"] == '=HYPERLINK("http://x")'
    assert kept["m5"]["number"] == "+525512345678"


def test_every_row_bears_the_marking_and_the_text_begins_and_ends_with_it() -> None:
    for data in (MACHINE, SPREADSHEET):
        for name in ("nodes.csv", "edges.csv"):
            assert {row["banner"] for row in rows(data, name)} == {BANNER}
        text = file(data, "read-me.txt").strip().split("\n")
        assert text[0] == text[-1] == BANNER
        assert "purpose: line 4 <&>" in text


@pytest.mark.parametrize("data", [MACHINE, SPREADSHEET])
def test_where_claims_come_from_lies_beside(data: bytes) -> None:
    told = [json.loads(line) for line in file(data, "provenance.jsonl").splitlines()]
    assert told[0]["banner"] == BANNER
    documents = {t["id"]: t for t in told if t["record"] == "document"}
    assert documents[DOCUMENTS[0].id]["sha256"] == DOCUMENTS[0].sha256
    claims = {t["claim"]: t for t in told if t["record"] == "claim"}
    claim = CLAIMS[3]
    assert claims[claim.id]["document"] == claim.document
    assert claims[claim.id]["spans"] == [[9, 11], [40, 44]]
    assert (claims[claim.id]["extractor"], claims[claim.id]["version"]) == ("person:J. Ruiz", "1.1")
    assert claims.keys() == claims_of(rich())


@pytest.mark.check(35)
def test_names_and_times_inside_the_archive_are_ours() -> None:
    with zipfile.ZipFile(io.BytesIO(MACHINE)) as archive:
        infos = archive.infolist()
    assert [i.filename for i in infos] == ["nodes.csv", "edges.csv", "provenance.jsonl", "read-me.txt"]
    assert {(i.date_time, i.compress_type, i.create_system) for i in infos} == {((1980, 1, 1, 0, 0, 0), 0, 3)}
