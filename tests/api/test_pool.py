"""Extraction in worker processes: order, and what a document that kills, hangs or fails costs."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest

from api.pool import HANDFUL, Failure, Job, Pool
from ontology.claim import Extraction
from ontology.document import Document
from ontology.errors import SetupError
from ontology.handling import Handling
from tests.api import faulty_parts

DAY = date(2024, 1, 1)
HANDLING = Handling.from_metadata({"agency": "CBP", "marking": "CUI", "legal_basis": "8 USC 1324"}, received=DAY)


def job(text: str) -> Job:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Job(Document(sha256, text, "es", "CBP", HANDLING, DAY, date(2029, 1, 1)))


def texts(count: int) -> list[str]:
    return [f"Detenido en Reynosa el {i} de mayo." for i in range(count)]


def test_workers_give_what_one_process_gives_in_the_same_order() -> None:
    jobs = [job(text) for text in texts(HANDFUL + 12)]
    with Pool(faulty_parts.configuration, workers=3, seconds=60) as pool:
        spread = pool.extract(jobs)
    with Pool(faulty_parts.configuration, workers=1, seconds=60) as pool:
        alone = [outcome for each in jobs for outcome in pool.extract([each])]
    assert spread == alone
    assert [o.document for o in spread if isinstance(o, Extraction)] == [j.document for j in jobs]


def test_a_document_that_kills_or_hangs_its_worker_costs_itself_alone() -> None:
    written = texts(HANDFUL + 4)
    written[2], written[5], written[6] = "DIE", "HANG", "FAIL"
    with Pool(faulty_parts.configuration, workers=2, seconds=2) as pool:
        outcomes = pool.extract([job(text) for text in written])
        again = pool.extract([job("Otra vez en Reynosa.")])
    failed = {i: o for i, o in enumerate(outcomes) if isinstance(o, Failure)}
    assert failed[2] == Failure("the extracting process died")
    assert failed[5] == Failure("extraction took longer than 2 seconds")
    assert failed[6].reason == "extraction failed: ZeroDivisionError: as the text says"
    assert set(failed) == {2, 5, 6}
    assert isinstance(again[0], Extraction)


def test_a_fault_in_the_own_process_is_told_with_its_place() -> None:
    with Pool(faulty_parts.configuration, workers=2, seconds=2) as pool:
        good, bad = pool.extract([job("Reynosa"), job("FAIL")])
    assert isinstance(good, Extraction)
    assert isinstance(bad, Failure)
    assert bad.place
    assert bad.place.startswith("extractors.pipeline:")


@pytest.mark.parametrize("count", [1, HANDFUL + 1])
def test_wrong_data_of_a_part_stops_the_command(count: int) -> None:
    with (
        Pool(faulty_parts.configuration, workers=1, seconds=60) as pool,
        pytest.raises(SetupError) as raised,
    ):
        pool.extract([job("SPOILED"), *(job(text) for text in texts(count - 1))])
    assert (raised.value.what, raised.value.where, raised.value.mend) == ("is no pattern", "words.yaml: cue", "mend it")


def test_workers_that_cannot_start_stop_the_command() -> None:
    with (
        Pool(faulty_parts.unstartable_configuration, workers=1, seconds=2) as pool,
        pytest.raises(SetupError, match="cannot be started"),
    ):
        pool.extract([job(text) for text in texts(HANDFUL + 1)])
