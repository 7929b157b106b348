"""Text in capitals is in its own language: the words that deny, hedge and name a part are read in it."""

from __future__ import annotations

import pytest

from extractors.language import language_of

SPANISH = (
    "Con todo respeto informo a usted que el día de hoy, en el km 247, jurisdicción de La Democracia, se le marcó el "
    "alto al vehículo tipo microbús conducido por Fredy Mérida, quien se identificó con DPI 2417 60233 1309.\n"
    "La persona de nombre Rosa Guamán, víctima, indicó que pagó US$ 12,000.00 a un sujeto. AGTE. REF. JLCP/mrt"
)
ENGLISH = (
    "Post has learned that he runs a cell moving 60 to 80 Cubans a week through El Guasaule. On 11 Jun Honduran "
    "police stopped a bus, plate AAC 7719, at km 94 of highway CA-3, driven by Santos Pineda, with 43 migrants aboard."
)


def test_the_beginning_tells_a_passage_and_no_whole_document() -> None:
    text = f"{ENGLISH} {SPANISH * 8}"
    assert language_of(text, default="und") == "es"
    assert language_of(text, default="und", passage=True) == "en"
    assert {language_of(text[:100], default="und", passage=passage) for passage in (True, False)} == {"en"}


@pytest.mark.parametrize(("text", "lang"), [(SPANISH, "es"), (ENGLISH, "en")])
def test_capitals_do_not_change_the_language(text: str, lang: str) -> None:
    assert {language_of(t, default="und") for t in (text, text.upper(), f"{text.upper()} mrt", text.lower())} == {lang}
