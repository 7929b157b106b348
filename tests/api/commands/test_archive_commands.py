"""`copy`, `backup`, `restore`: from any store into any other, and the graph is the same, byte for byte."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.login import Login
from graph.open import open_store
from tests.api.commands.shell import HANDLING, Ran, Shell, write_reports
from tools.neo4j.server import Server


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose store holds reports, a run that was superseded, a judgement, a rejected input and a ledger."""
    folder = tmp_path_factory.mktemp("archive")
    reports = write_reports(folder)
    (reports / "d.txt").write_text("Juan Pérez works for the smugglers of Laredo. Juan Pérez was stopped.", "utf-8")
    (reports / "broken.jsonl").write_text('{"id": "x", "text": 5}\n', "utf-8")
    shell = Shell(folder)
    ran = shell.run("ingest", "reports", *HANDLING, "--received", "2024-06-01", "--workers", 1)
    assert ran.code == 1, ran.err
    one, other = (shell.id_of(f"+52 867 555 01{end}") for end in ("33", "99"))
    assert shell.run("judge", "different", one, other, "--reason", "two phones").code == 0
    shell.export("kept.graphml", "--requester", "A. Ruiz")
    return folder


@pytest.fixture
def shell(loaded: Path, tmp_path: Path) -> Shell:
    shutil.copytree(loaded, tmp_path / "copy")
    return Shell(tmp_path / "copy")


class Place:
    """An empty store of either kind, with the ledger that belongs to it."""

    def __init__(self, address: str, environment: dict[str, str]) -> None:
        self.address = address
        self.environment = environment

    def run(self, shell: Shell, *arguments: object) -> Ran:
        return shell.run(*arguments, **self.environment)

    def exported(self, shell: Shell) -> bytes:
        file = shell.folder / "exported.graphml"
        ran = self.run(shell, "export", "--out", file, "--store", self.address)
        assert ran.code == 0, ran.err
        return file.read_bytes()


@pytest.fixture(params=["sqlite", "neo4j"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return Place(f"sqlite:{tmp_path / 'place.sqlite'}", {})
    server: Server = request.getfixturevalue("neo4j_server")
    server.clear()
    return Place(server.address, {"LINKWRIGHT_NEO4J_PASSWORD": server.password})


def entries(shell: Shell, ledger: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(ledger)) as connection:
        return connection.execute("SELECT operation, principal FROM request ORDER BY number").fetchall()


def test_a_copy_and_its_copy_are_the_same_graph(shell: Shell, place: Place, tmp_path: Path) -> None:
    whole = shell.export("whole.graphml")
    source = f"sqlite:{shell.store}"
    ran = place.run(shell, "copy", "--from", source, "--to", place.address, "--json")
    assert ran.code == 0, ran.err
    (told,) = ran.lines
    assert (told["documents"], told["judgements"], told["ingested"]) == (4, 1, 5)
    assert told["entities"] > 0
    assert place.exported(shell) == whole
    back = tmp_path / "back.sqlite"
    ran = place.run(shell, "copy", "--from", place.address, "--to", f"sqlite:{back}", "--json")
    assert ran.code == 0, ran.err
    assert ran.lines == [told]
    assert entries(shell, Path(f"{back}.ledger"))[0] == ("export graphml", "A. Ruiz")
    assert shell.run("stats", "--json", "--store", f"sqlite:{back}").lines == shell.run("stats", "--json").lines
    assert Place(f"sqlite:{back}", {}).exported(shell) == whole
    again = place.run(shell, "copy", "--from", source, "--to", f"sqlite:{tmp_path / 'third.sqlite'}", "--json")
    assert again.lines == [told]


def test_an_interrupted_copy_goes_on(shell: Shell, place: Place) -> None:
    """It was killed after some documents: these are a part of the source, and are not written again."""

    async def begin() -> None:
        login = Login(password=place.environment.get("LINKWRIGHT_NEO4J_PASSWORD"))
        source, target = open_store(f"sqlite:{shell.store}"), open_store(place.address, login=login)
        held = [holding async for holding in source.holdings()]
        async with target.transaction() as writer:
            await writer.put_judgements(await source.judgement_ledger())
            await writer.put_holdings(held[:2])
        await source.close()
        await target.close()

    asyncio.run(begin())
    ran = place.run(shell, "copy", "--from", f"sqlite:{shell.store}", "--to", place.address, "--json")
    assert ran.code == 0, ran.err
    assert ran.lines[0]["documents"] == 4
    assert place.exported(shell) == shell.export("whole.graphml")


def test_a_backup_restored_is_the_same_graph(shell: Shell, place: Place, tmp_path: Path) -> None:
    whole = shell.export("whole.graphml")
    made = shell.run("backup", tmp_path / "b1", "--json")
    assert made.code == 0, made.err
    assert (tmp_path / "b1").stat().st_mode & 0o077 == 0
    assert all(file.stat().st_mode & 0o077 == 0 for file in (tmp_path / "b1").iterdir())
    ran = place.run(shell, "restore", tmp_path / "b1", "--store", place.address, "--json")
    assert ran.code == 0, ran.err
    assert ran.lines[0]["sha256"] == made.lines[0]["sha256"]
    assert place.exported(shell) == whole
    assert place.run(shell, "backup", tmp_path / "b2", "--store", place.address).code == 0
    for name in ("judgements.jsonl", "ingested.jsonl", "documents.jsonl"):
        assert (tmp_path / "b1" / name).read_bytes() == (tmp_path / "b2" / name).read_bytes()
    assert {file.name for file in (tmp_path / "b2").iterdir()} == {file.name for file in (tmp_path / "b1").iterdir()}


def test_nothing_is_mixed_into_other_records(shell: Shell, place: Place, tmp_path: Path) -> None:
    assert shell.run("backup", tmp_path / "b").code == 0
    other = tmp_path / "other.txt"
    other.write_text("The phone +52 867 555 0133 rang.", "utf-8")
    loaded = place.run(shell, "ingest", other, *HANDLING, "--workers", 1, "--store", place.address)
    assert loaded.code == 0, loaded.err
    before = place.run(shell, "stats", "--json", "--store", place.address).lines
    for arguments in (
        ("restore", tmp_path / "b", "--store", place.address),
        ("copy", "--from", f"sqlite:{shell.store}", "--to", place.address),
    ):
        ran = place.run(shell, *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert "that the source does not hold" in ran.err
    assert place.run(shell, "stats", "--json", "--store", place.address).lines == before


@pytest.mark.parametrize("name", ["documents.jsonl", "judgements.jsonl", "ledger.sqlite"])
@pytest.mark.parametrize("how", ["changed", "gone"])
def test_a_backup_that_was_touched_is_refused(shell: Shell, tmp_path: Path, name: str, how: str) -> None:
    assert shell.run("backup", tmp_path / "b").code == 0
    file = tmp_path / "b" / name
    if how == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-2] + b"\n")
    ran = shell.run("restore", tmp_path / "b", "--store", f"sqlite:{tmp_path / 'new.sqlite'}")
    assert (ran.code, ran.out) == (2, "")
    assert f"{name}: is missing or was changed" in ran.err
    assert not (tmp_path / "new.sqlite").exists()


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("{", "is no manifest"),
        ('{"format": 2, "files": {}}', "has format 2"),
        ('{"format": 1, "files": {}}', "all files"),
    ],
)
def test_manifests_that_are_none(shell: Shell, tmp_path: Path, manifest: str, words: str) -> None:
    assert shell.run("backup", tmp_path / "b").code == 0
    (tmp_path / "b" / "manifest.json").write_text(manifest)
    assert words in shell.run("restore", tmp_path / "b", "--store", f"sqlite:{tmp_path / 'new.sqlite'}").err


