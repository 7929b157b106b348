"""How often the tagger is right when it is so sure, measured on documents it has not learned from.

Right is a mention with type and both ends as labelled. Bins of equal size, made monotone by pooling neighbours that
are not (Ayer and others 1955); between their middles the tagger interpolates.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from extractors.tagger.tagger import read
from extractors.tagger.weights import MANIFEST, Weights
from training.documents import Document

BINS = 20

Bin = tuple[float, float, int]
"""Mean share, part that was right, number of mentions."""


def judged(documents: Iterable[Document], weights: Weights) -> list[tuple[float, bool]]:
    """Share of every mention tagged in the style of its document's labels, and whether it is labelled so; sorted."""
    made = []
    for document in documents:
        gold = {(m["start"], m["end"], m["type"]) for m in document["mentions"]}
        tagged = read(document["text"], replace(weights, style=document["style"])).mentions
        made += [(t.share, (t.start, t.end, t.type) in gold) for t in tagged]
    return sorted(made)


def bins(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    made: list[Bin] = []
    for number in range(BINS):
        part = pairs[number * len(pairs) // BINS : (number + 1) * len(pairs) // BINS]
        if not part:
            continue
        new = (sum(s for s, _ in part) / len(part), sum(r for _, r in part) / len(part), len(part))
        while made and made[-1][1] >= new[1]:
            new = _pooled(made.pop(), new)
        made.append(new)
    return made


def _pooled(a: Bin, b: Bin) -> Bin:
    many = a[2] + b[2]
    return (a[0] * a[2] + b[0] * b[2]) / many, (a[1] * a[2] + b[1] * b[2]) / many, many


def calibrate(folder: Path, pairs: Sequence[tuple[float, bool]]) -> None:
    """Write the bins into the manifest of a folder."""
    made = bins(pairs)
    manifest = json.loads((folder / MANIFEST).read_text("utf-8"))
    manifest["calibration"] = {"share": [round(b[0], 4) for b in made], "right": [round(b[1], 4) for b in made]}
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", "utf-8")
