"""What a ledger says as a whole (`decide`), without a store."""

from __future__ import annotations

from dataclasses import replace

from graph.judgement import GENESIS, Judgement, Verdict, behind, decide, verify_chain


def ledger(*said: tuple[Verdict, str, str | None]) -> list[Judgement]:
    """A chain of judgements."""
    made: list[Judgement] = []
    for verdict, left, right in said:
        previous = made[-1].id if made else GENESIS
        made.append(Judgement(verdict, left, right, "ibarra", "seen", "2024-01-01T00:00:00+00:00", previous))
    return made


def test_a_verdict_given_anew_counts_from_then_on() -> None:
    """Clustering takes verdicts in this order, so the older one of two that exclude each other holds."""
    decisions = decide(ledger(("same", "m1", "m2"), ("different", "m2", "m3"), ("different", "m2", "m1")))
    assert decisions.pairs == (("m2", "m3", "different"), ("m1", "m2", "different"))
    assert decisions.same == frozenset()
    assert decisions.different == {("m1", "m2"), ("m2", "m3")}


def test_of_two_types_and_two_verdicts_on_a_claim_the_later_holds() -> None:
    said = ledger(("retype", "m1", "Person"), ("reject", "c1", None), ("retype", "m1", "Site"), ("confirm", "c1", None))
    assert decide(said).types == {"m1": "Site"}
    assert decide(said).rejected == frozenset()
    assert decide(said[:3]).rejected == {"c1"}


def test_the_first_judgement_that_does_not_follow_is_named() -> None:
    first, second, third = ledger(("same", "m1", "m2"), ("unsure", "m2", "m3"), ("withdraw", "d1", None))
    assert verify_chain([first, second, third]) is None
    assert verify_chain([first, third]) == third.id
    assert verify_chain([second, third]) == second.id


def test_ids_that_were_kept_elsewhere_tell_that_the_end_was_changed() -> None:
    made = ledger(("same", "m1", "m2"), ("unsure", "m2", "m3"), ("withdraw", "d1", None))
    kept = [judgement.id for judgement in made]
    assert verify_chain(made, kept) is None
    assert verify_chain([*made[:2], replace(made[2], left="d2")]) is None, "the chain alone does not tell it"
    assert verify_chain([*made[:2], replace(made[2], left="d2")], kept) == kept[2]
    assert verify_chain(made[:1], kept) == kept[1]
    assert [behind(made, kept[:n]) for n in range(4)] == [3, 2, 1, 0]


def test_what_a_judgement_is_made_for_is_part_of_what_is_chained() -> None:
    (plain,) = ledger(("same", "m1", "m2"))
    stated = replace(plain, purpose="review", case="C-7")
    assert len({plain.id, stated.id, replace(plain, purpose="review").id, replace(plain, case="C-7").id}) == 4
    assert plain.id == "jntrj7e6vsm3fpmfskjh55qgode4h6mnd", "a judgement of before has the id that it had"
