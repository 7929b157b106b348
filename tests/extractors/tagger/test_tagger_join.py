"""The tagger beside the rules: who leads, what a rule needs to stand alone, and what rules lend."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.lend import lent
from extractors.part import CHECKED, CUED, LEADING, LISTED, TAGGED, Found
from extractors.settle import settle
from extractors.tagger import policy
from extractors.tagger.recogniser import NAME, believed
from extractors.tagger.weights import load
from ontology.claim import Value
from ontology.errors import PatternError

NUMBER = ("number", Value("555-0182", "+15555550182"))
CALLED = ("name", Value("Reynosa", "reynosa"))


def _rule(
    start: int, end: int, type_: str, rank: int, kind: str | None = None, *attributes: tuple[str, Value]
) -> Found:
    return Found(start, end, type_, rank, "rules", kind=kind, attributes=attributes)


def _tagged(start: int, end: int, type_: str, rank: int = LEADING, kind: str | None = None) -> Found:
    return Found(start, end, type_, rank, NAME, kind=kind)


def test_the_order_is_checked_tagger_cue_list() -> None:
    assert CHECKED > LEADING > CUED > TAGGED > LISTED


def test_every_type_that_the_weights_know_has_a_policy_and_no_other() -> None:
    assert set(policy.policies()) == set(load().labels.types)


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("Person: {tagger: leads, alone: cued}", "Person: `tagger`, `alone` and `why` are wanted"),
        ("Person: {tagger: wins, alone: cued, why: x}", "Person: unknown word"),
        ("Person: {tagger: leads, alone: never, why: x}", "Person: unknown word"),
        ("- Person", "a mapping"),
        ("a: [", "cannot be read"),
    ],
)
def test_a_wrong_policy_is_named(entry: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tagger.yaml").write_text(entry)
    monkeypatch.setattr(policy, "FILE", tmp_path / "tagger.yaml")
    with pytest.raises(PatternError, match=told):
        policy.policies.__wrapped__()


def test_a_weak_rule_stands_only_where_the_tagger_sees_the_type() -> None:
    weak = _rule(0, 8, "Site", CUED)
    assert believed([weak]) == []
    beside = _tagged(2, 6, "Site")
    assert believed([weak, beside]) == [weak, beside]
    assert believed([weak, _tagged(2, 6, "Event")]) == [_tagged(2, 6, "Event")]


def test_a_kind_that_the_tagger_never_learned_is_left_to_the_rules() -> None:
    assert "Event:kidnapping" not in load().labels.kinds
    known_to_rules_alone = _rule(0, 8, "Event", LISTED, "kidnapping")
    assert believed([known_to_rules_alone]) == [known_to_rules_alone]


def test_a_checked_identifier_is_above_the_tagger_and_a_cue_below() -> None:
    span = _tagged(0, 20, "Vehicle")
    assert settle([span, _rule(5, 12, "Vehicle", CHECKED)]) == [_rule(5, 12, "Vehicle", CHECKED)]
    assert settle([span, _rule(5, 12, "Vehicle", CUED)]) == [span]


def test_what_a_rule_knows_is_lent_to_the_tagger_s_span() -> None:
    span = _tagged(0, 20, "Phone")
    assert lent(span, [span, _rule(4, 12, "Phone", CUED, None, NUMBER)]).attributes == (NUMBER,)
    assert lent(span, [span, _rule(4, 12, "Money", CUED, None, NUMBER)]) == span


def test_a_name_is_lent_only_by_the_same_span() -> None:
    span = _tagged(0, 10, "Place")
    assert lent(span, [_rule(0, 10, "Place", LISTED, None, CALLED, NUMBER)]).attributes == (CALLED, NUMBER)
    assert lent(span, [_rule(0, 7, "Place", LISTED, None, CALLED, NUMBER)]).attributes == (NUMBER,)


def test_a_kind_of_its_own_is_kept_and_a_missing_one_lent() -> None:
    rule = _rule(0, 8, "Event", CUED, "seizure")
    assert lent(_tagged(0, 8, "Event", kind="arrest"), [rule]).kind == "arrest"
    assert lent(_tagged(0, 8, "Event"), [rule]).kind == "seizure"
