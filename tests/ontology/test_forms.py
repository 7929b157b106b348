from __future__ import annotations

from ontology.forms import Form, forms
from ontology.model import Property

LABEL = {"en": "x", "es": "x"}


def properties(*told: tuple[str, str, bool]) -> list[Property]:
    return [Property(name, value, LABEL, "", many) for name, value, many in told]


def test_numbers_and_dates_have_forms_of_their_own_and_all_else_is_text() -> None:
    found = forms(properties(("year", "number", False), ("born", "date", False), ("public", "flag", False)))
    assert found == {"born": Form("time", False), "public": Form("text", False), "year": Form("number", False)}


def test_one_name_has_one_form_whichever_types_share_it() -> None:
    shared = properties(
        ("size", "number", False), ("size", "text", False), ("day", "date", False), ("day", "date", True)
    )
    assert forms(shared) == {"day": Form("time", True), "size": Form("text", False)}
    assert forms(reversed(shared)) == forms(shared)
