"""A text without its layout: names that hyphens, line ends and the marks of quoted mail cut are whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout import unwrapped
from extractors.pipeline import GivenMention
from ontology.claim import TYPE, Extraction
from tests.extractors.reports import extracted

PIECES = st.sampled_from(
    ["Villa", "lobos", "VILLA", "LOBOS", "co", "12", "-", "\n", "\r\n", "\n\n", "> ", ">", " ", "\xad", "‐", ". ",
     "a sentence that goes on and on for more than fifty characters and then"]
)  # fmt: skip


def _persons(extraction: Extraction) -> list[tuple[str, str]]:
    """The written name of each person, and its words in the text received."""
    place = {m.id: m for m in extraction.mentions}
    told = [(c, place[c.subject]) for c in extraction.claims if c.predicate == TYPE and c.value]
    return [
        (c.value.written, extraction.document.text[m.start : m.end])
        for c, m in sorted(told, key=lambda pair: pair[1].start)
        if c.value and c.value.normal == "Person"
    ]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Ernesto Villa-\nlobos Prieto", "Ernesto Villalobos Prieto"),
        ("Ernesto Villa- \r\n  lobos Prieto", "Ernesto Villalobos Prieto"),
        ("ERNESTO VILLALO-\nBOS PRIETO", "ERNESTO VILLALOBOS PRIETO"),
        ("Ernesto Villa\xadlo\xad\nbos", "Ernesto Villalobos"),
        ("Erne\u200bsto Prieto", "Ernesto Prieto"),
        ("Ada Mora-\nGarcía", "Ada Mora-García"),
        ("a co-\nconspirator", "a co-conspirator"),
        ("956-555-\n0142", "956-555-0142"),
        ("> Ernesto\n> Villa-\n> lobos", "Ernesto\nVillalobos"),
        (">> Ernesto\n>> Prieto", "Ernesto\nPrieto"),
        # What is no cut stays.
        ("CBP-\nThe van", "CBP-\nThe van"),
        ("CJNG-\nCDN", "CJNG-\nCDN"),
        ("items:\n- vans\n- boats", "items:\n- vans\n- boats"),
        ("> 5 kg of cocaine", "> 5 kg of cocaine"),
        ("Name: Ada Roca\nPhone: 956-555-0142", "Name: Ada Roca\nPhone: 956-555-0142"),
    ],
)
def test_what_layout_put_in_is_left_out(text: str, plain: str) -> None:
    assert unwrapped(text).text == plain


def test_a_wrapped_paragraph_is_one_line_and_a_form_is_none() -> None:
    wrapped = "Agents of the station stopped a white van that a man drove\nnorth on the road to the river crossing."
    assert "\n" not in unwrapped(wrapped).text
    form = "Seized at the house: a rifle, two radios and a ledger of names\nArrested: Ada Roca\nReleased: Leo Paz"
    assert unwrapped(form).text == form
    table = "ABC-123    Nissan gris        Ada Roca Paz        robo\nde autos"
    assert unwrapped(table).text == table


@given(st.lists(PIECES, max_size=12).map("".join))
def test_every_character_leads_back_to_itself(text: str) -> None:
    laid = unwrapped(text)
    for at, char in enumerate(laid.text):
        start, end = laid.back(at, at + 1)
        if not char.isspace():
            assert text[start:end] == char
            assert laid.forth(start, end) == (at, at + 1)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "On May 12, 2024, agents in Roma, Texas arrested Ernesto Villa-\nlobos Prieto after a traffic stop."),
        ("es", "El 12 de mayo de 2024 la policía detuvo en Tecún Umán a Ernesto Villa-\nlobos Prieto y a otro hombre."),
        (
            "en",
            "> On May 12, 2024, agents in Roma, Texas arrested Ernesto\n> Villalobos Prieto after a stop on the road,\n"
            "> and he was driving a van.",
        ),
        (
            "es",
            "> El 12 de mayo de 2024 la policía detuvo en Tecún Umán a Ernesto\n> Villalobos Prieto, que conducía\n"
            "> una camioneta.",
        ),
    ],
)
def test_a_name_that_is_cut_is_one_mention_with_its_name_whole(lang: str, text: str) -> None:
    told = [(" ".join(name.split()), words) for name, words in _persons(extracted(text, lang))]
    at = text.index("Ernesto")
    assert told == [("Ernesto Villalobos Prieto", text[at : text.index("Prieto") + len("Prieto")])]


def test_evidence_and_given_spans_are_those_of_the_text_received() -> None:
    text = "The rent-\ning of the house was paid by Ernesto Villa-\nlobos Prieto, brother of Ada Roca."
    names = ("Ernesto Villa-\nlobos Prieto", "Ada Roca")
    given = [GivenMention(text.index(name), text.index(name) + len(name), "Person") for name in names]
    extraction = extracted(text, "en", given)
    assert [text[m.start : m.end] for m in extraction.mentions] == list(names)
    kin = next(c for c in extraction.claims if c.predicate == "familyOf")
    assert all(
        text[start:end].startswith("Ernesto") and text[start:end].endswith("Roca") for start, end in kin.evidence
    )
