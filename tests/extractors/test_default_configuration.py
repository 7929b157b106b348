"""The configuration of every command: each part once, and a digest that follows the data."""

from __future__ import annotations

from pathlib import Path

from extractors.default import default_configuration, digests, recogniser_parts


def test_every_part_runs_once() -> None:
    configuration = default_configuration()
    assert configuration is default_configuration()
    assert len(set(configuration.parts)) == len(configuration.parts)
    assert {part.name for part in recogniser_parts()} >= {"phones", "places", "dates"}
    assert configuration.coreferencers
    assert configuration.staters


def test_the_digest_follows_every_data_file_and_no_code(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "words.yaml").write_text("a: 1")
    (tmp_path / "places.tsv").write_text("x\ty")
    before = digests(tmp_path, "patterns")
    assert [name for name, _ in before] == ["patterns/deep/words.yaml", "patterns/places.tsv"]
    (tmp_path / "code.py").write_text("pass")
    assert digests(tmp_path, "patterns") == before
    (tmp_path / "deep" / "words.yaml").write_text("a: 2")
    after = digests(tmp_path, "patterns")
    assert after[0] != before[0]
    assert after[1] == before[1]
