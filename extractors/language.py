"""The language of a passage (py3langid, limited to the languages we read)."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

LANGUAGES = ("en", "es", "pt", "fr", "ht")
MINIMUM = 60
"""Characters below which a passage takes the language of its document: a form line tells too little."""
ENOUGH, SURE = 240, 0.999
"""Characters that are read first, and from which share on their language is the passage's."""
ACCEPTED = 0.9
"""The share from which on the language of the whole passage is taken."""


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def language_of(text: str, *, default: str, passage: bool = False) -> str:
    """The BCP 47 code of the text's language, or `default` where the text is short or the guess is weak. The beginning
    of a passage may tell; a document may begin with a letterhead in another language."""
    sample = " ".join(text.split())
    if len(sample) < MINIMUM:
        return default
    if sum(map(str.isupper, sample)) > sum(map(str.islower, sample)):
        sample = sample.lower()  # the identifier has learned from ordinary text: in capitals it is seldom sure
    if passage and len(sample) > ENOUGH:
        code, probability = _identifier().classify(sample[:ENOUGH])
        if probability >= SURE:
            return str(code)
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= ACCEPTED else default
