"""Extraction on real news and releases: the re3d set (Dstl), which nothing here was trained on.

    python -m benchmarks.re3d FOLDER      with the parts centcom, uk_government, us_state_department

Gold is what annotators confirmed (confidence of .5 and more): the rest is an unread machine's. Its types are mapped to
ours where one fits (KNOWN), ours that it does not tell apart are folded (FOLDED), and what it alone has is left out.
Its mentions are not names only ("we", "the camp"), so half of what is missed is no name.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.offline import extract_lines
from benchmarks.scoring import score
from extractors.readers.base import Rejected

CONFIRMED = 0.5
KNOWN = {
    "Person": "Person", "Organisation": "Organization", "Location": "Place", "Temporal": "Date", "Money": "Money",
    "Vehicle": "Vehicle", "MilitaryPlatform": "Vehicle", "Weapon": "Commodity",
}  # fmt: skip
FOLDED = {
    "Agency": "Organization", "CriminalNetwork": "Organization", "PopulationGroup": "Organization", "Site": "Place",
    "Route": "Place", "Vessel": "Vehicle", "Aircraft": "Vehicle",
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    args = parser.parse_args()
    gold = list(documents(args.folder))
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "re3d.jsonl"
        path.write_text("".join(json.dumps({**d, "mentions": []}) + "\n" for d in gold), "utf-8")
        found = {str(line["id"]): _folded(line) for line in extract_lines([path]) if not isinstance(line, Rejected)}
    total = score(gold, found)
    print(f"{len(gold)} documents, overlap {total.overlap.f1:.3f}, exact {total.exact.f1:.3f}")
    print("  " + "  ".join(f"{t} {c.f1:.2f} ({c.labelled})" for t, c in sorted(total.types.items())))


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """The set's documents with what was confirmed in them, in our form and types."""
    for part in sorted(folder.iterdir()):
        if part.is_dir():
            yield from _documents(part)


def _documents(part: Path) -> Iterator[dict[str, Any]]:
    mentions: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in (part / "entities.json").read_text("utf-8").splitlines():
        entity = json.loads(line)
        if entity["confidence"] >= CONFIRMED and entity["type"] in KNOWN:
            span = {"start": entity["begin"], "end": entity["end"], "type": KNOWN[entity["type"]]}
            mentions[entity["documentId"]].append({**span, "entity": entity["_id"]})
    for line in (part / "documents.json").read_text("utf-8").splitlines():
        document = json.loads(line)
        yield {"id": document["_id"], "lang": "en", "text": document["text"], "mentions": mentions[document["_id"]],
               "links": []}  # fmt: skip


def _folded(line: dict[str, Any]) -> dict[str, Any]:
    """Our line in the types of the set; those it has no counterpart for left out."""
    kept = {*KNOWN.values(), *FOLDED}
    mentions = [{**m, "type": FOLDED.get(m["type"], m["type"])} for m in line["mentions"] if m["type"] in kept]
    return {"mentions": mentions, "links": []}


if __name__ == "__main__":
    main()
