"""The second look at events: what it sees of a document, and that it tells what the first look does not."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.part import Scene
from extractors.relations.line import lines
from extractors.relations.linking import candidates
from extractors.relations.scoring import again, weights
from extractors.relations.scoring.again import shares_again
from extractors.relations.scoring.events import AGAIN, FLOOR, MOST, WIDTH, First, layout, looks
from extractors.relations.scoring.features import Features
from extractors.relations.scoring.pairs import LINKS, ROLES, Pair, pairs
from extractors.tagger.labels import Floats
from ontology.errors import WeightsError
from tests.extractors.relations.marked import scene

REPORT = (
    "[[Agency|Marina Costera]] [[Event:encounter|stopped]] [[Vessel|Siramá]] off [[Place|Puerto Lindo]].\n\n"
    "[[Person|Leo Paz]] slept. Cook was [[Person|Ada Roca]].\n\n"
    "[[Commodity|Cocaine]] was [[Event:seizure|seized]] later. All went to [[Place|Colón]]."
)
TYPES = ("Person", "Agency", "Place", "Vessel", "Event:arrest", "Event:seizure", "Phone", "Date")
MENTIONS = st.lists(st.tuples(st.sampled_from(TYPES), st.integers(0, 6)), max_size=14)


def first_look(found: Scene, every: list[Pair], given_shares: dict[tuple[str, str], float]) -> First:
    """A first look with these shares of pairs by the texts of their ends, whatever the link, and .02 of all others."""
    measured = Features(found, lines(found.analysis, found.mentions), candidates(
        found, lines(found.analysis, found.mentions))).of(every)  # fmt: skip
    shares = np.full((len(every), len(LINKS)), 0.02, dtype=np.float32)
    for n, pair in enumerate(every):
        shares[n] = given_shares.get((pair.near_subject.text, pair.near_object.text), 0.02)
    roles = np.full((len(every), len(ROLES)), 1 / len(ROLES), dtype=np.float32)
    return First(np.log(shares / (1 - shares)), shares, roles, measured)


def row(told: dict[tuple[str, str], float], subject: str, object_: str, link: str = "participatedIn") -> Floats:
    """The row of one pair of REPORT, where the first look gave these shares."""
    found = scene(REPORT, "en")
    every = pairs(found)
    look = looks(layout(found, lines(found.analysis, found.mentions)), every, first_look(found, every, told))[link]
    (n,) = (
        n
        for n, pair in enumerate(look.pairs)
        if (every[pair].near_subject.text, every[pair].near_object.text) == (subject, object_)
    )
    found_row: Floats = look.rows[n]
    return found_row


@pytest.mark.parametrize(
    "elsewhere",
    [
        {("Marina Costera", "stopped"): 0.9},
        {("Siramá", "stopped"): 0.9, ("Siramá", "seized"): 0.9},
        {("Ada Roca", "seized"): 0.9},
    ],
    ids=["its part in the event before", "a boat that took part in both", "a rival"],
)
def test_a_pair_is_seen_beside_the_others_of_its_document(elsewhere: dict[tuple[str, str], float]) -> None:
    pair = ("Leo Paz" if ("Ada Roca", "seized") in elsewhere else "Marina Costera"), "seized"
    assert not np.array_equal(row({}, *pair), row(elsewhere, *pair))


def test_pairs_without_any_share_are_not_looked_at_again() -> None:
    found = scene(REPORT, "en")
    every = pairs(found)
    told = layout(found, lines(found.analysis, found.mentions))
    first = first_look(found, every, {})
    faint = replace(first, shares=np.full_like(first.shares, FLOOR / 2))
    assert all(len(look.pairs) for look in looks(told, every, first).values())
    assert not any(len(look.pairs) for look in looks(told, every, faint).values())
    assert np.array_equal(shares_again(told, every, faint, again.load()), faint.shares)


def test_an_archive_has_no_second_look() -> None:
    found = scene(" ".join(f"[[Date|day {n}]]" for n in range(MOST)) + " [[Person|Ada]] [[Event:arrest|held]]", "en")
    every = pairs(found)
    told = layout(found, lines(found.analysis, found.mentions))
    first = first_look(found, every, {})
    assert every
    assert looks(told, every, first) == {}
    assert np.array_equal(shares_again(told, every, first, again.load()), first.shares)


def test_only_links_of_events_are_weighed_again() -> None:
    found = scene(REPORT, "en")
    every = pairs(found)
    first = first_look(found, every, {})
    shares = shares_again(layout(found, lines(found.analysis, found.mentions)), every, first, again.load())
    changed = {LINKS[n] for n in np.unique(np.nonzero(shares != first.shares)[1])}
    assert changed == set(AGAIN)
    assert ((shares >= 0) & (shares <= 1)).all()


@settings(max_examples=20, deadline=None)
@given(MENTIONS, st.randoms(use_true_random=False))
def test_what_is_seen_is_sound_and_hangs_on_no_order_of_pairs(
    drawn: list[tuple[str, int]], shuffle: random.Random
) -> None:
    found = scene(". ".join(f"[[{type_}|Name {n}]]" for type_, n in drawn), "en")
    every = pairs(found)
    told = layout(found, lines(found.analysis, found.mentions))
    first = first_look(found, every, {})
    order = shuffle.sample(range(len(every)), len(every))
    turned = replace(
        first, logits=first.logits[order], shares=first.shares[order], roles=first.roles[order],
        measured=first.measured[order],
    )  # fmt: skip
    straight, mixed = looks(told, every, first), looks(told, [every[n] for n in order], turned)
    for name, look in straight.items():
        assert look.rows.shape == (len(look.pairs), WIDTH)
        assert np.isfinite(look.rows).all()
        assert all(name in every[n].links for n in look.pairs)
        assert {order[n] for n in mixed[name].pairs} == set(look.pairs.tolist())


def copied(folder: Path) -> Path:
    for name in (again.MANIFEST, again.MODEL, weights.MANIFEST):
        (folder / name).write_bytes((weights.FOLDER / name).read_bytes())
    return folder


def test_trees_that_are_not_those_measured_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=again.MANIFEST):
        again.load(tmp_path)
    with (copied(tmp_path) / again.MODEL).open("ab") as model:
        model.write(b"\0")
    with pytest.raises(WeightsError, match="SHA-256"):
        again.load(tmp_path)


def test_trees_upon_another_first_look_are_refused(tmp_path: Path) -> None:
    manifest = json.loads((copied(tmp_path) / again.MANIFEST).read_bytes())
    (tmp_path / again.MANIFEST).write_text(json.dumps(manifest | {"first": "0" * 64}), "utf-8")
    with pytest.raises(WeightsError, match="another scorer"):
        again.load(tmp_path)
