"""Which pairs the scorer is asked about, and what is measured of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.part import Scene
from extractors.relations.line import lines
from extractors.relations.linking import candidates
from extractors.relations.scoring.features import RULES, WIDTH, Features
from extractors.relations.scoring.pairs import LINKS, pairs
from ontology.loader import schema
from tests.extractors.relations.marked import scene

TYPES = ("Person", "CriminalNetwork", "Place", "Phone", "Event:arrest", "Vehicle", "Date")
MENTIONS = st.lists(st.tuples(st.sampled_from(TYPES), st.integers(0, 5)), max_size=14)


def told(found: Scene) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(p.near_subject.text, p.near_object.text, p.links) for p in pairs(found)]


def test_every_link_that_texts_tell_may_be_asked_about() -> None:
    assert set(LINKS) == set(schema().links) - {"linkedTo"}


def test_two_things_are_asked_about_in_both_directions_symmetric_links_once() -> None:
    asked = told(scene("[[Person|Ada Roca]] met [[Person|Leo Paz]].", "en"))
    assert asked == [
        ("Ada Roca", "Leo Paz", ("associateOf", "contacted", "familyOf", "paid")),
        ("Leo Paz", "Ada Roca", ("paid",)),
    ]


def test_the_closest_mentions_carry_a_link_across_sentences() -> None:
    found = scene(
        "[[Person|Ada Roca]] slept. [[Person|Ada Roca]] woke.\n\nThen [[CriminalNetwork|Los Zorzales]] came.", "en"
    )
    (pair,) = pairs(found)
    assert pair.near_subject.index == 1
    assert found.analysis.text[slice(*pair.span)].startswith("Ada Roca woke")


def test_an_address_book_makes_no_quadratic_number_of_pairs() -> None:
    book = "\n".join(f"[[Phone|7555-{n:04d}]]" for n in range(200))
    assert len(pairs(scene(book, "es"))) < 200 * 13


@settings(max_examples=30, deadline=None)
@given(MENTIONS)
def test_pairs_and_their_measures_are_sound(drawn: list[tuple[str, int]]) -> None:
    found = scene(" and ".join(f"[[{type_}|Name {n}]]" for type_, n in drawn), "en")
    every = pairs(found)
    for pair in every:
        ends = pair.near_subject.type, pair.near_object.type
        assert pair.subject != pair.object
        assert pair.links
        assert all(schema().links[name].allows(*ends) for name in pair.links)
    assert len({(p.subject, p.object) for p in every}) == len(every)
    line = lines(found.analysis, found.mentions)
    measured = Features(found, line, candidates(found, line)).of(every)
    assert measured.shape == (len(every), WIDTH)
    assert np.isfinite(measured).all()


def test_what_a_rule_proposes_is_measured() -> None:
    found = scene("[[Person|Ada Roca]] works for [[CriminalNetwork|Los Zorzales]].", "en")
    line = lines(found.analysis, found.mentions)
    every = pairs(found)
    with_rules = Features(found, line, candidates(found, line)).of(every)
    without = Features(found, line, ()).of(every)
    assert with_rules[0, -RULES + LINKS.index("memberOf")] > 0.5
    assert not without[:, -RULES:].any()
