"""The lines of links and roles: a wrong data file or a wrong weights file stops the start and is named."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractors.relations.data import read
from extractors.relations.scoring.pairs import LINKS, ROLES
from extractors.relations.scoring.thresholds import compile_thresholds, thresholds
from extractors.relations.scoring.weights import FOLDER, MANIFEST, MODEL, load
from ontology.errors import PatternError, WeightsError


def changed(section: str, name: str, value: object) -> dict[str, Any]:
    content = copy.deepcopy(dict(read("scoring.yaml")))
    content[section][name] = value
    return content


def test_every_link_and_role_has_a_line_and_a_suspect_the_highest() -> None:
    told = thresholds()
    assert tuple(told.links) == LINKS
    assert tuple(told.roles) == ROLES
    assert told.roles["suspect"] == max(told.roles.values())
    assert told.veto < min(told.links.values()) < told.keep


@pytest.mark.parametrize(
    ("section", "name", "value", "where"),
    [
        ("links", "memberOf", 1.5, "links.memberOf"),
        ("roles", "suspect", "high", "roles.suspect"),
        ("rules", "veto", None, "rules.veto"),
        ("links", "why", "", "links"),
    ],
)
def test_a_wrong_entry_is_named(section: str, name: str, value: object, where: str) -> None:
    with pytest.raises(PatternError, match=r"expected") as caught:
        compile_thresholds(changed(section, name, value))
    assert where in str(caught.value)


def test_shares_rise_with_the_logit() -> None:
    shares = load().shares(np.array([-9, -1, 0, 1, 9], dtype=np.float32))
    assert (np.diff(shares) > 0).all()
    assert 0 < shares[0] < 0.01
    assert 0.9 < shares[-1] < 1


def copied(folder: Path) -> Path:
    for name in (MANIFEST, MODEL):
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    return folder


def test_weights_that_are_not_those_measured_are_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=MANIFEST):
        load(tmp_path)
    with (copied(tmp_path) / MODEL).open("ab") as model:
        model.write(b"\0")
    with pytest.raises(WeightsError, match="SHA-256"):
        load(tmp_path)


def test_weights_upon_another_tagger_are_refused(tmp_path: Path) -> None:
    manifest = json.loads((copied(tmp_path) / MANIFEST).read_bytes())
    (tmp_path / MANIFEST).write_text(json.dumps(manifest | {"tagger": "0" * 64}), "utf-8")
    with pytest.raises(WeightsError, match="another tagger"):
        load(tmp_path)


def test_weights_for_other_links_are_refused(tmp_path: Path) -> None:
    manifest = json.loads((copied(tmp_path) / MANIFEST).read_bytes())
    (tmp_path / MANIFEST).write_text(json.dumps(manifest | {"links": ["knows"]}), "utf-8")
    with pytest.raises(WeightsError, match="other links"):
        load(tmp_path)