def test_wrong_use_is_told(shell: Shell, tmp_path: Path) -> None:
    assert "is there already" in shell.run("backup", shell.folder).err
    assert "is no backup" in shell.run("restore", shell.folder).err
    assert "both are the same store" in shell.run("copy", "--from", "sqlite:a", "--to", "sqlite:a").err
    assert "no such file" in shell.run("copy", "--from", "sqlite:a", "--to", "sqlite:b").err
    assert "no such file" in shell.run("backup", tmp_path / "b", "--store", "sqlite:a").err
    assert not (tmp_path / "b").exists()
    assert not (tmp_path / "b.part").exists()


def test_a_ledger_with_other_entries_is_not_replaced(shell: Shell, tmp_path: Path) -> None:
    assert shell.run("backup", tmp_path / "b").code == 0
    ledger = tmp_path / "theirs.ledger"
    shutil.copy(f"{shell.store}.ledger", ledger)
    with closing(sqlite3.connect(ledger)) as connection:
        connection.execute("UPDATE request SET principal = 'somebody'")
        connection.commit()
    new = ("--store", f"sqlite:{tmp_path / 'new.sqlite'}")
    ran = shell.run("restore", tmp_path / "b", *new, LINKWRIGHT_LEDGER=str(ledger))
    assert (ran.code, ran.out) == (2, "")
    assert "the ledger holds other entries" in ran.err
    assert entries(shell, ledger) == [("export graphml", "somebody")]
    assert shell.run("restore", tmp_path / "b", *new).code == 0


def test_the_manifest_tells_what_is_in_it(shell: Shell, tmp_path: Path) -> None:
    (told,) = shell.run("backup", tmp_path / "b", "--json").lines
    manifest = json.loads((tmp_path / "b" / "manifest.json").read_text("utf-8"))
    assert manifest["holds"] == told
    assert manifest["files"]["documents.jsonl"] == told["sha256"]["documents"]
    assert len((tmp_path / "b" / "documents.jsonl").read_text("utf-8").splitlines()) == told["documents"] == 4
