"""HTML: readable paragraphs, title, language, declared encodings, depth."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.readers.base import Reading, Rejected
from extractors.readers.read import read_all

FLAGS = {"agency": "CBP", "marking": "UNCLASSIFIED", "legal_basis": "8 USC 1324"}


def read(tmp_path: Path, data: bytes) -> Reading | Rejected:
    (tmp_path / "page.html").write_bytes(data)
    (found,) = read_all([tmp_path / "page.html"], today=date(2026, 3, 1), flags=FLAGS)
    return found


PAGE = """<!doctype html><html lang="es-MX"><head><title> Boletín
 081 </title><style>p {}</style><script>var a = "<p>no</p>"</script></head>
<body><h1>Rescate</h1><p>Uno <b>dos</b>,&nbsp;tres &amp;
cuatro.</p>tail<ul><li>a<li>b</ul><!-- hidden --><p>línea<br>otra</p>
<table><tr><td>Placa</td><td> 57-AK-8R </td></tr><tr><td>Marca<td>Kenworth</table>
<noscript>no</noscript>after<pre>  kept
   as is </pre><template>no</template></body></html>"""


def test_readable_text(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE.encode())
    assert isinstance(found, Reading)
    assert found.document.text == (
        "Rescate\n\nUno dos,\u00a0tres & cuatro.\n\ntail\n\na\n\nb\n\nlínea\notra\n\nPlaca\t57-AK-8R\n\nMarca\tKenworth"
        "\n\nafter\n\n  kept\n   as is "
    )
    assert (found.document.title, found.document.lang) == ("Boletín 081", "es")
    assert (found.document.media_type, found.document.given_id) == ("text/html", "page.html")


@pytest.mark.parametrize("lang", ["", "x-none", "Español", "english"])
def test_a_declared_language_that_is_none_is_left(tmp_path: Path, lang: str) -> None:
    found = read(
        tmp_path, f'<html lang="{lang}"><p>Se tuvo conocimiento del cruce de un grupo de personas por el río.'.encode()
    )
    assert isinstance(found, Reading)
    assert found.document.lang == "es"


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_a_declared_encoding_is_used(tmp_path: Path, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>Señal ‘así’</p></body></html>'
    found = read(tmp_path, page.encode("cp1252"))
    assert isinstance(found, Reading)
    assert found.document.text == "Señal ‘así’"


def test_utf8_outranks_a_false_declaration(tmp_path: Path) -> None:
    found = read(tmp_path, '<meta charset="iso-8859-1"><p>Señal'.encode())
    assert isinstance(found, Reading)
    assert found.document.text == "Señal"


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (b"<div>" * 240 + b"deep" + b"</div>" * 240, "the page nests"),
        (b"<div>" * 9000 + b"deep", "the page cannot be parsed"),
        (b"<script>only()</script>", "there is no text in it"),
        (b"<!-- only -->", "there is no text in it"),
        (b"<p>a\0b</p>", "holds a NUL"),
    ],
)
def test_what_cannot_be_read_whole_is_rejected(tmp_path: Path, page: bytes, reason: str) -> None:
    found = read(tmp_path, page)
    assert isinstance(found, Rejected)
    assert found.reason.startswith(reason)
