"""Plain text and Markdown, both with YAML front matter between `---` lines at the top where there is any."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.readers.base import Options, Record, Report, Source
from extractors.readers.decode import decoded
from extractors.readers.limits import Limits
from extractors.readers.mapping import read_mapping

_FRONT = re.compile(r"---[ \t]*\r?\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")


@dataclass(frozen=True, slots=True)
class PlainReader:
    """`text` of the document is all that follows the front matter, mark-up and line ends as they are."""

    suffixes: tuple[str, ...]
    media_type: str
    isolated: bool = False

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        file = decoded(source.data)
        metadata, text = split_front_matter(file.text, options.limits)
        yield Report(text, metadata, hashlib.sha256(source.data).hexdigest(), self.media_type, notes=file.notes)


def split_front_matter(text: str, limits: Limits) -> tuple[dict[str, object], str]:
    """Metadata and the text after it. Plain words between two `---` rules are text, not front matter.

    Raises InputError, naming the line, where front matter is broken.
    """
    if not (found := _FRONT.match(text)):
        return {}, text
    metadata = read_mapping(found["yaml"], limits, first_line=2)
    return ({}, text) if metadata is None else (metadata, text[found.end() :])


TEXT = PlainReader((".txt", ".text"), "text/plain")
MARKDOWN = PlainReader((".md", ".markdown"), "text/markdown")
