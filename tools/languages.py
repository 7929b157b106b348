"""docs/languages.md: what each language gets, from recorded figures, labelled reports and the files of words."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from benchmarks.scores import CORPORA, recorded
from extractors.analysis import PARSED
from extractors.language import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
NAMES = {"en": "English", "es": "Spanish", "pt": "Portuguese", "fr": "French", "ht": "Haitian Creole"}
MEASURED = {"en": "corredor", "es": "corredor"}
MEANING_ALONE = 1
"""Files of words of a language that has those of denial and doubt alone."""
FEW = 10
"""Labelled reports below which the weights know nothing of a language to speak of."""
HEAD = """# Languages

Generated from the recorded figures (`benchmarks/scores.yaml`), the labelled reports and the files of words in
`extractors/patterns/`. The language is told for each passage of 60 characters and more (py3langid); a shorter one, and
one that is not told surely, has its document's. A report may change language from one paragraph to the next.

Rules for identifiers, phones, plates, coordinates, money and dates in figures, and the gazetteers, read every language.
Where words matter (dates, groups, cues of links), files of words stand for English and Spanish alone. What is denied,
doubted, planned or only asked is read in all five: what a report denies makes no link.
The tagger and the scorer of links read all five; of the labelled reports they have learned from all but a fifth of
`corpora/training`.

| language | read | files of words | sentences by | labelled reports | measured on | overlap | exact | links |
|---|---|---|---|---:|---|---:|---:|---:|
"""
FOOT = """
F1 of mentions, overlapping and exact, and of links. The reports measured on are few; those in Portuguese, French and
Creole are our own (`corpora/measuring/lenguas.jsonl`). What is found in such a text is shown like anything else, with
its score and its words: whoever decides on it reads these words.
"""


def write_languages(path: Path) -> None:
    path.write_text(HEAD + "".join(map(_row, LANGUAGES)) + FOOT, "utf-8")


def _row(lang: str) -> str:
    words = len(list((ROOT / "extractors" / "patterns").glob(f"*.{lang}.yaml")))
    name = MEASURED.get(lang, "lenguas")
    of, figures = _languages(CORPORA / "measuring" / f"{name}.jsonl")[lang], recorded()[f"{name} {lang}"]
    learned = sum((_languages(p) for p in _learned()), Counter[str]())[lang]
    reads = "in full" if words > MEANING_ALONE else "in part" if learned >= FEW else "by rules"
    cells = (NAMES[lang], reads, words or "–", "parser" if lang in PARSED else "full stops", learned, f"`{name}`, {of}",
             *(f"{figures[key]:.2f}" for key in ("overlap", "exact", "links")))  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |\n"


def _learned() -> list[Path]:
    return sorted(p for folder in ("training", "written") for p in (CORPORA / folder).glob("*.jsonl"))


def _languages(path: Path) -> Counter[str]:
    return Counter(str(json.loads(line)["lang"]) for line in path.read_text("utf-8").splitlines())
