"""Whatever is marked in whatever text: no error, spans inside the text, only links that the ontology allows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ontology.claim import COREFERENT, TYPE
from ontology.loader import schema
from tests.extractors.relations.marked import read

WORDS = (
    "Ada Roca", "Los Zorzales", "was", "not", "arrested", "in", ",", ".", "and", "y", "de", "(", ")", "alias", "hijo",
    "según", "brother of", "\n", "\n\n", "«", "»", "no", "paid", "57-AK-8R", "sin vínculo", "İ", "ﬁ", "¿", "2417 8831",
)  # fmt: skip
PLAIN = st.sampled_from(WORDS)
KINDS = tuple(t for t in sorted(schema().types) if t != "Event")
MARKED = st.tuples(st.sampled_from((*KINDS, "Event:arrest", "Event:payment")), PLAIN.filter(str.strip)).map(
    lambda pair: f"[[{pair[0]}|{pair[1]}]]"
)
TEXTS = st.lists(PLAIN | MARKED, max_size=24).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from(("en", "es", "fr")))
def test_claims_of_any_text_are_sound(marked: str, lang: str) -> None:
    reading = read(marked, lang)
    types = {c.subject: c.value.normal for c in reading.claims(TYPE) if c.value}
    length = len(reading.extraction.document.text)
    for claim in reading.extraction.claims:
        assert all(0 <= start < end <= length for start, end in claim.evidence)
        if claim.object and claim.predicate == COREFERENT:
            assert types[claim.subject] == types[claim.object]
        elif claim.object:
            assert schema().links[claim.predicate].allows(types[claim.subject], types[claim.object])
            assert {types[claim.subject], types[claim.object]} != {
                "Person",
                "PopulationGroup",
            } or claim.predicate == "paid"


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_the_same_text_gives_the_same_claims(marked: str) -> None:
    assert read(marked, "es").extraction == read(marked, "es").extraction
