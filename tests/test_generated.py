"""Generated files that are committed are what their sources give today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.generate import GENERATED, ROOT


@pytest.mark.parametrize(("path", "write"), GENERATED, ids=[path for path, _ in GENERATED])
def test_a_committed_file_is_what_its_source_gives(path: str, write: Callable[[Path], None], tmp_path: Path) -> None:
    fresh = tmp_path / Path(path).name
    write(fresh)
    assert (ROOT / path).read_text("utf-8") == fresh.read_text("utf-8"), "run `make generate`"
