"""A real server process on a free port of this machine, for tests that ask over the wire."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.patience import PATIENCE

_SERVE = "from api.settings import read_settings; from api.serve import serve; serve(read_settings(), print_now)"
_PROGRAM = f"import functools; print_now = functools.partial(print, flush=True); {_SERVE}"


@contextmanager
def running(store: str, **environment: str) -> Iterator[str]:
    """Serve a store; gives the address. At the end the server is told to stop, and must do so cleanly."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", _PROGRAM],
        env=os.environ | {"LINKWRIGHT_STORE": store, "LINKWRIGHT_PORT": "0"} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise AssertionError(process.communicate(timeout=PATIENCE)[1])
        yield address
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=PATIENCE)
        assert complaints == ""
        assert process.returncode == 0
    finally:
        process.kill()
        process.communicate()
