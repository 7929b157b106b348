"""Roles come from grammar and words, in both languages; a person is never a suspect by position alone."""

from __future__ import annotations

import pytest

CASES = [
    ("en", "[[Agency|Harbor Police]] [[Event:arrest|arrested]] [[Person|Ada Roca]].",
     {"Harbor Police participatedIn:officer arrested", "Ada Roca participatedIn:suspect arrested"}),
    ("en", "[[Person|Ada Roca]] was [[Event:arrest|arrested]] by [[Agency|Harbor Police]].",
     {"Harbor Police participatedIn:officer arrested", "Ada Roca participatedIn:suspect arrested"}),
    ("en", "The [[Event:arrest|arrest]] of [[Person|Ada Roca]] surprised nobody.", {"Ada Roca participatedIn:suspect arrest"}),
    ("en", "Agents [[Event:rescue|rescued]] [[PopulationGroup|12 Cubans]].", {"12 Cubans participatedIn:victim rescued"}),
    ("en", "Agents [[Event:seizure|seized]] [[Commodity|four rifles]].", {"four rifles participatedIn:seized seized"}),
    ("en", "Agents [[Event:encounter|stopped]] a [[Vehicle|gray Urvan]] with [[PopulationGroup|six men]].",
     {"gray Urvan participatedIn:conveyance stopped", "six men participatedIn:transported stopped"}),
    ("en", "[[Person|Ada Roca]] [[Event:payment|wired]] [[Money|$400]] to [[FinancialAccount|account 5544]].",
     {"Ada Roca participatedIn:suspect wired", "account 5544 participatedIn:conveyance wired"}),
    ("es", "La [[Agency|Policía Portuaria]] [[Event:arrest|detuvo]] a [[Person|Ada Roca]].",
     {"Policía Portuaria participatedIn:officer detuvo", "Ada Roca participatedIn:suspect detuvo"}),
    ("es", "[[Person|Ada Roca]] fue [[Event:arrest|detenida]] por la [[Agency|Policía Portuaria]].",
     {"Policía Portuaria participatedIn:officer detenida", "Ada Roca participatedIn:suspect detenida"}),
    ("es", "La [[Event:arrest|captura]] de [[Person|Ada Roca]] no sorprendió.", {"Ada Roca participatedIn:suspect captura"}),
    ("es", "Los agentes [[Event:rescue|rescataron]] a [[PopulationGroup|12 cubanos]].", {"12 cubanos participatedIn:victim rescataron"}),
    ("es", "Se [[Event:seizure|decomisaron]] [[Commodity|cuatro fusiles]].", {"cuatro fusiles participatedIn:seized decomisaron"}),
    ("es", "[[Event:encounter|Interceptaron]] la [[Vehicle|Urvan gris]] con [[PopulationGroup|seis hombres]].",
     {"Urvan gris participatedIn:conveyance Interceptaron", "seis hombres participatedIn:transported Interceptaron"}),
    ("es", "El conductor, [[Person|Ada Roca]], calló cuando [[Event:encounter|interceptaron]] la [[Vehicle|Urvan gris]].",
     {"Ada Roca participatedIn:suspect interceptaron", "Urvan gris participatedIn:conveyance interceptaron"}),
]  # fmt: skip

NO_SUSPECT = [
    ("en", "Neighbours heard of the [[Event:encounter|stop]] while [[Person|Ada Roca]] slept at home."),
    (
        "en",
        "After the [[Event:arrest|arrest]] there was silence, and on the other shore [[Person|Ada Roca]] sold fruit.",
    ),
    ("en", "Sgt. [[Person|Ada Roca]] [[Event:arrest|arrested]] two men."),
    ("en", "Magistrate [[Person|Ada Roca]] [[Event:prosecution|sentenced]] the man."),
    ("es", "Se supo de la [[Event:encounter|intercepción]] mientras [[Person|Ada Roca]] dormía en casa."),
    ("es", "Tras la [[Event:arrest|captura]] hubo silencio y en la otra orilla [[Person|Ada Roca]] vendía fruta."),
    ("es", "La cabo [[Person|Ada Roca]] [[Event:arrest|detuvo]] a dos hombres."),
    ("es", "La jueza [[Person|Ada Roca]] [[Event:prosecution|condenó]] al hombre."),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), CASES)
def test_roles(read, lang, marked, expected):
    assert {x for x in read(marked, lang).links() if "participatedIn" in x} == expected


@pytest.mark.parametrize(("lang", "marked"), NO_SUSPECT)
def test_nobody_is_a_suspect_by_position_or_office(read, lang, marked):
    assert not {x for x in read(marked, lang).links(standing=False) if ":suspect" in x}


def test_no_participant_without_a_role(read):
    for lang, marked, _ in CASES:
        assert all(c.qualifier("role") for c in read(marked, lang).claims("participatedIn"))
