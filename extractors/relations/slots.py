"""Who did it and who it was done to: the place of a mention beside the word of an event.

English sentences are read by their parse (dependencies of the small pipeline); Spanish ones, and English ones whose
parse does not join the two, by the words between.
"""

from __future__ import annotations

import re
from typing import Literal

from spacy.tokens import Token

from extractors.analysis import PARSED
from extractors.part import Marked
from extractors.relations.data import words_of
from extractors.relations.line import Line

Slot = Literal["doer", "patient", "near"]

_DOER = frozenset(("nsubj", "agent", "csubj"))
_PATIENT = frozenset(("nsubjpass", "dobj", "obj", "oprd", "attr"))
_CLIMB = frozenset(("conj", "appos", "compound", "nmod", "poss", "nummod", "pobj", "prep", "amod", "dep"))
_PARTICIPLE = re.compile(r"\A\w+[aií]d[oa]s?\b|\A(?:pres|muert)[oa]s?\Z")
_WITHIN = 6
"""Most words between an event's word and the one it concerns, where no parse is read."""


def slot(line: Line, event: Marked, mention: Marked) -> Slot:
    """`doer`, `patient`, or `near` where neither is told."""
    told = _by_parse(line, event, mention)
    return told or _by_words(line, event, mention) or "near"


def _by_parse(line: Line, event: Marked, mention: Marked) -> Slot | None:
    verb, noun = line.head(event), line.head(mention)
    if verb is None or noun is None:
        return None
    if verb.dep_ in ("acl", "relcl") and _carries(noun, verb.head):
        return "patient" if verb.tag_ in ("VBN", "VBD") and _passive_or_bare(verb) else "doer"
    child = _below(verb, noun)
    if child is None and verb.dep_ == "conj" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        child = _below(verb.head, noun)  # "agents stopped the van and arrested the driver": the subject is shared
        if child is not None and child.dep_ not in ("nsubj", "nsubjpass"):
            child = None
    if child is None:
        return None
    if child.dep_ == "nsubj" and any(c.dep_ == "auxpass" for c in verb.children):
        return "patient"  # "walked to the gate and was arrested": the shared subject of a passive
    if child.dep_ in _DOER or (child.dep_ == "prep" and child.lower_ == "by"):
        return "doer"
    if child.dep_ in _PATIENT or (child.dep_ == "prep" and child.lower_ == "of") or child.dep_ == "poss":
        return "patient"
    return None


def _below(verb: Token, noun: Token) -> Token | None:
    """The child of the verb above (or equal to) the noun, when only noun-like arcs lead to it."""
    token = noun
    while token.head is not token:
        if token.head == verb:
            return token
        if token.dep_ not in _CLIMB:
            return None
        token = token.head
    return None


def _carries(noun: Token, head: Token) -> bool:
    """Whether the noun is the head, or is coordinated or in apposition with it."""
    token = noun
    while token != head:
        if token.dep_ not in ("conj", "appos") or token.head is token:
            return False
        token = token.head
    return True


def _passive_or_bare(verb: Token) -> bool:
    children = {c.dep_ for c in verb.children}
    return "nsubjpass" in children or "auxpass" in children or not children & {"nsubj", "dobj"}


def _by_words(line: Line, event: Marked, mention: Marked) -> Slot | None:
    here, there = line.place(event.index), line.place(mention.index)
    light, be, by = (words_of("slots", line.lang, section) for section in ("light", "be", "by"))
    between = line.items[min(here, there) + 1 : max(here, there)]
    words = [i.text for i in between if i.mention is None]
    if here < there:
        if len(words) <= _WITHIN and words and words[-1] in by | light and by & set(words[-2:]):
            return "doer"
        return "patient" if len(words) <= _WITHIN and all(w in light or w.isdigit() for w in words) else None
    before = line.items[there - 1].text if there else ""
    if words and set(words) <= words_of("slots", line.lang, "object") and before in words_of("slots", line.lang, "to"):
        return "patient"  # "a Luis lo detuvieron"
    if not {"."} & set(words) and (be & set(words[-2:]) or (_participle(line, event) and len(words) <= _WITHIN)):
        return "patient"
    return "doer" if len(words) <= 2 and all(w in light for w in words) and not set(words) & {",", "y"} else None


def _participle(line: Line, event: Marked) -> bool:
    """Whether a Spanish event is told by a participle alone ("Luis Paz, detenido ayer")."""
    return line.lang not in PARSED and bool(_PARTICIPLE.search(event.text.casefold()))
