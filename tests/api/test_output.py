from __future__ import annotations

import io
import sys
import threading

import pytest

from api.commands import output


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, seconds: float) -> str:
    """What a piece of work that waits for its bar, or for nothing, leaves on stderr."""
    monkeypatch.setattr(output, "QUIET_SECONDS", seconds)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    with output.Progress("reading reports", total=2) as progress:
        clock = next((t for t in threading.enumerate() if isinstance(t, threading.Timer)), None)
        if clock and seconds == 0:
            clock.join()
        progress.advance()
        output.line({"id": 1})
        progress.advance(3, what="fusing documents")
    return stream.getvalue()


def test_a_terminal_shows_the_work_and_how_far_it_is_and_the_answer_stays_on_stdout(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(monkeypatch, Terminal(), 0)
    assert "reading reports" in text
    assert "fusing documents" in text
    assert capsys.readouterr().out == '{"id": 1}\n'


def test_what_ends_soon_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 3600) == ""
    assert not [t for t in threading.enumerate() if isinstance(t, threading.Timer)]


def test_a_pipe_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, io.StringIO(), 0) == ""


def test_a_table_in_a_pipe_breaks_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    long = "a long name " * 20
    output.table(("id", "name"), [("m" * 33, long), ("m1", None)])
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    assert f"{'m' * 33}   {long.strip()}" in lines
