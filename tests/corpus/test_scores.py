"""What extraction reaches on labelled reports is recorded, and no change may lower it by more than a point."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import scores, scoring

WHOLE = ("overlap", "exact", "links", "roles")
ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_no_recorded_figure_has_fallen(tmp_path: Path) -> None:
    """Figures by type are not held to it: one of ten mentions is more than a point."""
    now = scores.measure(tmp_path)
    fallen = {
        f"{name}: {figure}": (was, now[name][figure])
        for name, figures in scores.recorded().items()
        for figure, was in figures.items()
        if figure in WHOLE and now[name][figure] < was - scores.TOLERANCE
    }
    assert fallen == {}


Span = tuple[int, int, str, str]
Link = tuple[str, str, str, str | None]


def _document(mentions: list[Span], links: list[Link]) -> dict[str, Any]:
    return {
        "id": "d",
        "mentions": [{"start": s, "end": e, "type": t, "entity": i} for s, e, t, i in mentions],
        "links": [{"type": t, "subject": s, "object": o, "role": r} for t, s, o, r in links],
    }


GOLD = _document(
    [(0, 5, "Person", "p"), (10, 15, "Person", "q"), (20, 24, "Event", "e"), (30, 35, "Place", "x")],
    [("participatedIn", "p", "e", "suspect"), ("associateOf", "p", "q", None), ("occurredAt", "e", "x", None)],
)


def test_a_perfect_run_scores_one() -> None:
    figures = scoring.score([GOLD], {"d": GOLD}).figures()
    assert set(figures.values()) == {1.0}


def test_overlap_type_symmetry_and_role_count_as_told() -> None:
    found = _document(
        [
            (0, 3, "Person", "1"),
            (10, 15, "Person", "2"),
            (20, 24, "Event", "3"),
            (30, 35, "Site", "4"),
            (40, 41, "Date", "5"),
        ],
        [("participatedIn", "1", "3", "victim"), ("associateOf", "2", "1", None), ("occurredAt", "3", "4", None)],
    )
    total = scoring.score([GOLD], {"d": found})
    assert (total.overlap.hits, total.exact.hits, total.overlap.found, total.overlap.labelled) == (3, 2, 5, 4)
    assert (total.links.hits, total.links.found, total.links.labelled) == (2, 3, 3)
    assert (total.roles.hits, total.roles.found) == (0, 1)


def test_what_the_labels_leave_out_is_not_held_against_a_run() -> None:
    extra = _document(
        [(0, 5, "Person", "p"), (50, 55, "Event", "k"), (60, 65, "Weather", "w")],
        [("participatedIn", "p", "k", "suspect"), ("likes", "p", "p", None)],
    )
    extra["mentions"][1]["kind"] = "kidnapping"
    total = scoring.score([GOLD], {"d": extra})
    assert (total.overlap.found, total.links.found) == (1, 0)


@pytest.mark.shared
def test_counts_agree_with_the_measuring_data_s_own_scorer(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("scorer", shared / "eval" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    lines = (ROOT / "corpora" / "training" / "gaceta.jsonl").read_text("utf-8").splitlines()
    gold = {d["id"]: d for d in map(json.loads, lines)}
    shaken = {
        key: {
            **d,
            "mentions": [
                {**m, "end": m["end"] + i % 3, "start": m["start"] - i % 2}
                for i, m in enumerate(d["mentions"])
                if i % 7
            ],
            "links": [{**t, "role": t.get("role") if i % 4 else "officer"} for i, t in enumerate(d["links"]) if i % 5],
        }
        for key, d in gold.items()
    }
    theirs, ours = scorer.score(gold, shaken), scoring.score(gold.values(), shaken)
    for name, count in (("mentions_overlap", ours.overlap), ("mentions_exact", ours.exact), ("links", ours.links)):
        assert (theirs[name]["hits"], theirs[name]["predicted"], theirs[name]["gold"]) == (
            count.hits,
            count.found,
            count.labelled,
        )
    assert (theirs["roles"]["right"], theirs["roles"]["of"]) == (ours.roles.hits, ours.roles.found)
