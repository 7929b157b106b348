"""The jars of a Neo4j version and a Java that runs them: what a server of our own is made of.

Maven fetches the jars once (130 MB) into `$XDG_CACHE_HOME/neo4j-jars/VERSION`, else `~/.cache/…`. They are a tool of
the tests under a licence of their own (GPL-3.0) and no part of what linkwright ships.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

DEFAULT_VERSION = "5.26.30"
COMPLETE = ".complete"
POM = Path(__file__).with_name("pom.xml")
_OPENS = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class UnavailableError(Exception):
    """Why no server can be started on this machine."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """A version of Neo4j Community, ready to be started."""

    version: str
    jars: Path
    java: Path

    @property
    def main(self) -> str:
        """The server's main class."""
        calendar = int(self.version.split(".")[0]) >= 2025
        return "org.neo4j.server.Neo4jCommunity" if calendar else "org.neo4j.server.CommunityEntryPoint"

    def command(self, main: str, *options: str) -> list[str]:
        """That runs a class of it, under these options of Java; the class's own arguments follow."""
        opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENS]
        return [str(self.java), *options, *opens, "-cp", f"{self.jars}/*", main]


def distribution(version: str | None = None) -> Distribution:
    """The version asked for, else NEO4J_VERSION, else the default; its jars are fetched where they are not there.

    Raises UnavailableError without a suitable Java, and without jars where Maven cannot fetch them.
    """
    wanted = version or os.environ.get("NEO4J_VERSION") or DEFAULT_VERSION
    java = _java(wanted)
    return Distribution(wanted, _jars(wanted), java)


def _java(version: str) -> Path:
    fitting = (21, 25) if int(version.split(".")[0]) >= 2025 else (17, 21)
    found = {java: _release(java) for java in _javas()}
    for java, release in found.items():
        if release in fitting:
            return java
    there = ", ".join(str(release) for release in found.values()) or "none"
    raise UnavailableError(f"Neo4j {version} needs Java {' or '.join(map(str, fitting))}; here: {there}")


def _javas() -> Iterator[Path]:
    homes = [Path(home) for home in (os.environ.get("JAVA_HOME"),) if home]
    if named := shutil.which("java"):
        homes.append(Path(named).resolve().parents[1])
    homes += sorted(Path("/usr/lib/jvm").glob("*"))
    for home in homes:
        if (java := home / "bin" / "java").is_file():
            yield java


def _release(java: Path) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found.group(1)) if found else 0


def _jars(version: str) -> Path:
    jars = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "neo4j-jars" / version
    if not (jars / COMPLETE).exists():
        _fetch(version, jars)
    return jars


def _fetch(version: str, jars: Path) -> None:
    """Fetch into a folder beside, and put it in place whole: two may fetch at once, and either may be interrupted."""
    maven = shutil.which("mvn")
    if not maven:
        raise UnavailableError(f"Maven, which fetches the jars of Neo4j {version}, is not installed")
    jars.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f"{version}-", dir=jars.parent) as folder:
        fetched = Path(folder) / "jars"
        ran = subprocess.run(
            [
                maven, "-q", "-B", "-Dstyle.color=never", "-f", POM, "dependency:copy-dependencies",
                f"-Dneo4j.version={version}", "-DincludeScope=runtime", f"-DoutputDirectory={fetched}",
            ],
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if ran.returncode:
            why = (ran.stdout + ran.stderr).strip().splitlines() or ["no reason given"]
            raise UnavailableError(f"Maven cannot fetch the jars of Neo4j {version}: {why[0]}")
        (fetched / COMPLETE).touch()
        with contextlib.suppress(OSError):  # somebody else was quicker
            fetched.rename(jars)
