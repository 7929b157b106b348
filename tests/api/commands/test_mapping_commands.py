"""`mapping suggest`, `mapping preview` and `--mapping`: from a table that nobody has described to a graph of it."""

from __future__ import annotations

import contextlib
import io
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook

from api.cli import main
from api.ingest import ingest
from extractors.tables import load
from graph.access import Visibility
from graph.sqlite.store import open_file
from tests.api import faulty_parts

PEOPLE = """\
Folio;Nombre;Apellido Paterno;Apodo;Nacionalidad;Contacto;Grupo;Observaciones;Color favorito
1;Rosa;Villa;La Flaca;mexicana;867 555 0133;Los Primos;Vista en Reynosa.;azul
2;Juan;Prado;;hondureña;+504 9988 7766;;;rojo
3;;Nadie;;;;;;
"""


def run(*arguments: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0), out.getvalue(), err.getvalue()


@pytest.fixture
def people(tmp_path: Path) -> Path:
    (tmp_path / "people.csv").write_text(PEOPLE, "cp1252")
    return tmp_path / "people.csv"


def test_a_suggestion_is_a_mapping_that_reads_its_table(people: Path) -> None:
    code, out, err = run("mapping", "suggest", people)
    assert code == 0
    mapping = load.load("people.yaml", out)
    assert (mapping.name, mapping.id, mapping.free_text) == ("people", ("id",), ("notes",))
    assert set(mapping.columns) == {"id", "name", "surname", "alias", "nationality", "phone", "network", "notes"}
    assert set(mapping.mentions) == {"person", "phone", "network"}
    assert "Contacto: read as phone for the look of its values alone" in err
    assert "read by nothing: Color favorito" in err


def test_a_suggestion_as_json_and_as_a_file(people: Path, tmp_path: Path) -> None:
    code, out, _ = run("mapping", "suggest", people, "--json", "--out", tmp_path / "m.yaml")
    told = json.loads(out)
    assert code == 0
    assert told["mapping"] == (tmp_path / "m.yaml").read_text("utf-8")
    assert told["like"] == "persons"
    assert told["columns"]["phone"] == "Contacto"
    assert (told["guessed"], told["unread"]) == (["phone"], ["Color favorito"])
    code, _, err = run("mapping", "suggest", people, "--out", tmp_path / "m.yaml")
    assert (code, err) == (2, f"linkwright: {tmp_path / 'm.yaml'}: is there already\n")


@pytest.mark.parametrize(
    ("header", "row", "like"),
    [
        ("Placa,Marca,Color,Propietario", "XTR-44-71,Ford,rojo,Ana Luz", "vehicles"),
        ("Teléfono,Usuario", "867 555 0133,Ana Luz", "phones"),
        ("Número A,Número B,Fecha y hora,Oficio", "8675550133,8995550177,2023-05-14 10:00,FGR-1", "call_records"),
        ("Full name,DOB,Passport No.", "Ana Luz,1990-05-14,Z123456", "persons"),
    ],
)
def test_the_shipped_mapping_that_fits_best_is_taken(tmp_path: Path, header: str, row: str, like: str) -> None:
    book = Workbook()
    assert book.active
    book.active.append(["A title above"])
    book.active.append(header.split(","))
    book.active.append(row.split(","))
    book.save(tmp_path / "t.xlsx")
    code, out, _ = run("mapping", "suggest", tmp_path / "t.xlsx", "--json")
    assert code == 0
    assert json.loads(out)["like"] == like
    assert json.loads(out)["unread"] == []


def test_nothing_is_suggested_for_a_table_of_nothing_known(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("colour,size\nred,9\n")
    code, _, err = run("mapping", "suggest", tmp_path / "t.csv")
    assert code == 1
    assert "no shipped mapping fits its columns: colour, size" in err


def test_a_preview_shows_claims_with_their_cells_and_keeps_nothing(people: Path) -> None:
    code, out, err = run("mapping", "preview", people, "--mapping", "persons", "--json", "--rows", 1)
    (row,) = map(json.loads, out.splitlines())
    assert (code, row["row"], row["id"], row["free_text"]) == (0, "row 2", "1", ["H2"])
    assert {"subject": "Rosa", "type": "Person", "predicate": "name", "value": "rosa villa", "cells": ["B2", "C2"]} in (
        row["claims"]
    )
    assert {"subject": "Rosa", "type": "Person", "predicate": "memberOf", "object": "Los Primos",
            "cells": ["B2", "G2"]} in row["claims"]  # fmt: skip
    code, out, err = run("mapping", "preview", people, "--mapping", "persons")
    assert code == 1
    assert "rosa villa" in out
    assert err == f"{people}, row 4: B4: name is required and there is nothing in it\n"


def test_a_wrong_mapping_is_wrong_use(people: Path, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text("mapping: m\nwhy: x\n")
    code, _, err = run("extract", people, "--mapping", tmp_path / "m.yaml")
    assert code == 2
    assert err.startswith(f"linkwright: {tmp_path / 'm.yaml'}:1 columns: 'columns' is missing")


def test_extract_prints_what_the_mapping_tells(people: Path) -> None:
    code, out, _ = run("extract", people, "--mapping", "persons", "--json")
    first, second = map(json.loads, out.splitlines())
    assert code == 1
    assert {m["type"] for m in first["mentions"]} >= {"Person", "CriminalNetwork", "Place"}
    assert [link["type"] for link in first["links"]] == ["memberOf"]
    assert second["links"] == []


async def test_a_table_becomes_a_graph_and_a_changed_mapping_reads_it_again(people: Path, tmp_path: Path) -> None:
    mapping = yaml.safe_load(run("mapping", "suggest", people)[1])
    file = tmp_path / "m.yaml"

    async def load_it(version: str) -> list[tuple[Any, ...]]:
        file.write_text(yaml.safe_dump({**mapping, "version": version}), "utf-8")
        flags = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "mapping": str(file)}
        report = await ingest(
            store, [people], today=date(2026, 3, 1), now=datetime(2026, 3, 1, tzinfo=UTC), flags=flags,
            configuration=faulty_parts.configuration,
        )  # fmt: skip
        return [(r.id, r.state, r.place) for r in report.results]

    store = open_file(tmp_path / "store.db", create=True)
    try:
        kept = [("1", "done", "row 2"), ("2", "done", "row 3"), ("3", "rejected", "row 4: B4")]
        assert await load_it("1") == kept
        assert [r[1] for r in await load_it("1")] == ["unchanged", "unchanged", "rejected"]
        assert await load_it("2") == kept
        view = Visibility(frozenset(await store.classes()), date(2026, 3, 1))
        people_ = [entity async for entity in store.iterate(view, "Person")]
        phones = [entity async for entity in store.iterate(view, "Phone")]
        assert {entity.label for entity in people_} == {"Rosa Villa", "Juan Prado"}
        assert {entity.label for entity in phones} == {"+52 867 555 0133", "+504 9988-7766"}
    finally:
        await store.close()
