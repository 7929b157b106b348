"""The process for risky formats: one that hangs, swells, dies or fails costs one file."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from extractors.readers.base import Options, Record, Report, Source
from extractors.readers.isolation import Isolation
from extractors.readers.limits import limits
from ontology.errors import InputError

LIMITS = replace(limits(), reading_seconds=300, reading_memory=512 << 20)
HASTY = replace(LIMITS, reading_seconds=1)
"""For what hangs; nothing else is to end by the clock, however busy the machine."""


@dataclass(frozen=True, slots=True)
class Obedient:
    """Does what the file says."""

    suffixes: tuple[str, ...] = (".do",)
    isolated: bool = True

    def read(self, source: Source, options: Options) -> Iterator[Record]:
        match source.data:
            case b"hang":
                time.sleep(3600)
            case b"spin":
                while True:
                    pass
            case b"swell":
                bytearray(options.limits.reading_memory)
            case b"die":
                os._exit(3)
            case b"recurse":
                list(self.read(Source("", "", b"recurse"), options))
            case b"fail":
                raise ValueError("\ud800\0 what\nthe parser said")
            case b"refuse":
                raise InputError("is refused", where="byte 3", mend="do otherwise")
        yield Report(str(os.getpid()), {}, "0" * 64, "text/plain")


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        (b"hang", "reading it took longer than 1 seconds"),
        (b"spin", "reading it took longer than 1 seconds"),
        (b"swell", "needs more than 512 MB of memory to be read"),
        (b"die", "the process that read it died"),
        (b"recurse", "is nested too deep to be read"),
        (b"fail", "is broken: ValueError: \\ud800 what the parser said"),
        (b"refuse", "is refused"),
    ],
)
def test_a_file_costs_itself_alone(deed: bytes, reason: str) -> None:
    options = Options(LIMITS)
    with Isolation(LIMITS) as isolation:

        def read(data: bytes) -> str:
            isolation._limits = HASTY if data in (b"hang", b"spin") else LIMITS
            (record,) = isolation.read(Obedient(), Source("a.do", "a.do", data), options)
            assert isinstance(record, Report)
            return record.text

        before = read(b"")
        assert before == read(b"") != str(os.getpid())
        with pytest.raises(InputError) as raised:
            read(deed)
        assert raised.value.what.startswith(reason)
        raised.value.what.encode()
        assert (read(b"") == before) is (deed in (b"swell", b"recurse", b"fail", b"refuse"))
    if deed == b"refuse":
        assert (raised.value.where, raised.value.mend) == ("byte 3", "do otherwise")


def test_no_process_is_started_before_there_is_a_file_and_none_is_left() -> None:
    with Isolation(LIMITS) as isolation:
        assert isolation._process is None
        (record,) = isolation.read(Obedient(), Source("a.do", "a.do", b""), Options(LIMITS))
    assert isinstance(record, Report)
    with pytest.raises(ProcessLookupError):
        os.kill(int(record.text), 0)


def test_the_process_does_not_load_the_pipeline() -> None:
    """It would cost each run seconds, and the parsers a quarter of their memory."""
    code = "import sys, extractors.readers.isolation, extractors.readers.pdf; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
