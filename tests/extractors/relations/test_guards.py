"""What the learned scorer may not tell of a person, whatever its share; and what stands beside it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.extractors.relations.marked import cases, read

CASES = cases("guards", "guards")


def _marks(case: dict[str, Any]) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=case["missed"])] if "missed" in case else []


@pytest.mark.parametrize("case", [pytest.param(c, marks=_marks(c), id=c["text"]) for c in CASES])
def test_what_may_not_be_told_of_a_person(case: dict[str, Any]) -> None:
    reading = read(case["text"], case["lang"])
    links = reading.links()
    assert not set(case.get("never", ())) & links
    assert set(case.get("told", ())) <= links
    assert not [group for group in reading.joined if set(case.get("apart", ["-"])) <= group]
