"""Equal reports give equal bytes: whatever the order, twice or once, incremental or anew, before and after undo."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from graph.judging import judge, rebuild, retract
from graph.open import open_store
from ontology.errors import JudgementError
from tests.laws.loading import Load, Row, export_of, exported, sample_rows, view_of

AT = "2026-11-02T00:00:00Z"


@pytest.fixture(scope="module", params=["sample", pytest.param("corredor", marks=pytest.mark.shared)])
def rows(request: pytest.FixtureRequest, shared: Path) -> list[Row]:
    """Rows to load: the project's own sample, and the labelled corpus that is kept for measuring."""
    if request.param == "sample":
        return sample_rows()
    corpus = shared / "corpora" / "corredor" / "corredor.jsonl"
    return [json.loads(line) for line in corpus.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def store(rows: list[Row], load: Load) -> Path:
    """The reports loaded once, in the order given."""
    return load(rows, f"plain-{rows[0]['id']}")


@pytest.fixture(scope="module")
def plain(store: Path) -> str:
    return export_of(store)


def test_the_export_is_a_graph_worth_having(plain: str) -> None:
    graph = nx.parse_graphml(plain)
    assert graph.number_of_nodes() >= 200
    assert graph.number_of_edges() >= 50


def test_any_order_and_any_repetition(rows: list[Row], load: Load, plain: str) -> None:
    backwards = rows[::-1]
    shuffled = random.Random(7).sample(rows, len(rows))
    assert export_of(load(backwards, f"backwards-{rows[0]['id']}")) == plain
    assert export_of(load(shuffled + rows[:10], f"shuffled-{rows[0]['id']}")) == plain


def test_labels_beside_the_text_change_nothing(rows: list[Row], load: Load, plain: str) -> None:
    dice = random.Random(3)
    mentions, links = [row.get("mentions") for row in rows], [row.get("links") for row in rows]
    dice.shuffle(mentions)
    dice.shuffle(links)
    labelled = [
        row | {"mentions": m or [{"start": 0, "end": 3, "type": "Person", "entity": "x"}], "links": k or [], "note": 7}
        for row, m, k in zip(rows, mentions, links, strict=True)
    ]
    assert export_of(load(labelled, f"labelled-{rows[0]['id']}")) == plain


def test_rebuilt_and_undone(store: Path, plain: str, tmp_path: Path) -> None:
    """A rebuild changes nothing; three chained merges, taken back in another order, leave no trace."""
    copy = tmp_path / "copy.sqlite"
    shutil.copy(store, copy)  # closed stores keep everything in the one file

    async def go() -> None:
        opened = open_store(f"sqlite:{copy}", create=False)
        try:
            await rebuild(opened)
            assert await exported(opened) == plain
            made = []
            view = await view_of(opened)
            persons = [entity async for entity in opened.iterate(view, "Person")]
            for left, right in combinations(persons, 2):
                try:
                    made.append(
                        await judge(
                            opened, "same", left.members[0], right.members[0], actor="tester", reason="law", now=AT
                        )
                    )
                except JudgementError:
                    continue  # two of one document, or held apart by a conflict: not to be joined
                if len(made) == 3:
                    break
            assert len(made) == 3
            assert await exported(opened) != plain
            for judgement in (made[1], made[0], made[2]):
                await retract(opened, judgement.id, actor="tester", reason="law", now=AT)
            assert await exported(opened) == plain
        finally:
            await opened.close()

    asyncio.run(go())
