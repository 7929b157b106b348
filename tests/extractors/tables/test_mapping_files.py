"""Mapping files: the shipped ones and the page's example hold, a spoiled one is named by file, line and key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.tables import load
from ontology.errors import SchemaError, SetupError
from tests.extractors.tables.test_mapped_rows import MAPPING

SPOILED: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("spoiled.yaml").read_text("utf-8"))
PAGE = (Path(__file__).parents[3] / "docs" / "mappings.md").read_text("utf-8")


@pytest.mark.parametrize("name", load.shipped())
def test_a_shipped_mapping_holds_and_is_on_the_page(name: str) -> None:
    mapping = load.find(name)
    assert mapping.name == name
    assert f"| `{name}` |" in PAGE


def test_the_example_of_the_page_holds() -> None:
    example = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[0]
    assert load.load("example.yaml", example).name == "informants_phones"


@pytest.mark.parametrize("case", SPOILED, ids=[case["error"][:60] for case in SPOILED])
def test_a_spoiled_mapping_is_named(case: dict[str, str]) -> None:
    assert case["old"] in MAPPING
    with pytest.raises(SchemaError) as told:
        load.load("people.yaml", MAPPING.replace(case["old"], case["new"], 1))
    assert str(told.value).startswith(case["error"]), str(told.value)


def test_contacts_need_the_ground_on_which_they_are_held() -> None:
    text = (Path(load.__file__).parent / "shipped" / "call_records.yaml").read_text("utf-8")
    with pytest.raises(SchemaError, match="needs its legalProcess"):
        load.load("calls.yaml", text.replace("      legalProcess: legal_process\n", ""))


def test_any_change_is_another_mapping() -> None:
    assert load.load("a.yaml", MAPPING).digest != load.load("a.yaml", MAPPING.replace('"1"', '"2"')).digest


def test_an_unknown_mapping_tells_which_there_are() -> None:
    with pytest.raises(SetupError, match="call_records, crossings, ofac_sdn, persons, phones, vehicles"):
        load.find("nobody")
