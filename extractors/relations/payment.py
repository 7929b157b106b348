"""Who paid whom, as the words beside an event of payment tell it: active, passive ("was paid by"), and from the side of
the one who got it ("received … from")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Literal

from extractors.fold import key
from extractors.part import Marked, Scene
from extractors.relations.candidate import Candidate
from extractors.relations.data import scores, words_of
from extractors.relations.line import Line
from extractors.relations.participants import leading_word
from extractors.relations.slots import slot
from ontology.loader import schema

RULE = "payer"
"""The name of this rule and of its score."""
_BEFORE = 2
"""Items before a name among which the word stands that makes it the giver: "de la señora"."""
Side = Literal["payer", "payee"]


def payers(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    """Each payer and payee of a payment that one sentence tells."""
    links = schema().links["paid"]
    for line in lines:
        told = [scene.mentions[i] for i in line.mentions]
        events = [m for m in told if m.kind == "payment"]
        for event in events if len(events) == 1 else ():
            sides = _sides(line, event, [m for m in told if m.type in {*links.subjects, *links.objects}])
            payer = [m for m, side in sides if side == "payer" and m.type in links.subjects]
            payee = [m for m, side in sides if side == "payee" and m.type in links.objects]
            if len(payer) == 1:
                for one, other in product(payer, payee):
                    span = min(one.start, other.start, event.start), max(one.end, other.end, event.end)
                    yield Candidate(one.index, "paid", other.index, RULE, scores()[RULE], span, 5)


def _sides(line: Line, event: Marked, parties: Sequence[Marked]) -> list[tuple[Marked, Side]]:
    verb = set(key(event.text))
    charged = bool(verb & words_of("roles", line.lang, "charged"))
    received = charged or bool(verb & words_of("roles", line.lang, "received"))
    source = words_of("roles", line.lang, "debtor" if charged else "source")
    sides = [(m, side) for m in parties if (side := _side(line, event, m, source if received else None))]
    named = {side for _, side in sides}
    ahead = any(m.start < event.start for m, _ in sides)
    behind = [m for m in parties if m.start > event.end and m not in {s[0] for s in sides}]
    near = [m for m in behind if slot(line, event, m) == "patient"][:1]
    # "Ada paid Leo", "A Ada le pagó Leo", "Ada charged Leo"
    if near and ahead and len(named) == 1 and (charged or not received):
        sides.append((near[0], "payee" if "payer" in named else "payer"))
    return sides


def _side(line: Line, event: Marked, m: Marked, source: frozenset[str] | None) -> Side | None:
    """`source` are the words before whom the money came from, where the event is told from the side of who got it."""
    lead, how, behind = leading_word(line, m), slot(line, event, m), m.start > event.end
    if not behind:
        if how == "near":
            return None
        return "payee" if (source is None) == (how == "patient") else "payer"
    if source:
        return "payer" if _led(line, m, source) and not _whereabouts(line, m) else None
    if lead in words_of("slots", line.lang, "by") and _passive(line, event):
        return "payer"
    return "payee" if lead in words_of("roles", line.lang, "recipient") or _into(line, m) else None


def _led(line: Line, mention: Marked, words: frozenset[str]) -> bool:
    at = line.place(mention.index)
    return any(i.mention is None and i.text in words for i in line.items[max(0, at - _BEFORE) : at])


def _into(line: Line, mention: Marked) -> bool:
    """Whether money went into an account: "wired $400 into account 5550", "depositó 400 en la cuenta 5550"."""
    lead = leading_word(line, mention, passing=words_of("roles", line.lang, "account"))
    return mention.type == "FinancialAccount" and lead in words_of("roles", line.lang, "into")


def _whereabouts(line: Line, mention: Marked) -> bool:
    """Whether the words before a name tell where it was and not from whom: "recibió 400 en la casa de Leo"."""
    for item in reversed(line.items[: line.place(mention.index)]):
        if item.mention is not None or item.text in words_of("roles", line.lang, "in_kind"):
            return False
        if item.text in words_of("roles", line.lang, "whereabouts"):
            return True
    return False


def _passive(line: Line, event: Marked) -> bool:
    """Whether a participle without "have" tells the event: "was paid", "pagados", and no "había pagado"."""
    at = line.place(event.index)
    before = {i.text for i in line.items[max(0, at - _BEFORE) : at]}
    held = bool(before & words_of("roles", line.lang, "have")) and not before & words_of("slots", line.lang, "be")
    ends = tuple(words_of("roles", line.lang, "participle"))
    return not held and any(word.endswith(ends) for word in key(event.text))
