"""Pairs that differ by a cue alone: the cue must make the difference, and only within its clause."""

from __future__ import annotations

import pytest

# language, text, link, whether it stands in the graph, (polarity, certainty, modality)
CASES = [
    ("en", "[[Person|Ada Roca]] works for [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("en", "[[Person|Ada Roca]] never works for [[CriminalNetwork|Los Zorzales]].", "memberOf", ("denied", "stated", "actual")),
    ("en", "[[Person|Ada Roca]] allegedly works for [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "possible", "actual")),
    ("en", "[[Person|Ada Roca]] probably works for [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "probable", "actual")),
    ("en", "[[Person|Ada Roca]] not only works for [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] no trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("denied", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] presuntamente trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "possible", "actual")),
    ("es", "[[Person|Ada Roca]] al parecer trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "probable", "actual")),
    ("es", "[[Person|Ada Roca]] no solo trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] suele trabajar, y trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("en", "[[Agency|Harbor Police]] [[Event:arrest|arrested]] [[Person|Ada Roca]].", "participatedIn", ("asserted", "stated", "actual")),
    ("en", "[[Agency|Harbor Police]] did not [[Event:arrest|arrest]] [[Person|Ada Roca]].", "participatedIn", ("denied", "stated", "actual")),
    ("en", "[[Agency|Harbor Police]] planned to [[Event:arrest|arrest]] [[Person|Ada Roca]].", "participatedIn", ("asserted", "stated", "planned")),
    ("es", "La [[Agency|Policía Portuaria]] [[Event:arrest|detuvo]] a [[Person|Ada Roca]].", "participatedIn", ("asserted", "stated", "actual")),
    ("es", "La [[Agency|Policía Portuaria]] no [[Event:arrest|detuvo]] a [[Person|Ada Roca]].", "participatedIn", ("denied", "stated", "actual")),
    ("es", "La [[Agency|Policía Portuaria]] pretendía [[Event:arrest|detener]] a [[Person|Ada Roca]].", "participatedIn", ("asserted", "stated", "planned")),
    ("es", "No había armas y la [[Agency|Policía Portuaria]] [[Event:arrest|detuvo]] a [[Person|Ada Roca]].", "participatedIn", ("asserted", "stated", "actual")),
    ("es", "No había armas, pero [[Person|Ada Roca]] trabaja para [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("en", "No weapons were found, but [[Person|Ada Roca]] works for [[CriminalNetwork|Los Zorzales]].", "memberOf", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] es hermana de [[Person|Iris Roca]].", "familyOf", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] no es hermana de [[Person|Iris Roca]].", "familyOf", ("denied", "stated", "actual")),
    ("en", "[[Person|Ada Roca]] is the sister of [[Person|Iris Roca]].", "familyOf", ("asserted", "stated", "actual")),
    ("en", "[[Person|Ada Roca]] is not the sister of [[Person|Iris Roca]].", "familyOf", ("denied", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] conducía una [[Vehicle|Urvan gris]].", "uses", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] nunca conducía una [[Vehicle|Urvan gris]].", "uses", ("denied", "stated", "actual")),
    ("en", "[[Person|Ada Roca]] drove a [[Vehicle|gray Urvan]].", "uses", ("asserted", "stated", "actual")),
    ("en", "[[Person|Ada Roca]] denied she drove a [[Vehicle|gray Urvan]].", "uses", ("denied", "stated", "actual")),
    ("es", "Sin vínculo con el caso; [[Person|Ada Roca]] pagó [[Money|40 pesos]] a [[Person|Iris Luz]].", "paid", ("asserted", "stated", "actual")),
    ("es", "[[Person|Ada Roca]] no pagó [[Money|40 pesos]] a [[Person|Iris Luz]].", "paid", ("denied", "stated", "actual")),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "marked", "link", "expected"), CASES)
def test_meaning(read, lang, marked, link, expected):
    found = {(c.polarity, c.certainty, c.modality) for c in read(marked, lang).claims(link)}
    assert found == {expected}


@pytest.mark.parametrize(("lang", "marked", "link"), [(c[0], c[1], c[2]) for c in CASES if c[3][0] == "denied"])
def test_what_is_denied_is_kept_and_makes_no_link(read, lang, marked, link):
    reading = read(marked, lang)
    assert reading.claims(link)
    assert not {x for x in reading.links() if f" {link}" in x}


@pytest.mark.parametrize(
    ("lang", "marked", "speaker"),
    [
        ("en", "According to [[Person|Ada Roca]], [[Person|Leo Paz]] works for [[CriminalNetwork|Los Zorzales]].", "Ada Roca"),
        ("en", "According to a neighbour, [[Person|Leo Paz]] works for [[CriminalNetwork|Los Zorzales]].", "a neighbour"),
        ("en", "[[Person|Ada Roca]] said that [[Person|Leo Paz]] works for [[CriminalNetwork|Los Zorzales]].", "Ada Roca"),
        ("en", "She said that [[Person|Leo Paz]] works for [[CriminalNetwork|Los Zorzales]].", "unknown"),
        ("en", "[[Person|Leo Paz]] works for [[CriminalNetwork|Los Zorzales]].", "author"),
        ("es", "Según [[Person|Ada Roca]], [[Person|Leo Paz]] trabaja para [[CriminalNetwork|Los Zorzales]].", "Ada Roca"),
        ("es", "Según un vecino, [[Person|Leo Paz]] trabaja para [[CriminalNetwork|Los Zorzales]].", "un vecino"),
        ("es", "[[Person|Ada Roca]] declaró que [[Person|Leo Paz]] trabaja para [[CriminalNetwork|Los Zorzales]].", "Ada Roca"),
        ("es", "[[Person|Leo Paz]] trabaja para [[CriminalNetwork|Los Zorzales]], dijo [[Person|Ada Roca]].", "Ada Roca"),
        ("es", "[[Person|Leo Paz]] trabaja para [[CriminalNetwork|Los Zorzales]].", "author"),
    ],
)  # fmt: skip
def test_speaker(read, lang, marked, speaker):
    assert {c.speaker for c in read(marked, lang).claims("memberOf")} == {speaker}


def test_the_cue_is_cited(read):
    reading = read("[[Person|Ada Roca]] never works for [[CriminalNetwork|Los Zorzales]].", "en")
    (claim,) = reading.claims("memberOf")
    assert "never" in {reading.extraction.document.text[s:e] for s, e in claim.evidence}
