"""Words without which the learned scorer alone tells no link of a kind: `patterns/needs.LANG.yaml`."""

from __future__ import annotations

import re
from functools import cache

from extractors.relations.data import LANGUAGES, expression, phrases

NEEDING = ("contacted", "familyOf", "leads", "paid")
"""The links that harm most where two things merely stand together."""


@cache
def needed(link: str, lang: str) -> re.Pattern[str] | None:
    """Finds a word that the link needs in folded text; None in a language without such words. Raises PatternError."""
    if lang not in LANGUAGES:
        return None
    return expression(rf"(?<!\w)(?:{phrases((lang,), 'needs', link)})", where=f"needs.{lang}.yaml: {link}")
