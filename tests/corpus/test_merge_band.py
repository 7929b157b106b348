"""What the machine joins by itself on labelled corpora: nobody with a namesake, and most of what identifies itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpora import Corpus, load, measured

CORPORA = Path(__file__).parents[2] / "corpora" / "training"


@pytest.fixture(scope="module")
def corpora() -> list[Corpus]:
    """Two with fathers and sons, namesakes and shared telephones; spans and types as labelled."""
    return [load(CORPORA / f"{name}.jsonl", gold_mentions=True) for name in ("altiplano", "frontera")]


@pytest.mark.slow
def test_no_two_things_are_joined_by_the_machine_and_most_that_identify_themselves_are(corpora: list[Corpus]) -> None:
    band = measured(corpora)["merge band"]
    assert band["all"]["wrong"] == 0
    assert band["namesakes of two corpora"] == {}
    assert band["identified"]["gold"] > 1_000
    assert band["identified"]["recall"] >= 0.5
