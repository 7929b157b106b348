"""Numbers in running text that may count few people, in words or figures: whatever is below the smallest cell and is
not known to count something else. What is not listed in the policy of small cells is taken for people."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ontology.small_cells import WORD, SmallCells, policy

_FIGURE = re.compile(r"0*\d\Z")
_STUCK = re.compile(r"0*\d([^\W\d_]{3,})\Z")
_PART_BEFORE = re.compile(r"(?:\d[.,:/]|\d['′’]\s?|\d\d-|-\d-|[^\W\d]-|[#_]|°\s?|[$€£]\s?)\Z")
_PART_BEHIND = re.compile(r"[.,:/]\d|-\d\d|-\d-\d|-(?i:may)-\d|_|°|\s?%")
_BESIDE = re.compile(r"[\s)-]*\Z")
_ENDS = re.compile(r"\s*(?:[.,;:)\"”»]|\Z)")


def small_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers stand (start, end), in the order of the text. Numbers of one count, of which each is such a
    number, stand together: those of a range, and a number that is repeated."""
    if not _may_hold().search(text.lower()):
        return
    scan, place = _Scan(text, policy()), 0
    while place < len(scan.words):
        length = scan.number(place)
        if length and scan.is_small(place) and not scan.is_harmless(place, place + length):
            first, behind = scan.count(place, place + length)
            yield scan.words[first].start, scan.end(first, behind)
            place = behind
        else:
            place += length or 1


@cache
def _may_hold() -> re.Pattern[str]:
    """Met by every text, in lower case, that holds a number below ten, and by few others: most sentences need no
    further look. A letter with an accent may be one character or two."""
    phrases = (phrase for phrases in policy().lists["few"].values() for phrase in phrases)
    words = "|".join(sorted(r"[\W_]+".join(word.lower() for word in phrase) for phrase in phrases))
    return re.compile(rf"\b(?:0*\d(?!\d)|{re.sub(r'[^ -~]', '.{1,2}', words)})")


class _Word(NamedTuple):
    start: int
    end: int
    form: str
    low: str


