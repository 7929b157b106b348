"""RTF: running text, code pages, characters beyond them, cut and hostile files."""

from __future__ import annotations

import pytest

from extractors.readers.base import Reading, Rejected
from tests.extractors.readers import made
from tests.extractors.readers.reading import read_one


def test_running_text() -> None:
    found = read_one("a.rtf", made.RTF)
    assert isinstance(found, Reading)
    assert found.document.text.strip() == "Detención en Cañada 😀\nTel. 899\tJuan"
    assert (found.document.media_type, found.document.given_id) == ("application/rtf", "a.rtf")


@pytest.mark.parametrize(
    ("data", "reason", "place"),
    [
        (b"", "is empty or no RTF", "byte 0"),
        (b"words", "is empty or no RTF", "byte 0"),
        (made.RTF[:100], "is cut short: ", "byte 100"),
        (b"{\\rtf1 " + b"{" * 300 + b"x" + b"}" * 301, "its groups nest deeper than 200", "byte 206"),
        (b"{\\rtf1\\ansicpg932 \\'81}", "its characters do not fit the encoding it names", None),
        (b"{\\rtf1 }", "there is no text in it", None),
    ],
)
def test_what_cannot_be_read_is_one_reject_with_its_place(data: bytes, reason: str, place: str | None) -> None:
    found = read_one("a.rtf", data)
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
    assert found.place == place
