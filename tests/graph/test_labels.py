"""What an entity is called, of the names that reports give it."""

from __future__ import annotations

from datetime import date

import pytest

from graph.few import shown_entity
from graph.labels import label
from graph.views import Basis, EntityView, ValueView

BASIS = Basis(claims=("c1",), origins=1, reliability="B", credibility=2, known_from=date(2024, 1, 1))


def _called(*names: str) -> str:
    """The label of a network of these names, those of most claims first."""
    return label("CriminalNetwork", {"name": [ValueView(name, name.casefold(), BASIS) for name in names]})


@pytest.mark.parametrize(("counted", "called"), [("../7/..", "<10"), ("7/../..", "≥1"), ("5/../12", "5 to 12")])
def test_a_group_of_which_a_figure_is_all_that_is_told(counted: str, called: str) -> None:
    values = {"estimate": (ValueView("siete", counted, BASIS),)}
    group = EntityView("m1", "PopulationGroup", label("PopulationGroup", values), None, ("m1",), values, BASIS)
    assert shown_entity(group).label == called


def test_the_fullest_name_is_shown_however_many_use_the_short_one() -> None:
    assert _called("Zarcos", "Los Zarcos", "Cártel de los Zarcos") == "Cártel de los Zarcos"


def test_a_description_in_lower_case_gives_way_to_any_name() -> None:
    assert _called("gente del Zarco", "Los Zarcos", "GRUPO ZARCO") == "Los Zarcos"


def test_a_description_is_shown_where_there_is_no_name() -> None:
    assert _called("gente del Zarco") == "gente del Zarco"
