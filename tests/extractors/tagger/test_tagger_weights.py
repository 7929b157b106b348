"""The weights that ship are those that were measured, or nothing runs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from extractors.default import MANIFESTS
from extractors.tagger.weights import FOLDER, MANIFEST, MODEL, TOKENIZER, load
from ontology.errors import WeightsError
from ontology.loader import schema


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in (MANIFEST, MODEL, TOKENIZER):
        shutil.copy(FOLDER / name, tmp_path / name)
    return tmp_path


def test_a_byte_changed_is_one_clear_error(copy: Path) -> None:
    held = bytearray((copy / MODEL).read_bytes())
    held[len(held) // 2] ^= 1
    (copy / MODEL).write_bytes(held)
    with pytest.raises(WeightsError, match=rf"{MODEL}: SHA-256 is .* is wanted"):
        load(copy)


@pytest.mark.parametrize("name", [MANIFEST, MODEL, TOKENIZER])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(WeightsError, match=name):
        load(copy)


def test_the_manifest_that_the_configuration_digest_reads_names_both_files() -> None:
    assert set(json.loads((FOLDER / MANIFEST).read_text("utf-8"))["files"]) == {MODEL, TOKENIZER}
    assert f"tagger/{MANIFEST}" in MANIFESTS


def test_types_and_kinds_are_those_of_the_ontology() -> None:
    labels = load().labels
    known = schema().types
    for type_ in labels.types:
        assert type_ in known or type_ in ("Coordinate", "Date", "Money")
    for kind in labels.kinds:
        type_, _, name = kind.partition(":")
        assert name in known[type_].kinds
