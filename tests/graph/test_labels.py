"""What an entity is called, of the names that reports give it."""

from __future__ import annotations

from datetime import date

from graph.labels import label
from graph.views import Basis, ValueView

BASIS = Basis(claims=("c1",), origins=1, reliability="B", credibility=2, known_from=date(2024, 1, 1))


def _called(*names: str) -> str:
    """The label of a network of these names, those of most claims first."""
    return label("CriminalNetwork", {"name": [ValueView(name, name.casefold(), BASIS) for name in names]})


def test_the_fullest_name_is_shown_however_many_use_the_short_one() -> None:
    assert _called("Zarcos", "Los Zarcos", "Cártel de los Zarcos") == "Cártel de los Zarcos"


def test_a_description_in_lower_case_gives_way_to_any_name() -> None:
    assert _called("gente del Zarco", "Los Zarcos", "GRUPO ZARCO") == "Los Zarcos"


def test_a_description_is_shown_where_there_is_no_name() -> None:
    assert _called("gente del Zarco") == "gente del Zarco"
