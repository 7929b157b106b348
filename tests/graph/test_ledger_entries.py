"""What users make in cases, and keys: appended, found again, and in ledgers of the version before as well."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.ledger import ApiKey, Entry, Request
from graph.sqlite.ledger import _STEPS, VERSION, open_ledger
from ontology.errors import StoreError


def entry(**changes: object) -> Entry:
    fields: dict[str, object] = {
        "kind": "note", "actor": "ana", "organisation": "CBP", "purpose": "inquiry", "at": "2024-06-01T12:00:00+00:00",
        "body": {"text": "rang twice"}, "case": "c1", "of": "m1",
    }  # fmt: skip
    return Entry(**(fields | changes))  # type: ignore[arg-type]


async def test_entries_are_found_by_kind_case_and_subject(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    first, second, other = entry(), entry(of="m2"), entry(case="c2")
    chart = entry(kind="chart", body={"name": "x"}, of="")
    for made in (first, second, other, chart, first):
        await ledger.put_entry(made)
    assert await ledger.entries("note") == [first, second, other]
    assert await ledger.entries("note", case="c1") == [first, second]
    assert await ledger.entries("note", case="c1", of="m2") == [second]
    assert await ledger.entries("chart", case="c1") == [chart]
    assert await ledger.entry(first.id) == first
    assert await ledger.entry("nothing") is None
    await ledger.close()


async def test_an_entry_is_put_behind_so_many_or_not_at_all(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    versions = [entry(kind="version", body={"nodes": [n]}, of="chart") for n in range(3)]
    assert await ledger.put_entry(versions[0])
    assert await ledger.put_entry(versions[1], behind=1)
    assert not await ledger.put_entry(versions[2], behind=1)
    assert not await ledger.put_entry(versions[1])
    assert await ledger.entries("version", of="chart") == versions[:2]
    await ledger.close()


async def test_a_folder_is_its_own_case_and_comes_back_as_it_was(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    folder = entry(kind="case", body={"name": "C-7"}, case="", of="")
    await ledger.put_entry(folder)
    (found,) = await ledger.entries("case")
    assert found == folder
    assert found.case == found.id == folder.id
    await ledger.close()


async def test_versions_are_counted_from_one(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    versions = [entry(kind="version", of="chart", body={"nodes": [n]}) for n in range(3)]
    for made in versions:
        await ledger.put_entry(made)
        await ledger.put_entry(entry(kind="version", of="another", body={"nodes": [made.id]}))
    assert await ledger.nth_entry("version", "chart") == (3, versions[2])
    assert await ledger.nth_entry("version", "chart", 1) == (1, versions[0])
    assert await ledger.nth_entry("version", "chart", 4) is None
    assert await ledger.nth_entry("version", "nothing") is None
    await ledger.close()


async def test_a_ledger_of_the_first_version_is_brought_up_and_keeps_what_it_holds(tmp_path: Path) -> None:
    file = tmp_path / "old.ledger"
    connection = sqlite3.connect(file)
    connection.executescript(_STEPS[0])
    connection.execute("INSERT INTO request VALUES(1, 'then', 'ana', 'search', 'ab', NULL, 'C-7')")
    connection.execute("PRAGMA user_version=1")
    connection.commit()
    connection.close()
    ledger = open_ledger(file)
    assert await ledger.requests() == [Request("then", "ana", "search", "ab", None, "C-7")]
    await ledger.put_entry(entry())
    assert await ledger.entries("note") == [entry()]
    await ledger.close()
    connection = sqlite3.connect(file)
    assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
    connection.close()


async def test_requests_that_come_together_are_all_recorded_and_in_order(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    asked = [Request(f"{number:03d}", "ana", "search", "ab") for number in range(50)]
    await asyncio.gather(*(ledger.record(request) for request in asked))
    assert await ledger.requests() == asked
    await ledger.close()


async def test_a_request_that_cannot_be_recorded_is_told(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    with sqlite3.connect(tmp_path / "a.ledger") as other:
        other.execute("DROP TABLE request")
    other.close()
    results = await asyncio.gather(
        *(ledger.record(Request("then", "ana", "search", "ab")) for _ in range(3)), return_exceptions=True
    )
    assert [type(result) for result in results] == [StoreError] * 3
    await ledger.close()


@pytest.mark.parametrize("change", ["actor", "purpose", "at", "case", "of"])
def test_an_id_depends_on_all_that_was_made(change: str) -> None:
    assert entry(**{change: "another"}).id != entry().id


async def test_a_key_is_known_by_its_digest(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    await ledger.put_api_key(ApiKey("d1", "ana", ("read", "write"), "2024-06-01", "2024-09-01"))
    assert await ledger.api_key("d1") == ApiKey("d1", "ana", ("read", "write"), "2024-06-01", "2024-09-01")
    assert await ledger.api_key("d2") is None
    await ledger.revoke_api_key("d1", "2024-06-02")
    assert await ledger.api_keys() == [ApiKey("d1", "ana", ("read", "write"), "2024-06-01", "2024-09-01", "2024-06-02")]
    await ledger.close()


async def test_keys_of_before_end_ninety_days_after_they_were_made(tmp_path: Path) -> None:
    file = tmp_path / "a.ledger"
    await open_ledger(file).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE anchor")
        connection.execute("ALTER TABLE api_key DROP COLUMN expires")
        connection.execute("INSERT INTO api_key VALUES ('d1', 'ana', 'read', '2024-06-01T12:00:00+00:00', NULL)")
        connection.execute("PRAGMA user_version=2")
        connection.commit()
    ledger = open_ledger(file)
    assert [key.expires for key in await ledger.api_keys()] == ["2024-08-30T12:00:00+00:00"]
    await ledger.close()


async def test_ids_of_judgements_are_kept_in_their_order(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    await ledger.anchor(["j2", "j1"], "2024-06-01T12:00:00+00:00")
    await ledger.anchor(["j3"], "2024-06-01T12:00:01+00:00")
    await ledger.close()
    again = open_ledger(tmp_path / "a.ledger")
    assert await again.anchored() == ["j2", "j1", "j3"]
    await again.close()
