"""Processes of ours do not hear Ctrl-C, from their first instruction on."""

from __future__ import annotations

import signal
import sys
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest

from extractors.uninterrupted import start


def tell_what_is_blocked(connection: Connection) -> None:
    connection.send(signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ()))


@pytest.mark.skipif(sys.platform == "win32", reason="no signal masks")
def test_a_process_does_not_hear_an_interrupt_and_its_parent_does() -> None:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=tell_what_is_blocked, args=(theirs,))
    start(process)
    theirs.close()
    assert ours.recv() is True
    process.join()
    process.close()
    ours.close()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
