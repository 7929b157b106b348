"""The schema that ships loads; a bad file stops the start and is named with line and key."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from ontology.errors import SchemaError
from ontology.loader import load, schema

SHIPPED = Path(str(files("ontology"))) / "schema"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "schema"
    shutil.copytree(SHIPPED, copied)
    return copied


def edit(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), "utf-8")


BAD_FILES: list[dict[str, str]] = yaml.safe_load(Path(__file__).with_name("spoiled_schema.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", BAD_FILES, ids=[f"{c['file']}-{c['what']}" for c in BAD_FILES])
def test_a_bad_file_is_named_with_line_and_key(folder: Path, case: dict[str, str]) -> None:
    edit(folder, case["file"], case["old"], case["new"])
    with pytest.raises(SchemaError) as caught:
        load(folder)
    assert case["file"] in caught.value.where
    assert case["where"] in caught.value.where
    assert case["what"] in caught.value.what


def test_a_link_named_like_a_property_is_refused(folder: Path) -> None:
    text = (folder / "links/leads.yaml").read_text("utf-8").replace("link: leads", "link: plate")
    (folder / "links/plate.yaml").write_text(text, "utf-8")
    with pytest.raises(SchemaError, match=r"schema/links/plate.yaml:1 link: 'plate' is a property of Vehicle"):
        load(folder)


def test_a_kind_without_a_code_list_is_refused(folder: Path) -> None:
    edit(folder, "types/Email.yaml", "  address:", "  kind:")
    edit(folder, "types/Email.yaml", "caption: [address]", "caption: [kind]")
    with pytest.raises(SchemaError, match=r"types/Email.yaml:8 properties.kind: a kind is a code with a list"):
        load(folder)


def _rename_kind(folder: Path) -> None:
    edit(folder, "types/Event.yaml", "arrest: {en: arrest", "arrest: {en: detention")


def _new_type(folder: Path) -> None:
    text = (folder / "types/Email.yaml").read_text("utf-8").replace("type: Email", "type: Pager")
    (folder / "types/Pager.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize("change", [_rename_kind, _new_type])
def test_the_digest_changes_with_any_file(folder: Path, change: Callable[[Path], None]) -> None:
    assert load(folder).digest == schema().digest
    change(folder)
    assert load(folder).digest != schema().digest


def test_a_new_type_is_one_file(folder: Path) -> None:
    _new_type(folder)
    assert load(folder).types["Pager"].keys[0].value == "email_address"


def test_the_schema_is_read_once_and_in_the_order_of_names() -> None:
    assert schema() is schema()
    assert list(schema().types) == sorted(schema().types)
    assert list(schema().links) == sorted(schema().links)


def test_reading_the_schema_imports_no_large_library() -> None:
    script = (
        "import sys, ontology.loader as l; l.schema(); print({'pydantic','phonenumbers','stdnum'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=SHIPPED.parents[1]
    )
    assert done.stdout.strip() == "set()"
