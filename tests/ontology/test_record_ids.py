"""Ids of documents, mentions and claims: equal content, one id; nothing that may change is in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.claim import Claim, Extraction, Value
from ontology.document import Document, Mention
from ontology.handling import Handling
from ontology.ids import canonical_json, content_digest, content_id
from ontology.interval import Interval

HANDLING = Handling("CBP", "UNCLASSIFIED", "8 USC 1324", ("CBP",), "CBP")
DOCUMENT = Document("0" * 64, "text", "en", "CBP", HANDLING, date(2024, 1, 1), date(2029, 1, 1))
CLAIM = Claim("m1", "uses", "d1", ((0, 4),), "links", "1", object="m2")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_the_form_of_an_id_is_fixed() -> None:
    """Stored ids must hold for years: this one may never change."""
    assert content_id("m", "document", "0:4") == "mo72kamlm363ykptacnb3b2qlvgwjbr73"
    assert content_digest("document", "0:4") == content_id("d", "document", "0:4")[1:]


@given(JSON)
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: object) -> None:
    def turned(inner: object) -> object:
        if isinstance(inner, dict):
            return {key: turned(inner[key]) for key in reversed(inner)}
        return [turned(item) for item in inner] if isinstance(inner, list) else inner

    assert canonical_json(turned(value)) == canonical_json(value)


def test_a_lone_surrogate_has_an_id_and_nan_has_none() -> None:
    assert content_id("d", "\ud800").startswith("d")
    with pytest.raises(ValueError, match="JSON"):
        content_id("d", float("nan"))


@pytest.mark.parametrize(
    "change",
    [
        {"sha256": "1" * 64},
        {"source": "DEA"},
        {"given_id": "r-1"},
        {"handling": replace(HANDLING, submitting_agency="DEA")},
        {"handling": replace(HANDLING, marking="CUI")},
    ],
)
def test_what_makes_another_document(change: dict[str, object]) -> None:
    assert replace(DOCUMENT, **change).id != DOCUMENT.id  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"lang": "es"},
        {"title": "t"},
        {"reliability": "B"},
        {"received": date(2024, 2, 1)},
        {"event_date": Interval.year(2023)},
    ],
)
def test_what_does_not_make_another_document(change: dict[str, object]) -> None:
    assert replace(DOCUMENT, **change).id == DOCUMENT.id  # type: ignore[arg-type]


def test_the_origin_of_a_document_is_its_source_unless_told_otherwise() -> None:
    assert replace(DOCUMENT, source=" Diario  del SUR ", origin="").origin == "diario del sur"
    assert replace(DOCUMENT, origin="agencia").origin == "agencia"


def test_a_mention_is_its_place() -> None:
    assert Mention("d1", 0, 4).locator == "0:4"
    assert Mention("d1", 0, 4, 1).locator == "0:4#1"
    assert len({Mention("d1", 0, 4).id, Mention("d1", 0, 5).id, Mention("d2", 0, 4).id, Mention("d1", 0, 4, 1).id}) == 4


@pytest.mark.parametrize(
    "change",
    [
        {"predicate": "owns"},
        {"object": "m3"},
        {"object": None, "value": Value("w", "n")},
        {"qualifiers": (("role", "suspect"),)},
        {"polarity": "denied"},
        {"modality": "planned"},
        {"evidence": ((0, 5),)},
        {"extractor": "other"},
    ],
)
def test_what_makes_another_claim(change: dict[str, object]) -> None:
    assert replace(CLAIM, **change).id != CLAIM.id  # type: ignore[arg-type]


@pytest.mark.parametrize("change", [{"version": "2"}, {"score": 0.5}])
def test_what_does_not_make_another_claim(change: dict[str, object]) -> None:
    assert replace(CLAIM, **change).id == CLAIM.id  # type: ignore[arg-type]


def test_a_claim_has_an_object_or_a_value() -> None:
    with pytest.raises(ValueError, match="either an object or a value"):
        replace(CLAIM, object=None)
    with pytest.raises(ValueError, match="either an object or a value"):
        replace(CLAIM, value=Value("w", "n"))


def test_only_asserted_and_actual_claims_make_the_graph() -> None:
    assert CLAIM.makes_graph
    assert not replace(CLAIM, polarity="denied").makes_graph
    assert not replace(CLAIM, modality="habitual").makes_graph
    assert replace(CLAIM, qualifiers=(("role", "suspect"),)).qualifier("role") == "suspect"
    assert CLAIM.qualifier("role") is None


def test_a_run_is_a_document_and_a_configuration() -> None:
    run = Extraction(DOCUMENT, (), (), ("names@1",), "configuration").run
    assert run == Extraction(DOCUMENT, (), (CLAIM,), ("names@1",), "configuration").run
    assert run != Extraction(DOCUMENT, (), (), ("names@1",), "another").run
