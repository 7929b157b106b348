"""A real Neo4j Community server on this machine, without a container: for tests and benchmarks. Listens on 127.0.0.1.

server = Server(folder, distribution(), port=free_port(), password="…")
server.start()      # returns when it answers queries
server.kill()       # as a crash would end it; start again with the same folder to recover
server.stop()       # in order
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from tools.neo4j.jars import Distribution

FIRST_PASSWORD = "neo4j"  # the one a new server has; it lets nobody do anything but change it
START_SECONDS = 300.0
STOP_SECONDS = 300.0


class FailedError(Exception):
    """The server did not start or stop; with the last lines that it wrote."""


def free_port() -> int:
    """A port of 127.0.0.1 on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server whose data, logs and configuration lie in one folder; the same folder is the same database.
    `heap` and `page_cache` in Neo4j's notation; `java`: further options of Java."""

    user = "neo4j"
    """The only one there is."""

    def __init__(
        self,
        folder: Path,
        distribution: Distribution,
        *,
        port: int,
        password: str,
        heap: str = "512m",
        page_cache: str = "64m",
        java: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.port = port
        self.password = password
        self._distribution = distribution
        self._heap = heap
        self._page_cache = page_cache
        self._java = java
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None
        self._scheme = "bolt"

    @property
    def address(self) -> str:
        return f"{self._scheme}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int | None:
        """Of the process that runs, if one does."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self, *more: str, limit_kib: int | None = None, scheme: str = "bolt") -> None:
        """Start it and wait until it answers queries. `more`: further lines of neo4j.conf; `limit_kib`: the size that
        a file of it may reach, to play a full disk; `scheme`: how it is asked whether it answers, where it encrypts.
        Raises FailedError."""
        self._scheme = scheme
        self._write_configuration(more)
        options = [f"-Xms{self._heap}", f"-Xmx{self._heap}", "-XX:+UseSerialGC", *self._java]
        command = [
            *self._distribution.command(self._distribution.main, *options),
            f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}", "--console-mode",
        ]  # fmt: skip
        if limit_kib is not None:
            command = ["prlimit", f"--fsize={limit_kib * 1024}", *command]
        with self._console.open("ab") as console:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=console, stderr=console, start_new_session=True
            )
        # Ends the server should this process be killed: its end of the pipe is closed then.
        self._watch = subprocess.Popen(
            ["sh", "-c", f"cat > /dev/null; kill -9 {self._process.pid}"], stdin=subprocess.PIPE, start_new_session=True
        )
        self._wait_until_ready()

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a crash does."""
        self._end(signal.SIGKILL)

    def clear(self) -> None:
        """Delete every node and relationship; constraints and indexes stay."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()

    def driver(self) -> Driver:
        """A driver of the caller's own."""
        return GraphDatabase.driver(self.address, auth=(self.user, self.password))

    @property
    def _console(self) -> Path:
        return self.folder / "logs" / "console.log"

    def _write_configuration(self, more: tuple[str, ...]) -> None:
        for name in ("conf", "data", "logs", "run", "plugins", "import"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        lines = (
            f"server.bolt.listen_address=127.0.0.1:{self.port}",
            f"server.bolt.advertised_address=127.0.0.1:{self.port}",
            "server.http.enabled=false",
            "server.https.enabled=false",
            "dbms.usage_report.enabled=false",
            f"server.memory.pagecache.size={self._page_cache}",
            "db.tx_log.rotation.retention_policy=1 files",
            "db.tx_log.rotation.size=32m",
            "db.tx_log.preallocate=false",
            "dbms.security.auth_max_failed_attempts=1000",  # tests try wrong passwords
            *more,
        )
        (self.folder / "conf" / "neo4j.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.pid is None:
                self.kill()
                raise FailedError(f"the server ended while starting: {self._last_lines()}")
            if _listens(self.port) and self._answers():
                return
            time.sleep(0.1)
        self.kill()
        raise FailedError(f"no answer on port {self.port} within {START_SECONDS:g} seconds: {self._last_lines()}")

    def _answers(self) -> bool:
        """Whether a query is answered; gives a new server its password first."""
        try:
            with GraphDatabase.driver(
                self.address, auth=(self.user, self.password), max_transaction_retry_time=0
            ) as driver:
                driver.execute_query("RETURN 1")
        except AuthError:
            return self._set_password()
        except (DriverError, Neo4jError):
            return False
        return True

    def _set_password(self) -> bool:
        driver = GraphDatabase.driver(self.address, auth=(self.user, FIRST_PASSWORD))
        with contextlib.suppress(DriverError, Neo4jError), driver:
            driver.execute_query(
                "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
                {"old": FIRST_PASSWORD, "new": self.password},
                database_="system",
            )
        return False  # asked again with the new one

    def _end(self, sign: signal.Signals) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            os.kill(self._process.pid, sign)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise FailedError(f"process {self._process.pid} did not end within {STOP_SECONDS:g} seconds") from error
        if self._watch is not None:
            with self._watch:
                self._watch.kill()
            self._watch = None

    def _last_lines(self) -> str:
        return "\n".join(self._console.read_text(encoding="utf-8", errors="replace").splitlines()[-20:])


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
