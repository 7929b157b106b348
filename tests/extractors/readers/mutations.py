"""Real files of every format, and broken ones made of them: seeded, so that a failure comes again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.extractors.readers import made

Mutation = Callable[[random.Random, bytes], bytes]

TEXT = "---\ntitle: Informe 12\n---\nSe vio el camión de Juan Pérez en Reynosa, placa 57-AK-8R.\n".encode()
PAGE = "<html><head><title>Informe</title></head><body><p>Señal</p><table><tr><td>a<td>b</table></body></html>".encode()
ROWS = b'{"id": "r-1", "text": "Detenido en Reynosa.", "date": "2023-05"}\n{"id": "r-2", "text": "Otro."}\n'
SHEET = [["name", "phone", "notes"], ["Juan Pérez", "+52 899 123 4567", "Visto en Reynosa"], ["Ana Ruiz", "", "Otro"]]


def real_files() -> dict[str, bytes]:
    """One good file a suffix, with everything in it that its reader treats in a way of its own."""
    mail = made.mail(inner=made.mail(subject="dentro"))
    return {
        ".txt": TEXT,
        ".md": TEXT,
        ".html": PAGE,
        ".jsonl": ROWS,
        ".csv": "\n".join(",".join(row) for row in SHEET).encode(),
        ".xlsx": made.xlsx(SHEET),
        ".pdf": made.pdf(["Señal en Reynosa, placa 57-AK-8R", None, "", "Fin"], title="Informe"),
        ".docx": made.docx(),
        ".odt": made.odt(),
        ".rtf": made.RTF,
        ".eml": mail.as_bytes(),
        ".mbox": made.box(mail, made.mail()),
    }


def manifest(names: Iterable[str]) -> bytes:
    """Which of the files are tables of persons."""
    return "\n".join(["path,mapping", *(f"{n},persons" for n in names if n.endswith((".csv", ".xlsx")))]).encode()


def mutated(files: Mapping[str, bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """`count` pairs of suffix and bytes: each format and each way to break it in turn, the places by chance."""
    chance = random.Random(seed)
    kinds = sorted(files)
    for number in range(count):
        suffix = kinds[number % len(kinds)]
        data = files[suffix]
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            data = _MUTATIONS[(number // len(kinds)) % len(_MUTATIONS)](chance, data)
        yield suffix, data


def _cut(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _behead(chance: random.Random, data: bytes) -> bytes:
    return data[chance.randrange(len(data) + 1) :]


def _flip(chance: random.Random, data: bytes) -> bytes:
    broken = bytearray(data)
    for _ in range(max(1, len(broken) // 200) if broken else 0):
        broken[chance.randrange(len(broken))] = chance.randrange(256)
    return bytes(broken)


def _repeat(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:end] + data[start:end] * min(50, 200_000 // (end - start + 1)) + data[end:]


def _remove(chance: random.Random, data: bytes) -> bytes:
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    return data[:start] + data[min(end, start + 300) :]


def _numbers(chance: random.Random, data: bytes) -> bytes:
    """Sizes, offsets and counts become absurd."""
    digits = [i for i, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not digits:
        return data
    at = chance.choice(digits)
    return (
        data[:at] + chance.choice((b"0", b"-1", b"99999999", b"4294967295", b"18446744073709551616")) + data[at + 1 :]
    )


def _insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    piece = chance.choice(_PIECES)
    return data[:at] + piece * chance.choice((1, 3, 5000)) + data[at:]


def _noise(chance: random.Random, data: bytes) -> bytes:
    return chance.randbytes(min(len(data), 4096))


_PIECES = (
    b"\0", b"\xff\xfe", b"\xc3", b"(", b"[", b"<<", b"{", b"{\\*\\x ", b"\\u-1?", b"\\'", b"<a>", b"<!--", b"&x;",
    b"<p>", b"\r\n\r\n", b"--", b"=?utf-8?B?", b"Content-Type: multipart/mixed; boundary=a\r\n", b"\nFrom a 10:10\n",
    b"PK\x05\x06", b"stream\n", b"endobj\n", b"%%EOF", b"---\n", b": ", b'{"id": ',
)  # fmt: skip
_MUTATIONS: tuple[Mutation, ...] = (_cut, _behead, _flip, _repeat, _remove, _numbers, _insert, _noise)
