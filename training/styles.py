"""Styles of labelling: which corpora were labelled alike, and in which style what is trained marks reports.

A vector for each style joins the words' vectors, as a treebank's does in parsers that learn from several treebanks
(Stymne and others 2018): what annotators do differently is told apart from what words mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent.parent / "corpora" / "styles.yaml"


@dataclass(frozen=True, slots=True)
class Styles:
    """Names by number, the number of each corpus, and of the style that ships."""

    names: tuple[str, ...]
    numbers: dict[str, int]
    shipped: int


@cache
def styles() -> Styles:
    held = yaml.safe_load(FILE.read_text("utf-8"))
    names = tuple(held["styles"])
    numbers = {corpus: number for number, name in enumerate(names) for corpus in held["styles"][name]}
    return Styles(names, numbers, names.index(held["ships"]))
