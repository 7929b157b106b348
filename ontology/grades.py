"""Grades of the two-field evaluation (Admiralty code, STANAG 2511): of the source, and of what it says."""

from __future__ import annotations

RELIABILITY = ("A", "B", "C", "D", "E", "F")
"""Of the source, best first."""
CREDIBILITY = (1, 2, 3, 4, 5, 6)
"""Of the content, best first."""
UNJUDGED_RELIABILITY = RELIABILITY[-1]
UNJUDGED_CREDIBILITY = CREDIBILITY[-1]
"""The last grade of each says that it cannot be judged, and not that it is worse than the one before."""
