"""The model card tells of the weights that ship, and of no others."""

from __future__ import annotations

import hashlib
import json

from extractors.tagger.weights import FOLDER, MANIFEST, MODEL
from tests.conftest import ROOT


def test_the_card_names_the_shipped_weights_and_how_they_were_made() -> None:
    card = (ROOT / "docs" / "tagger.md").read_text("utf-8")
    manifest = json.loads((FOLDER / MANIFEST).read_text("utf-8"))
    training = manifest["training"]
    assert f"`{manifest['files'][MODEL]}`" in card
    assert f"{training['documents']} documents" in card
    assert f"{training['recipe']['epochs']} epochs, seed {training['recipe']['seed']}" in card
    assert f"{len(manifest['types'])} types" in card


def test_the_corpora_are_those_that_were_learned_from() -> None:
    """Another text under the same name would no longer give these weights, nor these figures. What was written beside
    and is never measured on may grow."""
    told = json.loads((FOLDER / MANIFEST).read_text("utf-8"))["training"]["corpora"]
    held, written = _hashes("training"), _hashes("written")
    assert {name: digest for name, digest in told.items() if name not in written} == held


def _hashes(folder: str) -> dict[str, str]:
    paths = (ROOT / "corpora" / folder).glob("*.jsonl")
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
