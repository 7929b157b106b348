"""The cue words of coreference, of all languages together: a Spanish alias stands in an English report as well."""

from __future__ import annotations

import re
from functools import cache

from extractors.relations.data import LANGUAGES, expression, phrases

_FILE = "coreference"


@cache
def words(section: str) -> str:
    """The section's alternatives as a regular expression without anchors."""
    return phrases(LANGUAGES, _FILE, section)


@cache
def whole(section: str, template: str) -> re.Pattern[str]:
    """`template` with the section's alternatives in place of `%s`, for use on folded text."""
    return expression(template % f"(?:{words(section)})", where=f"{_FILE}.*.yaml: {section}")