class _Scan:
    """A text as words, and what is asked of the word at a place."""

    def __init__(self, text: str, cells: SmallCells) -> None:
        self.text, self.smallest, self.lists = text, cells.smallest, cells.lists
        found = ((m, unicodedata.normalize("NFC", m.group())) for m in WORD.finditer(text))
        self.words = [_Word(*m.span(), form, form.lower()) for m, form in found]

    def met(self, name: str, place: int) -> int:
        """How many words a phrase of a list takes here; 0: none of them stands here."""
        if 0 <= place < len(self.words):
            for phrase in self.lists[name].get(self.words[place].low, ()):
                here = self.words[place : place + len(phrase)]
                if len(here) == len(phrase) and all(_meets(w, p) for w, p in zip(here, phrase, strict=True)):
                    return len(phrase)
        return 0

    def number(self, place: int) -> int:
        """How many words the number takes that starts here, small or large; 0: none does."""
        form = self.words[place].form
        if form[0].isdecimal():
            return int(form.isdecimal() or bool(_STUCK.match(form)))
        return self.met("few", place) or int(bool(self.met("before", place)))

    def is_small(self, place: int) -> bool:
        form = self.words[place].form
        if stuck := _STUCK.match(form):  # "7pax", not "7mil" or "7hrs"
            end = stuck[1].lower()
            return not any(end in self.lists[name] for name in ("ordinal", "things", "after"))
        if form.isdecimal():
            return bool(_FIGURE.match(form)) and int(form) < self.smallest and not self._is_part(place)
        return bool(self.met("few", place)) and not self._ends_larger(place) and not self._is_month(place)

    def is_harmless(self, place: int, behind: int) -> bool:
        """Whether what stands beside the number that ends before `behind` says that it counts no people."""
        if self._is_beside(behind) and self.met("after", behind):
            return True
        if self._is_labelled(place):
            return True
        behind = self._end_of_range(behind)
        for _ in range(3):
            if not self._is_beside(behind):
                return False
            if self.met("things", behind):
                return True
            behind += self.met("between", behind) or len(self.words)
        return False

    def count(self, place: int, behind: int) -> tuple[int, int]:
        """The first word of the count that starts with the small number here, and the one behind it: the number alone,
        or with those that it makes a range with, or that repeat it, if they are small too."""
        met = self.met("opening", place - 1) or (place == 1 and self.met("opening_text", 0))
        opened = bool(met) and self._is_beside(place)
        end = behind
        while (further := self._end_of_range(end, opened=opened)) > end:
            number = next(at for at in range(end, further) if self.number(at))
            if not self.is_small(number):
                break
            end = further
        return (place - 1 if opened and end > behind else place), end

    def end(self, first: int, behind: int) -> int:
        """Where the text of these words ends, a bracket that was opened among them included."""
        end = self.words[behind - 1].end
        opened = "(" in self.text[self.words[first].start : end]
        return end + 1 if opened and self.text[end : end + 1] == ")" else end

    def _gap(self, place: int) -> str:
        """What stands between a word and the one before it; between words alone."""
        return self.text[self.words[place - 1].end : self.words[place].start]

    def _is_beside(self, place: int) -> bool:
        return place < len(self.words) and bool(_BESIDE.match(self._gap(place)))

    def _is_part(self, place: int) -> bool:
        """Whether a figure is a part of a date, a sum, an address or a row of figures, or numbers a line ("2) ")."""
        start, end = self.words[place][:2]
        row = place + 1 < len(self.words) and self.words[place + 1].form.isdecimal() and self._gap(place + 1).isspace()
        before, behind = self.text[max(0, start - 3) : start], self.text[end : end + 6]
        numbers = behind.startswith(")") and self.text.rfind("(", 0, start) <= self.text.rfind(")", 0, start)
        return row or numbers or bool(_PART_BEFORE.search(before) or _PART_BEHIND.match(behind))

    def _is_month(self, place: int) -> bool:
        """ "Sept 12" is no seven."""
        labels = place + 1 < len(self.words) and self.words[place + 1].form.isdecimal()
        return labels and bool(self.met("label", place))

    def _ends_larger(self, place: int) -> bool:
        """Whether the words before it make a larger number with it."""
        first = place - 1 if place and self._is_beside(place) else -1
        if first > 0 and self.met("composing", first) and self._is_beside(first):
            first -= 1
        return bool(self.met("before", first))

    def _is_labelled(self, place: int) -> bool:
        """Whether a figure numbers a thing and counts nothing."""
        numbers = place > 0 and self.words[place].form.isdecimal() and not self._gap(place).strip(" .")
        if not numbers or not self.met("label", place - 1):
            return False
        return bool(_ENDS.match(self.text, self.words[place].end) or self.met("behind_label", place + 1))

    def _end_of_range(self, behind: int, *, opened: bool = False) -> int:
        """Where a range ends that starts with the number before this place ("5 a 8", "5-8", "siete (7)"). One that is
        `opened` may be joined by "and", too ("entre 5 y 8")."""
        if behind >= len(self.words):
            return behind
        ranging = self.met("ranging", behind) or (opened and self.met("composing", behind))
        joined = behind + 1 if ranging and self._is_beside(behind) else behind
        if joined >= len(self.words) or not (length := self.number(joined)):
            return behind
        repeated = self._gap(joined).strip() == "(" and self.text[self.words[joined + length - 1].end :][:1] == ")"
        ranged = joined > behind or self._gap(joined) in ("-", "–")
        return joined + length if ranged or repeated else behind


def _meets(word: _Word, listed: str) -> bool:
    """A listed word with a capital is met only as it stands."""
    return listed == (word.form if listed[0].isupper() else word.low)
