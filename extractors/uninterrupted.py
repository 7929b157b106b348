"""Starting processes that do not hear Ctrl-C: a terminal sends it to all of them, and the parent decides what it
means."""

from __future__ import annotations

import signal
from multiprocessing import resource_tracker
from multiprocessing.process import BaseProcess


def start(process: BaseProcess) -> None:
    """Start a process (of the method `spawn`) in which SIGINT is blocked from its first instruction on: while it still
    imports its modules, nothing of ours could ignore it. Systems without signal masks start it as it is."""
    if not hasattr(signal, "pthread_sigmask"):
        process.start()
        return
    resource_tracker.ensure_running()  # when started with the process it would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
