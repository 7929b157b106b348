"""Folders, sidecars, manifests, precedence: every file accounted for."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.metadata import read_profile
from extractors.readers.read import read_all
from extractors.readers.registry import SUFFIXES
from ontology.errors import SetupError

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324"}
TODAY = date(2026, 3, 1)


def lay(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


def read(*paths: Path, **how: object) -> list[Reading | Rejected]:
    return list(read_all(paths, today=TODAY, **{"flags": FLAGS, **how}))  # type: ignore[arg-type]


def ids(found: list[Reading | Rejected]) -> list[str | None]:
    return [f.document.given_id if isinstance(f, Reading) else f.id for f in found]


def test_every_file_is_accounted_for_in_a_fixed_order(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {"b.txt": "b", "a/z.md": "z", "a.txt": "a", "a/b.txt": "b", "c.wpd": "x", "B.txt": "B", "LICENSE": "l"},
    )
    lay(tmp_path, {".hidden.txt": "h", ".git/x.txt": "x", "a.txt.yaml": "title: A"})
    os.mkfifo(tmp_path / "pipe.txt")
    found = read(tmp_path)
    assert ids(found) == ["B.txt", "LICENSE", "a.txt", "a/b.txt", "a/z.md", "b.txt", "c.wpd", "pipe.txt"]
    rejected = {f.id: f.reason for f in found if isinstance(f, Rejected)}
    assert set(rejected) == {"LICENSE", "c.wpd", "pipe.txt"}
    assert rejected["c.wpd"] == f"no reader for the suffix .wpd (known: {' '.join(SUFFIXES)})"
    assert rejected["LICENSE"].startswith("no reader for a file without a suffix")
    assert rejected["pipe.txt"] == "is no regular file"


def test_ids_are_relative_to_the_argument(tmp_path: Path) -> None:
    lay(tmp_path, {"in/deep/a.txt": "a", "b.txt": "b"})
    assert ids(read(tmp_path / "in", tmp_path / "b.txt", tmp_path / "in" / "deep" / "a.txt")) == [
        "deep/a.txt",
        "b.txt",
        "a.txt",
    ]


def test_what_is_not_there_is_a_rejected_record(tmp_path: Path) -> None:
    (found,) = read(tmp_path / "none.txt")
    assert found == Rejected(str(tmp_path / "none.txt"), "none.txt", "no such file or folder")


def test_a_name_that_is_not_utf8_is_rejected_in_printable_form(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"se\xf1al.txt")).write_text("a")
    (found,) = read(tmp_path)
    assert isinstance(found, Rejected)
    assert found.id == "se\\xf1al.txt"
    found.path.encode()


def test_precedence_report_sidecar_manifest_flags_profile(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "x/a.txt": "---\nsource: report\n---\ntext",
            "x/a.txt.yaml": "source: sidecar\norigin: sidecar\n",
            "manifest.csv": "path,source,origin,title,reliability,country\nx/a.txt,manifest,manifest,manifest,,\n",
        },
    )
    (found,) = read(
        tmp_path,
        flags={**FLAGS, "source": "flag", "origin": "flag", "title": "flag", "reliability": "B"},
        profile={"source": "p", "origin": "p", "title": "p", "reliability": "E", "country": "MEX", "agency": "p"},
    )
    assert isinstance(found, Reading)
    document = found.document
    assert (document.source, document.origin, document.title) == ("report", "sidecar", "manifest")
    assert (document.reliability, found.country, document.handling.submitting_agency) == ("B", "MX", "CBP")


def test_rows_beat_the_sidecar_of_their_file(tmp_path: Path) -> None:
    lay(tmp_path, {"d.jsonl": '{"id": "1", "text": "a", "source": "row"}', "d.jsonl.yaml": "source: s\ntitle: s"})
    (found,) = read(tmp_path)
    assert isinstance(found, Reading)
    assert (found.document.source, found.document.title) == ("row", "s")


def test_the_nearest_manifest_speaks_and_every_row_is_accounted_for(tmp_path: Path) -> None:
    lay(tmp_path, {"x/a.txt": "a", "x/manifest.csv": "path,title\n./a.txt,near\nlost.txt,l\n"})
    lay(tmp_path, {"manifest.csv": "path,title\nx/a.txt,far\n"})
    found, lost = read(tmp_path)
    assert isinstance(found, Reading)
    assert found.document.title == "near"
    assert isinstance(lost, Rejected)
    assert (lost.path, lost.place) == (str(tmp_path / "x/manifest.csv"), "line 3")
    (alone,) = read(tmp_path / "x" / "a.txt", tmp_path / "x" / "manifest.csv")
    assert isinstance(alone, Reading)
    assert alone.document.title == "near"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_manifest_as_spreadsheets_of_any_country_save_it(tmp_path: Path, delimiter: str) -> None:
    lay(tmp_path, {"a.txt": "a", "b.txt": "b"})
    with (tmp_path / "manifest.csv").open("w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(
            [("path", "title", "marking"), ("a.txt", "uno", "CUI//SP-LEI//REL TO USA, MEX"), ("b.txt", "dos", "")]
        )
    titles = [(f.document.title, f.document.handling.marking) for f in read(tmp_path) if isinstance(f, Reading)]
    assert titles == [("uno", "CUI//SP-LEI//REL TO MEX, USA"), ("dos", "UNCLASSIFIED")]


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({"manifest.csv": "file,title\na.txt,t\n"}, "manifest.csv is broken: the header needs a column path"),
        ({"manifest.csv": "path,title\na.txt,t,u\n"}, "manifest.csv is broken: 3 cells under 2 columns"),
        ({"manifest.csv": "path,title\na.txt,t\na.txt,u\n"}, "manifest.csv is broken: 'a.txt' stands twice"),
        ({"manifest.csv": 'path,title\na.txt,"t" x\n'}, "manifest.csv is broken: is not CSV"),
        ({"a.txt.yaml": "marking: [CUI\n"}, "its sidecar is broken: the metadata is not YAML"),
        ({"a.txt.yaml": "just words"}, "its sidecar is no mapping"),
        ({"a.txt.yml": "marking: TLP:RED"}, "its sidecar has another name (name it a.txt.yaml)"),
        ({"a.txt.YAML": "marking: TLP:RED"}, "its sidecar has another name (name it a.txt.yaml)"),
        ({"a.txt.yaml": "marking: PURPLE"}, "unknown marking 'PURPLE'"),
    ],
)
def test_a_report_is_not_taken_without_the_marking_beside_it(
    tmp_path: Path, files: dict[str, str], reason: str
) -> None:
    lay(tmp_path, {"a.txt": "a", **files})
    found = read(tmp_path)[0]
    assert isinstance(found, Rejected)
    assert found.id == "a.txt"
    assert found.reason.startswith(reason)


@pytest.mark.parametrize(
    ("own", "beside", "held"),
    [
        ("UNCLASSIFIED", "TLP:RED", "TLP:RED"),
        ("TLP:RED", "UNCLASSIFIED", "TLP:RED"),
        ("TLP:CLEAR", "CUI", "CUI"),
        ("TLP:GREEN", "TLP:AMBER", "TLP:AMBER"),
        ("CUI//REL TO USA, MEX, GTM", "CUI//SP-LEI//REL TO USA, MEX", "CUI//SP-LEI//REL TO MEX, USA"),
    ],
)
def test_a_marking_in_a_report_does_not_loosen_the_one_beside_it(
    tmp_path: Path, own: str, beside: str, held: str
) -> None:
    lay(tmp_path, {"a.txt": f"---\nmarking: {own}\n---\na", "a.txt.yaml": f"marking: {beside}"})
    (found,) = read(tmp_path)
    assert isinstance(found, Reading)
    assert found.document.handling.marking == held
    assert len(found.notes) == 1
    assert found.notes[0].startswith(f"marked {held}, which covers ")


def test_rows_do_not_loosen_the_marking_of_their_sidecar_nor_that_the_one_of_the_manifest(tmp_path: Path) -> None:
    rows = '{"id": "x", "text": "a", "marking": "UNCLASSIFIED"}\n{"id": "y", "text": "b", "marking": "TLP:RED"}\n'
    lay(tmp_path, {"a.jsonl": rows, "a.jsonl.yaml": "marking: TLP:GREEN"})
    lay(tmp_path, {"manifest.csv": "path,marking\na.jsonl,TLP:AMBER\n"})
    markings = [(f.document.handling.marking, len(f.notes)) for f in read(tmp_path) if isinstance(f, Reading)]
    assert markings == [("TLP:AMBER", 1), ("TLP:RED", 1)]


def test_markings_of_two_schemes_that_both_limit_are_rejected(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "---\nmarking: CUI\n---\na", "a.txt.yaml": "marking: TLP:AMBER"})
    (found,) = read(tmp_path)
    assert isinstance(found, Rejected)
    assert (found.place, found.reason.split(" (")[0]) == ("marking", "of CUI and TLP:AMBER neither covers the other")


def test_a_marking_given_for_all_gives_way_and_that_is_told(tmp_path: Path) -> None:
    files = {"a": "UNCLASSIFIED", "b": "TLP:AMBER", "c": "CUI//REL TO MEX, USA", "d": "CUI//REL TO USA"}
    lay(tmp_path, {f"{name}.txt": f"---\nmarking: {own}\n---\n{name}" for name, own in files.items()})
    found = [f for f in read(tmp_path, flags={**FLAGS, "marking": "CUI"}) if isinstance(f, Reading)]
    assert [f.document.handling.marking for f in found] == list(files.values())
    assert [bool(f.notes) for f in found] == [True, True, True, False]
    assert found[0].notes == ("marked UNCLASSIFIED as it says of itself, and not CUI as given for all",)


def test_no_layer_takes_a_protected_code_away(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "---\nprotected_codes: VISA\n---\na", "a.txt.yaml": "protected_codes: ASYL"})
    (found,) = read(tmp_path, flags={**FLAGS, "protected_codes": ["JUV"]})
    assert isinstance(found, Reading)
    assert found.document.handling.protected_codes == ("ASYL", "JUV", "VISA")


@pytest.mark.parametrize("missing", ["agency", "marking", "legal_basis"])
def test_required_handling_is_named_where_it_lacks(tmp_path: Path, missing: str) -> None:
    lay(tmp_path, {"a.txt": "a"})
    (found,) = read(tmp_path, flags={k: v for k, v in FLAGS.items() if k != missing})
    assert isinstance(found, Rejected)
    assert found.reason.startswith(f"{missing} is missing")
    assert found.place == missing


@pytest.mark.parametrize(
    ("flags", "where"),
    [
        ({"reliabilty": "B"}, "flag"),
        ({"reliability": "Z"}, "flag: reliability"),
        ({"marking": "SECRET"}, "flag: marking"),
        ({"protected_code": ["XXX"]}, "flag: protected_codes"),
        ({"retention": "ever"}, "flag: retention_class"),
    ],
)
def test_a_wrong_flag_is_told_once_and_before_any_record(tmp_path: Path, flags: dict[str, object], where: str) -> None:
    lay(tmp_path, {"a.txt": "a", "b.txt": "b"})
    with pytest.raises(SetupError) as raised:
        read(tmp_path, flags=flags)
    assert raised.value.where == where


def test_lists_and_protected_codes(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "---\nprotected_codes: [asyl, JUV]\noriginators: DEA, Houston; FGR\n---\nx"})
    (found,) = read(tmp_path)
    assert isinstance(found, Reading)
    assert found.document.handling.protected_codes == ("ASYL", "JUV")
    assert found.document.handling.originators == ("DEA, Houston", "FGR")


def test_the_flags_own_names_are_keys_too(tmp_path: Path) -> None:
    lay(tmp_path, {"a.txt": "---\noriginator: SEDENA\nprotected_code: ASYL\nretention: tip\n---\nx"})
    (found,) = read(tmp_path)
    assert isinstance(found, Reading)
    handling = found.document.handling
    assert (handling.originators, handling.protected_codes) == (("SEDENA",), ("ASYL",))
    assert handling.retention_class == "tip"


def test_a_profile_is_read_and_a_broken_one_stops_the_command(tmp_path: Path) -> None:
    lay(
        tmp_path, {"p.yaml": "agency: FGR\nmarking: TLP:AMBER\ncredibility: 2\n", "q.yaml": "- a\n", "r.yaml": "a: [\n"}
    )
    assert read_profile(tmp_path / "p.yaml") == {"agency": "FGR", "marking": "TLP:AMBER", "credibility": "2"}
    for name in ("q.yaml", "r.yaml", "none.yaml"):
        with pytest.raises(SetupError, match=name):
            read_profile(tmp_path / name)
