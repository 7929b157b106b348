"""Roles come from grammar and words, in both languages; a person is never a suspect by position alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.relations.marked import cases, read


@pytest.mark.parametrize("case", cases("roles", "roles"), ids=lambda c: c["text"])
def test_roles(case: dict[str, Any]) -> None:
    links = read(case["text"], case["lang"]).links()
    assert {x for x in links if " participatedIn:" in x} == set(case["links"])


@pytest.mark.parametrize("case", cases("roles", "no_suspect"), ids=lambda c: c["text"])
def test_nobody_is_a_suspect_by_position_or_office(case: dict[str, Any]) -> None:
    assert not {x for x in read(case["text"], case["lang"]).links(standing=False) if ":suspect" in x}


def test_no_participant_without_a_role() -> None:
    told = [c for case in cases("roles", "roles") for c in read(case["text"], case["lang"]).claims("participatedIn")]
    assert told
    assert all(c.qualifier("role") for c in told)
