"""What rules lend to a span that knows nothing but its type."""

from __future__ import annotations

from extractors.crossing import Spans
from extractors.lend import lent
from extractors.part import CUED, LISTED, TAGGED, Found
from extractors.tagger.recogniser import NAME
from ontology.claim import Value

NUMBER = ("number", Value("555-0182", "+15555550182"))
CALLED = ("name", Value("Reynosa", "reynosa"))


def _rule(
    start: int, end: int, type_: str, rank: int, kind: str | None = None, *attributes: tuple[str, Value]
) -> Found:
    return Found(start, end, type_, rank, "rules", kind=kind, attributes=attributes)


def _tagged(start: int, end: int, type_: str, kind: str | None = None) -> Found:
    return Found(start, end, type_, TAGGED, NAME, kind=kind)


def test_what_a_rule_knows_is_lent_to_the_tagger_s_span() -> None:
    span = _tagged(0, 20, "Phone")
    assert lent(span, Spans([span, _rule(4, 12, "Phone", CUED, None, NUMBER)])).attributes == (NUMBER,)
    assert lent(span, Spans([span, _rule(4, 12, "Money", CUED, None, NUMBER)])) == span


def test_a_name_is_lent_only_by_the_same_span() -> None:
    span = _tagged(0, 10, "Place")
    assert lent(span, Spans([_rule(0, 10, "Place", LISTED, None, CALLED, NUMBER)])).attributes == (CALLED, NUMBER)
    assert lent(span, Spans([_rule(0, 7, "Place", LISTED, None, CALLED, NUMBER)])).attributes == (NUMBER,)


def test_a_kind_of_its_own_is_kept_and_a_missing_one_lent() -> None:
    rule = _rule(0, 8, "Event", CUED, "seizure")
    assert lent(_tagged(0, 8, "Event", kind="arrest"), Spans([rule])).kind == "arrest"
    assert lent(_tagged(0, 8, "Event"), Spans([rule])).kind == "seizure"
