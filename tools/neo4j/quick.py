"""A server that starts in half the time: its classes lie ready beside its jars, and little is compiled. It answers
slower than others: for tests, not for measuring.

server = Server(folder, distribution, port=…, password="…", java=quick(distribution))
"""

from __future__ import annotations

import contextlib
import re
import secrets
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.neo4j.jars import Distribution
from tools.neo4j.server import Server, free_port

_COMPILE_LITTLE = "-XX:TieredStopAtLevel=1"


def quick(distribution: Distribution) -> tuple[str, ...]:
    """Options of Java for it. The first call for a version and a Java starts a server, which leaves its classes
    (110 MB) when it ends; where Java cannot do that, servers start as they would without.
    Raises FailedError where the first does not start or end."""
    ready = distribution.jars / f"java-{_build(distribution.java)}.jsa"
    if not ready.exists():
        with TemporaryDirectory(prefix="classes-", dir=distribution.jars.parent) as folder:
            made = Path(folder, ready.name)
            options = (_COMPILE_LITTLE, f"-XX:ArchiveClassesAtExit={made}")
            password = secrets.token_urlsafe(16)
            server = Server(Path(folder, "server"), distribution, port=free_port(), password=password, java=options)
            server.start()
            server.stop()
            with contextlib.suppress(FileNotFoundError):  # a Java that comes without its own classes leaves none
                made.rename(ready)  # whole, whoever else makes one
    return _COMPILE_LITTLE, f"-XX:SharedArchiveFile={ready}"


def _build(java: Path) -> str:
    """Classes are of use to the very build of Java that left them."""
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=True).stderr
    found = re.search(r"\(build ([\w.+~-]+)", told)
    return found.group(1) if found else "unknown"
