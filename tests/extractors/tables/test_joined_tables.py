"""Files joined to one: invented rows in the shape of OFAC's SDN, ALT and ADD."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers.base import Reading, Rejected
from tests.extractors.tables.tabled import read, said

SDN = """\
101,"QUISPE LOZA, Ramon Inventado",individual,TCO,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 31 Jul 1964; alt. DOB circa 1965; POB Nowhere; nationality Mexico; Gender Male; Passport Z0112233 (Mexico); a.k.a. 'EL INVENTADO'; Linked To: TRANSPORTES FALSOS, S.A. DE C.V.; Linked To: LOS NADIES."
102,"TRANSPORTES FALSOS, S.A. DE C.V.",-0- ,SDNTK,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"R.F.C. TFA010101AB1 (Mexico); Linked To: QUISPE LOZA, Ramon Inventado."
103,LOS NADIES,-0- ,TCO,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0-
\x1a
"""  # noqa: E501  rows as they are
ALT = """\
101,1,aka,"QUISPE, Moncho",-0-
103,2,fka,NADIE ORGANIZATION,-0-
999,3,aka,"NOBODY, At All",-0-
"""
ADD = """\
101,1,-0- ,-0- ,-0- ,-0-
102,2,"Calle Falsa 123","Ciudad Inventada, Sonora",Mexico,-0-
102,3,c/o SOMEBODY ELSE,"Presidio, TX",United States,-0-
"""


def write(folder: Path, sdn: str = SDN, **joined: str) -> Path:
    for name, text in {"sdn": sdn, "alt": ALT, "add": ADD, **joined}.items():
        if text:
            (folder / f"{name}_x.csv").write_text(text)
    return folder


def test_every_row_of_every_file_is_accounted_for(tmp_path: Path) -> None:
    first, second, third, orphan = read(write(tmp_path), "ofac_sdn")
    assert isinstance(first, Reading)
    assert isinstance(second, Reading)
    assert isinstance(third, Reading)
    assert [r.row for r in (first, second, third)] == [
        "row 1; add rows 1; alt rows 1", "row 2; add rows 2, 3", "row 3; alt rows 2",
    ]  # fmt: skip
    assert [r.document.given_id for r in (first, second, third)] == ["101", "102", "103"]
    assert isinstance(orphan, Rejected)
    assert (orphan.path, orphan.place) == (str(tmp_path / "alt_x.csv"), "row 3")
    assert "'999'" in orphan.reason
    assert first.notes == ("L1: 'circa 1965' is left out: cannot be read as birthDate (date)",)


def test_aliases_papers_and_ties(tmp_path: Path) -> None:
    person, body, network, _ = read(write(tmp_path), "ofac_sdn")
    assert isinstance(person, Reading)
    assert isinstance(body, Reading)
    assert isinstance(network, Reading)
    name = "QUISPE LOZA, Ramon Inventado"
    assert said(person) == {
        ("Person", name, "name", "quispe loza ramon inventado"),
        ("Person", name, "alias", "quispe moncho"),
        ("Person", name, "alias", "el inventado"),
        ("Person", name, "birthDate", "1964-07-31"),
        ("Person", name, "nationality", "MEX"),
        ("Person", name, "sex", "male"),
        ("IdentityDocument", "Z0112233", "number", "MX-PASSPORT:Z0112233"),
        ("IdentityDocument", "Z0112233", "check", "none"),
        ("IdentityDocument", "Z0112233", "issuer", "MEX"),
        ("IdentityDocument", "Z0112233", "kind", "passport"),
        ("Person", name, "uses", "Z0112233"),
        ("Organization", "TRANSPORTES FALSOS, S.A. DE C.V.", "name", "transportes falsos s a de c v"),
        ("CriminalNetwork", "LOS NADIES", "name", "los nadies"),
        ("Person", name, "linkedTo", "TRANSPORTES FALSOS, S.A. DE C.V."),
        ("Person", name, "linkedTo", "LOS NADIES"),
    }
    assert {s for s in said(body) if s[0] == "Organization" and s[1].startswith("TRANS")} == {
        ("Organization", "TRANSPORTES FALSOS, S.A. DE C.V.", "name", "transportes falsos s a de c v"),
        ("Organization", "TRANSPORTES FALSOS, S.A. DE C.V.", "registration", "MX-RFC:TFA010101AB1"),
        ("Organization", "TRANSPORTES FALSOS, S.A. DE C.V.", "country", "MEX"),
        ("Organization", "TRANSPORTES FALSOS, S.A. DE C.V.", "country", "USA"),
        ("Organization", "TRANSPORTES FALSOS, S.A. DE C.V.", "linkedTo", "QUISPE LOZA, Ramon Inventado"),
    }
    assert said(network) == {
        ("CriminalNetwork", "LOS NADIES", "name", "los nadies"),
        ("CriminalNetwork", "LOS NADIES", "name", "nadie organization"),
        ("CriminalNetwork", "LOS NADIES", "designation", "OFAC:103"),
    }


def test_what_stands_in_one_joined_row_belongs_together(tmp_path: Path) -> None:
    _, body, *_ = read(write(tmp_path), "ofac_sdn")
    assert isinstance(body, Reading)
    assert {s for s in said(body) if s[0] in ("Place", "Site")} == {
        ("Place", "Ciudad Inventada", "name", "ciudad inventada"),
        ("Place", "Ciudad Inventada", "admin1", "Sonora"),
        ("Place", "Ciudad Inventada", "country", "MEX"),
        ("Place", "Presidio", "name", "presidio"),
        ("Place", "Presidio", "admin1", "TX"),
        ("Place", "Presidio", "country", "USA"),
        ("Site", "Calle Falsa 123", "street", "Calle Falsa 123"),
        ("Site", "Calle Falsa 123", "locatedIn", "Ciudad Inventada"),
    }


def test_a_new_alias_is_another_document_of_its_entity_alone(tmp_path: Path) -> None:
    before = [r.document.id for r in read(write(tmp_path), "ofac_sdn") if isinstance(r, Reading)]
    write(tmp_path, alt=ALT + '101,4,aka,"QUISPE, Ray",-0-\n')
    after = [r.document.id for r in read(tmp_path, "ofac_sdn") if isinstance(r, Reading)]
    assert before[1:] == after[1:]
    assert before[0] != after[0]


@pytest.mark.parametrize(("given", "reason"), [
    ("alt_x.csv", "belongs to sdn_x.csv beside it, which was not given"),
    ("other.csv", "reads files with 'sdn' in their name"),
])  # fmt: skip
def test_joined_files_alone_are_rejected(tmp_path: Path, given: str, reason: str) -> None:
    write(tmp_path)
    (tmp_path / "other.csv").write_text("1,2\n")
    (found,) = read(tmp_path / given, "ofac_sdn")
    assert isinstance(found, Rejected)
    assert reason in found.reason


def test_a_main_file_without_its_joined_ones_is_rejected(tmp_path: Path) -> None:
    (found,) = read(write(tmp_path, add=""), "ofac_sdn")
    assert isinstance(found, Rejected)
    assert "joins a table add, which is not beside it" in found.reason
