"""Names that stand together: "A, B and C" are told the same."""

from __future__ import annotations

from extractors.part import Scene
from extractors.relations.cues import whole
from extractors.relations.line import Line

_AND = frozenset(("and", "y", "e", "&", "or", "o", "u", "et", "ni", "nor"))
_BESIDE = frozenset(
    (
        ",",
        "(",
        ")",
        "the",
        "a",
        "el",
        "la",
        "los",
        "las",
        "al",
        "de",
        "del",
        "don",
        "dona",
        "to",
        "also",
        "con",
        "contra",
    )
)


def coordinated(scene: Scene, line: Line, mention: int) -> list[int]:
    """The mention and those of its type in one list with it. Commas alone make no list ("Nogales, Sonora"); another
    name of one in the list belongs to it ("Leo Paz (a) el Cojo and Ada Roca")."""
    at, run = line.place(mention), [mention]
    for step in (-1, 1):
        place, linked = at + step, False
        waiting: list[int] = []
        while 0 <= place < len(line.items):
            item = line.items[place]
            if item.mention is not None:
                if scene.mentions[item.mention].type != scene.mentions[mention].type:
                    break
                waiting.append(item.mention)
                if linked or any(scene.groups[item.mention] == scene.groups[i] for i in run):
                    run += waiting
                    waiting, linked = [], False
            elif item.text in _AND:
                linked = True
            elif item.text not in _BESIDE and not item.text.isdigit() and not whole("alias", r"^%s$").match(item.text):
                break
            place += step
    return sorted(run)
