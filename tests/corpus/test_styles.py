"""Corpora are told apart by how they are labelled, and what ships labels in one of the styles it learned from."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from extractors.arbiter import weights as arbiter
from extractors.arbiter.proposals import proposals
from extractors.relations.scoring import weights as links
from extractors.tagger import weights as tagger
from extractors.tagger.recogniser import PART
from extractors.tagger.tagger import Reading, read
from tests.extractors.recognisers.recognised import analysed
from training.documents import FOLDS, TRAINING, WRITTEN, parted
from training.documents import read as read_corpora
from training.styles import FILE, styles

REPORT = """The ledger was taken from her at the depot on 4 May 2023 and the two drivers were held. Every Friday he paid
the guards eighty dollars. Forty people crossed that week, twelve more than the week before, and crossed again in June.
They had been stopped twice, searched for weapons, and sent back."""


def test_every_corpus_has_one_style() -> None:
    found = {path.stem for folder in (TRAINING, WRITTEN) for path in folder.glob("*.jsonl")}
    held = yaml.safe_load(FILE.read_text("utf-8"))["styles"]
    assert sorted(corpus for corpora in held.values() for corpus in corpora) == sorted(found)


def test_the_weights_label_in_the_style_that_is_said_to_ship() -> None:
    for folder, name in ((tagger.FOLDER, tagger.MANIFEST), (links.FOLDER, links.MANIFEST)):
        manifest = json.loads((folder / name).read_text("utf-8"))
        assert manifest["style"] == styles().shipped
        assert tuple(manifest["training"]["styles"]) == styles().names


def test_the_sparing_style_marks_fewer_events_and_shares_what_the_links_stand_upon() -> None:
    """Habits, counts of a week and second words for one event are what the fuller style marks too."""
    sparing, full = (_in_style(name) for name in ("sparing", "full"))
    assert _events(sparing) < _events(full)
    for (_, one), (_, other) in zip(sparing.windows, full.windows, strict=True):
        assert (one == other).all()


def test_the_arbiter_is_told_the_style() -> None:
    columns = arbiter.load().columns
    for style in range(len(styles().names)):
        analysis = replace(analysed(REPORT, "en"), tagger=replace(tagger.load(), style=style))
        told = columns.rows(proposals(PART.run(analysis)), analysis)[:, -1]
        assert len(told)
        assert (told == style).all()


@pytest.mark.parametrize("folder", [TRAINING, WRITTEN], ids=["training", "written"])
def test_every_document_that_a_fold_may_leave_out_is_left_out_by_one(folder: Path) -> None:
    every, out = read_corpora(folder), Counter[str]()
    for fold in range(FOLDS):
        learned, left_out = ([str(d["id"]) for d in part] for part in parted(folder, fold))
        assert sorted(learned + left_out) == [str(d["id"]) for d in every]
        out.update(left_out)
    assert out == Counter(str(d["id"]) for d in every if folder == TRAINING or d["style"] == styles().shipped)


def _in_style(name: str) -> Reading:
    return read(REPORT, replace(tagger.load(), style=styles().names.index(name)))


def _events(reading: Reading) -> int:
    return sum(mention.type == "Event" for mention in reading.mentions)
