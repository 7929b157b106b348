"""Our import names are folder names that others use too, and pip lets a package overwrite another without a word."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ontology", "extractors", "graph", "api")


@pytest.mark.parametrize("room", ROOMS)
def test_an_import_name_leads_into_our_tree(room: str) -> None:
    spec = importlib.util.find_spec(room)
    assert spec is not None
    assert spec.origin is not None
    assert Path(spec.origin).resolve() == ROOT / room / "__init__.py"


@pytest.mark.parametrize("room", ROOMS)
def test_no_other_distribution_owns_an_import_name(room: str) -> None:
    assert set(packages_distributions().get(room, ())) <= {"linkwright"}


def test_no_top_level_module_bears_a_name_of_the_standard_library() -> None:
    assert not set(ROOMS) & sys.stdlib_module_names


def test_no_module_bears_a_name_of_the_standard_library() -> None:
    """`types.py` beside a script that runs from its folder hides the real one."""
    modules = [path for room in ROOMS for path in (ROOT / room).rglob("*.py") if path.stem != "__init__"]
    assert [str(m.relative_to(ROOT)) for m in modules if m.stem in sys.stdlib_module_names] == []


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for room in ROOMS for path in (ROOT / room).rglob("*.py")}
    assert [str(f.relative_to(ROOT)) for f in sorted(folders) if not (f / "__init__.py").is_file()] == []


def test_no_package_file_below_tests_hides_one_of_ours() -> None:
    assert [str(p.relative_to(ROOT)) for p in (ROOT / "tests").rglob("__init__.py")] == []


def test_names_of_test_files_are_unique() -> None:
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
