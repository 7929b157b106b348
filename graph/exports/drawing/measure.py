"""How wide a text is, without asking a font: the advance widths of DejaVu Sans, the widest of the usual ones, so that a
text set in another never runs over."""

from __future__ import annotations

_ELLIPSIS = "…"
_WIDTHS = {
    0.30: "ijl'|",
    0.34: " ,.:;!I-()[]/\\·",
    0.41: 'frtJ"“”‘’«»°',
    0.53: "cksxyvz?_*“",
    0.64: "abdeghnopqu0123456789EFLPSTXYZ+=<>~^#$…áéíóúñàèìòùâêîôûäëïöü",
    0.72: "ABCVKR",
    0.79: "DGHNOQU&ÁÉÍÓÚÑ@",
    0.99: "mwMW%",
}
_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}
_OTHER = 1.0
_BOLD = 1.12


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in the unit of `size`, rather too much than too little."""
    return sum(_WIDTH.get(character, _OTHER) for character in text) * size * (_BOLD if bold else 1.0)


def wrap(text: str, size: float, limit: float, lines: int, *, bold: bool = False) -> list[str]:
    """The text in at most `lines` lines no wider than `limit`, broken at spaces where there are some; what does not fit
    ends in an ellipsis."""
    found, rest = list[str](), " ".join(text.split())
    while rest and len(found) < lines:
        fits = _fitting(rest, size, limit, bold)
        if fits == len(rest):
            return [*found, rest]
        if len(found) == lines - 1:
            fits = _fitting(rest, size, limit - width(_ELLIPSIS, size, bold=bold), bold)
            return [*found, rest[:fits].rstrip() + _ELLIPSIS]
        space = rest.rfind(" ", 1, fits + 1)
        cut = space if space > 0 else fits
        found.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return found


def _fitting(text: str, size: float, limit: float, bold: bool) -> int:
    """How many characters fit; one at least."""
    used = 0.0
    for count, character in enumerate(text):
        used += width(character, size, bold=bold)
        if used > limit:
            return max(count, 1)
    return len(text)
