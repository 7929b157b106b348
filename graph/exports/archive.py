"""Several files as one: a zip whose bytes depend on its content alone (no time, no compression, which differs between
builds of zlib). Names are ours."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping

import orjson

from graph.exports.chart import Chart

PROVENANCE = "provenance.jsonl"
"""The name of the companion in every zip."""
_UNIX = 3
_READABLE = 0o100644 << 16
_CHUNK = 1 << 20


def zipped(files: Mapping[str, Iterable[str]]) -> Iterator[bytes]:
    """A zip of these files, text as UTF-8."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, pieces in files.items():
            member = zipfile.ZipInfo(name)
            member.create_system = _UNIX
            member.external_attr = _READABLE
            archive.writestr(member, "".join(pieces).encode())
    buffer.seek(0)
    yield from iter(lambda: buffer.read(_CHUNK), b"")


def provenance_lines(chart: Chart) -> Iterator[str]:
    """The companion of formats that have no room for it, as JSON lines: the head, then a line for each document and for
    each claim."""
    yield _line({"record": "chart", **chart.head})
    for source in chart.sources:
        yield _line({"record": "document"} | {name: getattr(source, name) for name in source.__slots__})
    for citation in chart.citations:
        yield _line({"record": "claim"} | {name: getattr(citation, name) for name in citation.__slots__})


def _line(record: Mapping[str, object]) -> str:
    return orjson.dumps(record).decode() + "\n"
