"""A process of its own for formats whose parsers can be made to hang, to swell or to crash.

A file that does so costs itself alone: it is rejected, and the process is replaced before the next one. The process
is spawned, not forked, so that it holds nothing of ours and its memory can be limited as a whole.
"""

from __future__ import annotations

import signal
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType

from extractors.readers.base import Options, Reader, Record, Source
from extractors.readers.limits import Limits
from extractors.uninterrupted import start
from ontology.errors import InputError, SetupError

_START_SECONDS = 300.0
_REASON = 200
"""Characters of a parser's own words that are kept."""

Answer = list[Record] | InputError


class Isolation:
    """Reads files in one process, which is started when the first is met. Use as a context manager."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Isolation:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def read(self, reader: Reader, source: Source, options: Options) -> Sequence[Record]:
        """All that `reader.read` gives of a file. Raises InputError where it raises one, fails in any other way, dies,
        or takes too long or too much."""
        connection = self._connection or self._start()
        with suppress(OSError):  # a dead process is noticed when its answer is read
            connection.send((reader, source, options))
        try:
            if not connection.poll(self._limits.reading_seconds):
                self._stop()
                raise InputError(f"reading it took longer than {self._limits.reading_seconds} seconds")
            answer: Answer = connection.recv()
        except (EOFError, OSError):
            self._stop()
            raise InputError("the process that read it died: the file is broken, or made to break its reader") from None
        except BaseException:  # an interrupt: the answer may still come, and is to nothing that will be asked
            self._stop()
            raise
        if isinstance(answer, InputError):
            raise answer
        return answer

    def _start(self) -> Connection:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs, self._limits), daemon=True)
        start(self._process)
        theirs.close()  # so that the end of the process is the end of the pipe
        with suppress(EOFError, OSError):
            if self._connection.poll(_START_SECONDS) and self._connection.recv():
                return self._connection
        self._stop()
        raise SetupError("a process for reading cannot be started")

    def _stop(self) -> None:
        if self._process and self._connection:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection.close()
        self._process = self._connection = None


def _work(connection: Connection, limits: Limits) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    warnings.simplefilter("ignore")  # of parsers, about files; what matters is an error
    if sys.platform == "linux":  # elsewhere the limit of address space is not kept by the system
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limits.reading_memory, limits.reading_memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(EOFError, OSError):  # the parent is gone
        connection.send(True)
        while True:
            job: tuple[Reader, Source, Options] = connection.recv()
            signal.alarm(2 * limits.reading_seconds)  # ends a process whose parent was killed while it hangs
            answer = _answer(*job)
            signal.alarm(0)
            connection.send(answer)


def _answer(reader: Reader, source: Source, options: Options) -> Answer:
    limits = options.limits
    try:
        return list(reader.read(source, options))
    except InputError as error:
        return error
    except MemoryError:
        return InputError(f"needs more than {limits.reading_memory >> 20} MB of memory to be read")
    except RecursionError:
        return InputError("is nested too deep to be read")
    except Exception as error:  # noqa: BLE001  a parser's fault costs one file, and is told as its reason
        said = " ".join(f"{type(error).__name__}: {error}".replace("\0", "").split())[:_REASON]
        return InputError("is broken: " + said.encode("utf-8", "backslashreplace").decode())
