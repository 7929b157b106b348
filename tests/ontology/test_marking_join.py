from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.marking import CONTROLS, PERMISSIONS, TLP, Marking, banner, join

COUNTRIES = ("USA", "MEX", "COL", "GTM", "HND")


def some(items: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.sets(st.sampled_from(items)).map(lambda chosen: tuple(sorted(chosen)))


US = st.builds(
    Marking,
    st.just("US"),
    st.sampled_from(("UNCLASSIFIED", "CUI")),
    some(("SP-LEI", "SP-PRVCY", "INTEL")),
    some(CONTROLS),
    some(COUNTRIES),
)
MARKING = st.one_of(US, st.builds(Marking, st.just("TLP"), st.sampled_from(TLP)))
SEVERAL = st.lists(MARKING, max_size=4)


@given(SEVERAL, SEVERAL)
def test_join_is_commutative(left: list[Marking], right: list[Marking]) -> None:
    assert join(left + right) == join(right + left)


@given(SEVERAL, SEVERAL, SEVERAL)
def test_join_is_associative(a: list[Marking], b: list[Marking], c: list[Marking]) -> None:
    assert join([*join(a + b), *c]) == join([*a, *join(b + c)]) == join(a + b + c)


@given(SEVERAL)
def test_join_is_idempotent(markings: list[Marking]) -> None:
    assert join(markings + markings) == join(markings) == join(join(markings))


@given(US, US)
def test_join_is_monotone(less: Marking, more: Marking) -> None:
    """What joins in can only restrict: nobody may see the whole who may not see each part."""
    (before,), (after,) = join([less]), join([less, more])
    assert set(before.categories) <= set(after.categories)
    assert set(before.controls) - PERMISSIONS <= set(after.controls)
    assert set(after.controls) & PERMISSIONS <= set(before.controls)
    assert before.level == "UNCLASSIFIED" or after.level == "CUI"
    if before.releasable_to and after.releasable_to:
        assert set(after.releasable_to) <= set(before.releasable_to)
    elif before.releasable_to:
        assert "NOFORN" in after.controls
    elif before.level == "CUI" or "NOFORN" in before.controls:
        assert not after.releasable_to


@given(MARKING)
def test_a_joined_banner_is_read_back(marking: Marking) -> None:
    (joined,) = join([marking])
    assert Marking.parse(str(joined)) == joined


@pytest.mark.parametrize(
    ("markings", "expected"),
    [
        (["CUI//REL TO USA, COL, MEX", "CUI//REL TO USA, GTM"], "CUI//NOFORN"),
        (["CUI//REL TO USA, COL, MEX", "CUI//REL TO USA, GTM, MEX"], "CUI//REL TO MEX, USA"),
        (["CUI//REL TO COL, MEX", "CUI//REL TO GTM"], "CUI//NOFORN"),
        (["CUI//SP-LEI//REL TO USA, MEX", "UNCLASSIFIED"], "CUI//SP-LEI//REL TO MEX, USA"),
        (["CUI//REL TO USA, MEX", "CUI"], "CUI//NOFORN"),
        (["CUI//SP-LEI", "CUI//SP-PRVCY//FEDCON"], "CUI//SP-LEI/SP-PRVCY//FEDCON"),
        (["CUI//RELIDO/REL TO USA, MEX", "CUI//NOFORN"], "CUI//NOFORN"),
        (["TLP:GREEN", "TLP:AMBER+STRICT", "TLP:AMBER"], "TLP:AMBER+STRICT"),
        (["TLP:GREEN", "UNCLASSIFIED"], "UNCLASSIFIED and TLP:GREEN"),
        ([], ""),
    ],
)
def test_banners(markings: list[str], expected: str) -> None:
    assert banner(map(Marking.parse, markings)) == expected
