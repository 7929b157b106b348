"""What is one thing within a document, and what is not, however alike the names."""

from __future__ import annotations

import pytest

JOINED = [
    ("en", "[[Person|Tomás Arrieta Luna]] fled. Later [[Person|Arrieta]] called.", {"Tomás Arrieta Luna", "Arrieta"}),
    ("es", "[[Person|TOMAS ARRIETA]] huyó. A [[Person|Tomás Arrieta]] lo vieron.", {"TOMAS ARRIETA", "Tomás Arrieta"}),
    ("en", "[[Person|Tomás Arrieta]], a.k.a. \"[[Person|Pato]]\", fled.", {"Tomás Arrieta", "Pato"}),
    ("en", "[[Person|Tomás Arrieta]], also known as [[Person|El Pato]], fled.", {"Tomás Arrieta", "El Pato"}),
    ("en", "[[Person|Tomás]] (\"[[Person|Pato]]\") fled.", {"Tomás", "Pato"}),
    ("es", "[[Person|Tomás Arrieta]] (a) [[Person|El Pato]] huyó.", {"Tomás Arrieta", "El Pato"}),
    ("es", "[[Person|Tomás Arrieta]], alias «[[Person|El Pato]]» o «[[Person|Patito]]»,", {"Tomás Arrieta", "El Pato", "Patito"}),
    ("es", "[[Person|Tomás Arrieta]], a quien apodan [[Person|El Pato]], huyó.", {"Tomás Arrieta", "El Pato"}),
    ("es", "La [[Agency|Guardia Costera Norte]] ([[Agency|GCN]]) llegó.", {"Guardia Costera Norte", "GCN"}),
    ("en", "[[CriminalNetwork|Los Zorzales]] moved. The [[CriminalNetwork|Zorzales]] paid.", {"Los Zorzales", "Zorzales"}),
    ("en", "a [[Vehicle|white Kenworth]], plates [[Vehicle|57-AK-8R]], stopped.", {"white Kenworth", "57-AK-8R"}),
    ("es", "una [[Vehicle|Urvan gris]], placas [[Vehicle|DSP-714]], paró.", {"Urvan gris", "DSP-714"}),
    ("en", "a [[Vehicle|tan Ford Ranger]], [[Place|Texas]] plate [[Vehicle|RTX-1182]].", {"tan Ford Ranger", "RTX-1182"}),
    ("en", "Called [[Phone|956-555-0182]]. Then [[Phone|(956) 555-0182]] rang.", {"956-555-0182", "(956) 555-0182"}),
    ("es", "Llamó al [[Phone|7555-0142]]; el número terminado en [[Phone|0142]].", {"7555-0142", "0142"}),
    ("es", "En [[Place|Santa Inés]] y otra vez en [[Place|SANTA INES]].", {"Santa Inés", "SANTA INES"}),
]  # fmt: skip

APART = [
    ("en", "[[Person|Tomás Arrieta Sr.]] paid. [[Person|Tomás Arrieta Jr.]] drove."),
    ("es", "[[Person|Tomás Arrieta]] padre pagó y [[Person|Tomás Arrieta]] hijo manejaba."),
    ("es", "[[Person|Tomás Arrieta]] (hijo) manejaba. [[Person|Tomás Arrieta]] (padre) pagó."),
    ("en", "[[Person|Tomás Arrieta]] drove. His father, [[Person|Tomás Arrieta]], paid."),
    ("en", "[[Person|Tomás Arrieta]] fled. A grocer, [[Person|Tomás Arrieta]], is no relation."),
    ("es", "Cayó [[Person|Tomás Arrieta]]. Un homónimo, [[Person|Tomás Arrieta]], pidió aclararlo."),
    ("es", "[[Person|Tomás Arrieta]] y el juez [[Person|Arrieta]], sin parentesco, se vieron."),
    ("en", "[[Person|Tomás Arrieta]] (born [[Date|1981|1981]]) and [[Person|Tomás Arrieta]] (born [[Date|1994|1994]])."),
    ("en", "[[Person|Tomás Arrieta]] met [[Person|Andrés Arrieta]]."),
    ("en", "[[Person|Tomás Arrieta]] met [[Person|Andrés Arrieta]]. Then [[Person|Arrieta]] left."),
    ("en", "[[Person|Arrieta Luna]], the elder, paid. His sister [[Person|Rosa Arrieta Luna]] drove."),
    ("es", "[[Vessel|Alba II]] zarpó. La [[Vessel|Alba]] quedó."),
    ("en", "[[Vehicle|the truck]] and another [[Vehicle|white truck]]."),
    ("en", "[[Vehicle|57-AK-8R]] led, [[Vehicle|a white Kenworth]] followed."),
    ("es", "El [[Phone|7555-0142]] llamó al [[Phone|7555-0143]]."),
    ("es", "[[PopulationGroup|12 personas]] y luego [[PopulationGroup|15 personas]]."),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "marked", "expected"), JOINED)
def test_one_thing(read, lang, marked, expected):
    assert read(marked, lang).joined == [expected]


@pytest.mark.parametrize(("lang", "marked"), APART)
def test_not_one_thing(read, lang, marked):
    reading = read(marked, lang)
    claims = reading.claims("coreferent")
    assert [(reading.text_of(c.subject), reading.text_of(c.object)) for c in claims] == []


def test_every_coreference_cites_the_words_it_rests_on(read):
    reading = read('[[Person|Tomás Arrieta]], alias "[[Person|Pato]]", fled.', "en")
    (claim,) = reading.claims("coreferent")
    text = reading.extraction.document.text
    assert "alias" in " ".join(text[start:end] for start, end in claim.evidence)


def test_a_third_mention_of_a_father_and_sons_name_joins_neither(read):
    marked = "[[Person|Ivo Rey padre]] pagó. [[Person|Ivo Rey hijo]] manejaba. [[Person|Ivo Rey]] calló."
    assert read(marked, "es").joined == []
