"""Words without which the learned scorer alone tells no link of a kind: `patterns/needs.LANG.yaml`."""

from __future__ import annotations

import re
from functools import cache

from extractors.relations.data import cue_language, expression, phrases

NEEDING = ("contacted", "familyOf", "leads", "paid")
"""The links that harm most where two things merely stand together."""


@cache
def needed(link: str, lang: str) -> re.Pattern[str]:
    """Finds a word that the link needs in folded text of a language. Raises PatternError for a wrong file."""
    served = cue_language(lang)
    return expression(rf"(?<!\w)(?:{phrases((served,), 'needs', link)})", where=f"needs.{served}.yaml: {link}")
