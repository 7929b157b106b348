"""The file: who opens it, its versions, its settings, and the schema that it follows."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from traceback import walk_tb

import pytest

from graph.open import migrate, open_store, store_exists
from graph.rows import EntityRow, Support
from graph.sqlite import connection as connections
from graph.sqlite import schema as versions
from graph.sqlite import store as side
from ontology.errors import StoreError
from ontology.loader import schema
from tests.contract.world import World, view

LATER = "CREATE TABLE later (name TEXT) STRICT;"


def pragma(file: Path, name: str) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "store.db"


async def test_a_new_file_gets_every_step(file: Path) -> None:
    assert not store_exists(f"sqlite:{file}")
    store = open_store(f"sqlite:{file}")
    assert store.capabilities().schema_version == len(versions.steps()) == pragma(file, "user_version")
    assert store_exists(f"sqlite:{file}")
    await store.close()
    assert migrate(f"sqlite:{file}") == 0


@pytest.mark.parametrize("address", ["", "graph.db", "redis:x", "SQLITE:x", "C:\\x.db"])
def test_an_unknown_address_is_told_the_known_ones(address: str) -> None:
    with pytest.raises(StoreError, match="sqlite:FILE"):
        open_store(address)


def test_an_address_names_a_file() -> None:
    with pytest.raises(StoreError, match="names no file"):
        open_store("sqlite:")


def test_a_missing_file_is_not_made_unless_wanted(file: Path) -> None:
    for attempt in (lambda: open_store(f"sqlite:{file}", create=False), lambda: migrate(f"sqlite:{file}")):
        with pytest.raises(StoreError, match="no such file"):
            attempt()
    assert not file.exists()


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "notes.txt"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t (x)")
    text.write_text("not a database, however long it may be " * 50)
    with pytest.raises(StoreError, match="another program"):
        open_store(f"sqlite:{other}")
    with pytest.raises(StoreError, match="not a database"):
        open_store(f"sqlite:{text}")
    assert text.read_text().startswith("not a database")


def test_a_file_that_cannot_be_opened_is_let_go(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, however long it may be " * 50)
    with pytest.raises(StoreError) as raised:
        open_store(f"sqlite:{text}")
    cause = raised.value.__cause__
    assert cause
    frames = [frame.f_locals for frame, _ in walk_tb(cause.__traceback__)]
    (left,) = [at["connection"] for at in frames if "connection" in at]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        left.execute("SELECT 1")


async def test_a_newer_store_is_refused_and_both_versions_named(file: Path) -> None:
    await open_store(f"sqlite:{file}").close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    for attempt in (open_store, migrate):
        with pytest.raises(StoreError, match=rf"version 99, this program knows {len(versions.steps())}"):
            attempt(f"sqlite:{file}")


async def test_an_older_store_is_migrated_on_demand_and_keeps_its_data(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = World()
    world.report("r-1")
    world.thing("A", "Person", "r-1")
    store = open_store(f"sqlite:{file}")
    await world.write(store)
    await store.close()
    known = versions.steps()
    for module in (versions, side):
        monkeypatch.setattr(module, "steps", lambda: (*known, LATER))
    with pytest.raises(StoreError, match=f"version {len(known)}, this program needs {len(known) + 1}.*migrate"):
        open_store(f"sqlite:{file}")
    assert migrate(f"sqlite:{file}") == 1
    store = open_store(f"sqlite:{file}")
    assert [e.label async for e in store.iterate(await view(store))] == ["A"]
    await store.close()


async def test_a_step_that_fails_leaves_the_file_as_it_was(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await open_store(f"sqlite:{file}").close()
    known = versions.steps()
    monkeypatch.setattr(versions, "steps", lambda: (*known, LATER, f"{LATER.replace('later', 'last')}\nNONSENSE;"))
    with pytest.raises(StoreError, match="syntax error"):
        migrate(f"sqlite:{file}")
    assert pragma(file, "user_version") == len(known) + 1
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'last'").fetchone() == (0,)


async def test_a_new_type_is_taken_up_at_opening_and_old_rows_stay(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    world.report("r-1")
    world.thing("A", "Person", "r-1")
    world.thing("F", "Vessel", "r-1")
    store = open_store(f"sqlite:{file}")
    await world.write(store)
    everything = await view(store)
    ferry = EntityRow(world.id("F"), "Ferry", (), (await support(world),), ())
    with pytest.raises(StoreError, match="unknown type"):
        await put(file, ferry)
    await store.close()
    known = schema()
    ferry_type = replace(known.types["Vessel"], name="Ferry")
    changed = replace(
        known,
        types={n: t for n, t in known.types.items() if n != "Person"} | {"Ferry": ferry_type},
        digest="changed",
    )
    monkeypatch.setattr(side, "schema", lambda: changed)
    await put(file, ferry)
    store = open_store(f"sqlite:{file}")
    assert [e.type async for e in store.iterate(everything)] == ["Ferry", "Person"]
    await store.close()


async def support(world: World) -> Support:
    document = world.documents["r-1"]
    return Support("c", 1, document.received, document.due, "A", 1, "one")


async def put(file: Path, row: EntityRow) -> None:
    store = open_store(f"sqlite:{file}")
    try:
        async with store.transaction() as writer:
            await writer.replace_component([], [row], [])
    finally:
        await store.close()


def test_commits_are_on_the_disk_and_readers_do_not_wait(tmp_path: Path) -> None:
    with closing(connections.connect(tmp_path / "x.db", cache_kib=1_000)) as connection:
        settings = {
            n: connection.execute(f"PRAGMA {n}").fetchone()[0] for n in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


async def test_a_store_that_another_process_writes_to_says_so(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.05)
    store = open_store(f"sqlite:{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process"):
            async with store.transaction():
                pass
        assert (await store.stats(await view(store))).documents == 0  # readers go on
        await open_store(f"sqlite:{file}").close()  # and so does who opens it
        other.execute("ROLLBACK")
    async with store.transaction() as writer:
        assert await writer.pending(1) == []
    await store.close()


async def test_row_numbers_never_leave_the_file(file: Path) -> None:
    """The same things written again, after rows that are gone, give the same answers."""
    stores = []
    for name, times in (("one", 1), ("two", 7)):
        world = World()
        world.report("r-1")
        for key in "AB":
            world.thing(key, "Person", "r-1")
        world.tie("associateOf", "A", "B", "r-1")
        store = open_store(f"sqlite:{file.with_name(name)}")
        for _ in range(times):
            await world.write(store)
        everything = await view(store)
        stores.append([e async for e in store.iterate(everything)] + [x async for x in store.iterate_links(everything)])
        await store.close()
    assert stores[0] == stores[1]


def test_two_that_open_a_new_file_at_once_make_one_store(file: Path) -> None:
    file.parent.mkdir()
    with closing(connections.connect(file, cache_kib=1_000)) as one, closing(sqlite3.connect(file)) as other:
        assert versions.version_of(other, "other") == 0  # it looked before the first one wrote
        assert versions.apply_steps(one, "one") == len(versions.steps())
        other.isolation_level = None
        assert versions.apply_steps(other, "other") == 0


async def test_what_is_broken_is_told(file: Path) -> None:
    world = World()
    world.report("r-1")
    world.thing("A", "Person", "r-1")
    store = open_store(f"sqlite:{file}")
    await world.write(store)
    assert await store.faults() == []
    with closing(sqlite3.connect(file)) as connection:  # foreign keys are off here
        connection.execute("DELETE FROM mention")
        connection.commit()
    (first, *_) = await store.faults()
    assert "mention" in first
    await store.close()
