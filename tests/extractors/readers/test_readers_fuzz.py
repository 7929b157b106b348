"""Laws of every reader: whatever the bytes, one or more records come out, and what comes out can be kept."""

from __future__ import annotations

import json
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.readers.base import Reading, Rejected
from extractors.readers.read import read_all
from extractors.readers.registry import SUFFIXES, reader_for

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324", "lang": "en"}
PIECES = [
    b"---\n", b"agency: ", b"marking: CUI\n", b"<p>", b"</div>", b"<!--", b"<pre>", b"&#0;", b'{"id": "1", ',
    b'"text": "a\\ud800"}', b"\n", b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xc3\xb1", b"\xe9", b": [*a, &b !!c", b"\r",
    b'"mentions": [{"start": 0, "end": 2, "type": "Person"}]', b"}", b"text",
]  # fmt: skip
anything = st.one_of(st.binary(max_size=200), st.lists(st.sampled_from(PIECES), max_size=12).map(b"".join))
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
yamls = st.lists(
    st.sampled_from(
        ["a", "marking", "path", ": ", "- ", "\n", "  ", "[", "]", "{", "}", ",", "&a ", "*a", "!!int ", "!!binary ",
         "! ", "!x ", "<<", "=", "? ", "| ", "> ", "'", '"', "#", "%", "@", "~", "1", "2023-01-01", "\t",
         "\x01", "\x85", "\u2028", "\ufeff", "é", "---", "...", "\\"]
    ),
    max_size=14,
).map("".join)  # fmt: skip
KEYS = ["id", "text", "agency", "marking", "date", "received", "credibility", "mentions", "protected_codes", "lang"]


def check(data: bytes, suffix: str, *, gold_mentions: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, f"a{suffix}").write_bytes(data)
        found = list(read_all([folder], today=date(2026, 3, 1), flags=FLAGS, gold_mentions=gold_mentions))
    if suffix not in (".jsonl", ".ndjson"):
        assert len(found) == 1
    for record in found:
        if isinstance(record, Rejected):
            assert record.reason
            json.dumps(record.reason).encode()
            continue
        assert isinstance(record, Reading)
        document = record.document
        for text in (document.text, document.given_id or "", document.source, document.title or "", document.origin):
            text.encode()
            assert "\0" not in text
        assert document.text.strip()
        for mention in record.given or ():
            assert 0 <= mention.start < mention.end <= len(document.text)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if not reader_for(f"a{suffix}").isolated])
@settings(max_examples=150, deadline=None)
@given(data=anything)
def test_any_bytes_give_readings_or_rejects(suffix: str, data: bytes) -> None:
    check(data, suffix, gold_mentions=False)


@pytest.mark.parametrize("beside", ["a.txt.yaml", "manifest.csv"])
@settings(max_examples=150, deadline=None)
@given(data=st.one_of(anything, yamls.map(str.encode)))
def test_any_sidecar_or_manifest_leaves_the_report_read_or_rejected(beside: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "a.txt").write_text("text")
        Path(folder, beside).write_bytes(data)
        found = list(read_all([folder], today=date(2026, 3, 1), flags=FLAGS))
    assert len([record for record in found if isinstance(record, Reading) or record.id == "a.txt"]) == 1


@settings(max_examples=300, deadline=None)
@given(text=yamls)
def test_any_front_matter_gives_a_reading_or_a_reject(text: str) -> None:
    check(f"---\n{text}\n---\nbody".encode(), ".md", gold_mentions=False)


@settings(max_examples=300, deadline=None)
@given(rows=st.lists(st.dictionaries(st.sampled_from(KEYS), jsons, max_size=8), max_size=4))
def test_any_row_gives_a_reading_or_a_reject(rows: list[dict[str, object]]) -> None:
    check("\n".join(map(json.dumps, rows)).encode(), ".jsonl", gold_mentions=True)
