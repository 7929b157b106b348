from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

from graph.ledger import Predicate, Request
from graph.sqlite.ledger import open_ledger
from ontology.errors import InputError, StoreError


def predicate(**changes: object) -> Predicate:
    fields: dict[str, object] = {
        "mention": "m1", "offence": "8 USC 1324", "facts": "Named by two agencies as the guide.", "claims": ("c1",),
        "officer": "R. Ibarra", "approved_by": "T. Quiroz", "date": date(2024, 3, 2),
    }  # fmt: skip
    return Predicate(**(fields | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"claims": ()}, "at least one claim"),
        ({"approved_by": "R. Ibarra"}, "approves his own"),
        ({"approved_by": "r.  IBARRA "}, "approves his own"),
        ({"facts": "  "}, "needs facts"),
        ({"offence": ""}, "needs offence"),
    ],
)
def test_a_predicate_that_g1_does_not_allow_is_refused(changes: dict[str, object], words: str) -> None:
    with pytest.raises(InputError, match=words):
        predicate(**changes)


async def test_predicates_are_kept_once_and_come_back(tmp_path: Path) -> None:
    file = tmp_path / "new folder" / "store.ledger"
    ledger = open_ledger(file)
    batch = [predicate(), predicate(mention="m0", claims=("c2", "c3"))]
    await ledger.put_predicates(batch)
    await ledger.put_predicates(batch[:1])
    await ledger.close()
    ledger = open_ledger(file)
    assert await ledger.predicates() == [batch[1], batch[0]]
    await ledger.close()


async def test_request_records_are_appended_in_order(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path / "a.ledger")
    asked = Request("2026-01-02T03:04:05+00:00", "developer", "search", "ab12", purpose="smuggling", case="C-7")
    handed = Request("2026-01-02T03:04:06+00:00", "developer", "export graphml", "cd34")
    for request in (asked, handed, asked):
        await ledger.record(request)
    assert await ledger.requests() == [asked, handed, asked]
    await ledger.close()


def test_a_ledger_of_another_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "later.ledger"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(StoreError, match="version 99"):
        open_ledger(file)


def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.ledger"
    file.write_text("these are my notes " * 100)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_ledger(file)
