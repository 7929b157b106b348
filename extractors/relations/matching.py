"""Runs the link patterns over the lines of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.part import Scene
from extractors.relations.candidate import Candidate
from extractors.relations.coordination import coordinated
from extractors.relations.line import Line
from extractors.relations.patterns import Pattern, patterns


def matches(scene: Scene, lines: Sequence[Line]) -> Iterator[Candidate]:
    for n, line in enumerate(lines):
        types = {scene.mentions[i].type for i in line.mentions}
        for pattern in patterns(line.lang):
            if not types & pattern.objects or not (pattern.topic or types & pattern.subjects):
                continue
            for found in pattern.expression.finditer(line.text):
                end = max(found.end(group) for group in found.groupdict())
                object_ = int(found["o"])
                if pattern.topic:
                    subject = _topic(scene, lines, n, found.start(), pattern)
                    if subject is None:
                        continue
                else:
                    subject = int(found["s"])
                near = abs(line.place(object_) - line.place(subject)) if subject in line.mentions else 40
                for s in _spread(scene, line, subject, pattern):
                    for o in _spread(scene, line, object_, pattern):
                        if s != o:
                            span = line.span(found.start() + 1, end)
                            yield Candidate(
                                s, pattern.link, o, pattern.name, pattern.score, span, near,
                            )  # fmt: skip


def _spread(scene: Scene, line: Line, mention: int, pattern: Pattern) -> list[int]:
    return [mention] if pattern.alone or mention not in line.mentions else coordinated(scene, line, mention)


def _topic(scene: Scene, lines: Sequence[Line], n: int, start: int, pattern: Pattern) -> int | None:
    """The last mention of a topic type before a place of the line, or the only one of the line before in its block."""
    line = lines[n]
    before = [
        i.mention
        for i in line.items
        if i.mention is not None and i.at < start and scene.mentions[i.mention].type in pattern.topic
    ]
    if before:
        return before[-1]
    if n and lines[n - 1].block == line.block:
        told = [i for i in lines[n - 1].mentions if scene.mentions[i].type in pattern.topic]
        if len({scene.groups[i] for i in told}) == 1:
            return told[0]
    return None
