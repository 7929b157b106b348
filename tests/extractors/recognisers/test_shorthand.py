"""Short forms of persons: labels of forms and initials in brackets stand for the person whom they are told of."""

from __future__ import annotations

import pytest

from extractors.recognisers.shorthand import key_of, short_forms, uses
from tests.extractors.reports import of_type, reading

ADA, LEO = "Lucía Alonso Tamez", "Omar Reyes Pinto"


def _told(text: str, *names: str) -> dict[str, str]:
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    return {form: text[start:end] for form, (start, end) in short_forms(text, spans).items()}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Subject 1 (S1): {ADA}; Subject 2 (S2): {LEO}", {"s1": ADA, "s2": LEO}),
        (f"SUJETO NO. 1: {ADA}\nSUJETO NO. 2: {LEO}", {"s1": ADA, "s2": LEO}),
        (f"Testigo 1:\nNombre completo: {ADA}\n{LEO} (Imputado 2)", {"t1": ADA, "im2": LEO}),
        (f"V1 - Sra. {ADA}. W-2 {LEO}", {"v1": ADA, "w2": LEO}),
        (f"{ADA} (LAT) y {LEO} (en adelante, ORP)", {"LAT": ADA, "ORP": LEO}),
        (f"{ADA}, hereinafter L.A.T., and ORP ({LEO})", {"LAT": ADA, "ORP": LEO}),
        # What is told of nobody: initials of something else, a clause's own name, and a form of two persons.
        (f"{ADA} (UNHCR) saw {LEO} (LA)", {}),
        (f"S1, {ADA} and T2. {LEO} fled", {}),
        (f"Subject 1: {ADA}. Subject 1: {LEO}", {}),
    ],
)
def test_whom_a_short_form_stands_for(text: str, told: dict[str, str]) -> None:
    assert _told(text, ADA, LEO) == told


def test_a_label_is_looked_up_however_it_is_written() -> None:
    assert {key_of(w) for w in ("S1", "s-1", "Subject 1", "SUBJ. 1", "Sujeto no. 1", "subject #1", "Suspect 01")} == {
        "s1"
    }
    assert key_of("S 1st Street") is key_of("Ada") is None
    text = "S1, S-1 and Subject 1, not S10, US1 or 1S1"
    assert [text[start:end] for start, end in uses(text, ["s1"])] == ["S1", "S-1", "Subject 1"]


@pytest.mark.parametrize(
    ("lang", "text", "links"),
    [
        (
            "en",
            f"Subject 1 (S1): {LEO}\nVictim (V1): {ADA}\n\nS-1 drove the van. S1 phone: 956-555-0142. V1 stated that "
            "Subject 1 hit her. S1 is a member of the Remeros network.",
            {"S1 memberOf Remeros network", "S1 uses 956-555-0142"},
        ),
        (
            "es",
            f"Sujeto 1 (S1): {LEO}\nVíctima (V1): {ADA}\n\nS-1 conducía la camioneta. Teléfono de S1: 5512-3344. V1 "
            "manifestó que el Sujeto 1 la golpeó. S1 es integrante de la banda Los Remeros.",
            {"S1 memberOf Los Remeros", "S1 uses 5512-3344"},
        ),
    ],
)
def test_labels_of_a_form_are_tied_to_their_persons(lang: str, text: str, links: set[str]) -> None:
    told = reading(text, lang)
    assert {LEO, "S1", "S-1", "Subject 1" if lang == "en" else "Sujeto 1"} in told.joined
    assert {ADA, "V1"} in told.joined
    assert {link for link in told.links() if " memberOf " in link or " uses " in link} == links
    assert not {"S1", "S-1", "V1"} & (of_type(told, "CriminalNetwork") | of_type(told, "Agency"))
    assert {told.text_of(c.subject) for c in told.claims("name")} >= {LEO, ADA}
    assert not {"S1", "S-1", "V1"} & {c.value.normal for p in ("name", "alias") for c in told.claims(p) if c.value}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "en",
            f"Interviewed: {ADA} (LAT). LAT said that she crossed near Roma. {LEO} (in the following: ORP) drove.",
        ),
        (
            "es",
            f"Entrevistada: {ADA} (LAT). LAT dijo que cruzó en Reynosa. {LEO} (en adelante, ORP) conducía.",
        ),
    ],
)
def test_initials_in_brackets_are_another_name_and_no_body(lang: str, text: str) -> None:
    told = reading(text, lang)
    assert {ADA, "LAT"} in told.joined
    assert {LEO, "ORP"} in told.joined
    assert not of_type(told, "CriminalNetwork") | of_type(told, "Agency") | of_type(told, "Organization")
    assert not {link for link in told.links() if " memberOf " in link}
