"""Real files of every format, and broken ones made of them: seeded, so that a failure comes again."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator, Mapping

from tests.extractors.readers import made

Mutation = Callable[[random.Random, bytes], bytes]

REPORT = (
    "El 14 de mayo de 2024 elementos de la Guardia Nacional detuvieron en el km 32 de la carretera Reynosa-San "
    "Fernando a Juan Pérez Olmedo, alias «El Tuercas», quien conducía un camión Kenworth T680 blanco, placas "
    "57-AK-8R, con 38 migrantes de Guatemala y Honduras. Dijo que Los Zarcos le pagaron 15,000 pesos y que llamaba al "
    "+52 899 123 4567.\n\nSource reporting, unconfirmed: PÉREZ met Ana Ruiz at the Hotel Las Brisas in McAllen, Texas, "
    "on 12MAY24. She denies knowing him. ruiz.ana@example.org; IMEI 490154203237518; 26.0508, -98.2979.\n"
)
TEXT = f"---\ntitle: Informe 12\n---\n{REPORT}".encode()
_TABLE = "<table><tr><td>a<td>b</table>"
PAGE = f"<html><head><title>Informe</title></head><body><p>{REPORT}</p>{_TABLE}</body></html>".encode()
ROWS = b"".join(
    json.dumps(row).encode() + b"\n"
    for row in ({"id": "r-1", "text": REPORT, "date": "2024-05"}, {"id": "r-2", "text": "Otro."})
)
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


def _recode(chance: random.Random, data: bytes) -> bytes:
    """Written anew by a program that took it for another code."""
    read, written = chance.sample(("utf-8", "cp1252", "utf-16", "cp850", "utf-7", "mac-roman"), 2)
    return data.decode(read, "replace").encode(written, "replace")


def _unseen(chance: random.Random, data: bytes) -> bytes:
    """Marks that no eye sees: of direction, of no width, of combination."""
    parts = list(data.decode("latin-1"))
    for _ in range(chance.choice((1, 20, 400))):
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(_UNSEEN))
    return "".join(parts).encode("latin-1")


def _long_line(chance: random.Random, data: bytes) -> bytes:
    """One line of up to ten megabytes."""
    line = data.replace(b"\r", b" ").replace(b"\n", b" ") or b" "
    size = chance.choices((5_000, 50_000, 200_000, 10_000_000), (35, 3, 1, 1))[0]
    return line * (size // len(line) + 1)


def _nested(chance: random.Random, data: bytes) -> bytes:
    """Mails within mails."""
    for depth in range(chance.choice((2, 4, 8, 40))):
        mark = b"edge-%d" % depth
        data = (b"From: a@example.org\r\nSubject: %s\r\nContent-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n"
                b"Content-Type: message/rfc822\r\n\r\n%s\r\n--%s--\r\n") % (mark, mark, mark, data, mark)  # fmt: skip
    return data


_UNSEEN = tuple(
    mark.encode().decode("latin-1") for mark in "\u202e\u202d\u2066\u2069\u200f\u200b\u200d\ufeff\u00ad\u0301\u2028"
)
_PIECES = (
    b"\0", b"\xff\xfe", b"\xc3", b"(", b"[", b"<<", b"{", b"{\\*\\x ", b"\\u-1?", b"\\'", b"<a>", b"<!--", b"&x;",
    b"<p>", b"\r\n\r\n", b"--", b"=?utf-8?B?", b"Content-Type: multipart/mixed; boundary=a\r\n", b"\nFrom a 10:10\n",
    b"PK\x05\x06", b"stream\n", b"endobj\n", b"%%EOF", b"---\n", b": ", b'{"id": ',
)  # fmt: skip
_MUTATIONS: tuple[Mutation, ...] = (
    _cut,
    _behead,
    _flip,
    _repeat,
    _remove,
    _numbers,
    _insert,
    _noise,
    _recode,
    _unseen,
    _long_line,
    _nested,
)
