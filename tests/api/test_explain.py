"""`linkwright explain`: every mark, what is said of it and every link, in the terminal and on a page of its own."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from api.commands.options import Exit

TEXT = (
    'El 3 de mayo de 2023 fue detenido Ramón Ibarra Luna, alias "El Mono", en Reynosa, Tamaulipas. Ibarra Luna traía '
    "CURP CAME740519HCLNRV08 & <b>$6.2 mdp</b>.\x1b[31m"
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("explain") / "reports.jsonl"
    rows = [{"id": "a-1", "text": TEXT, "lang": "es"}, {"id": "broken"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


class Page(HTMLParser):
    """What a page holds: the names of its elements, its attributes' values by name, its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.values: dict[str, list[str]] = {}
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.values.setdefault(name, []).append(value or "")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_terminal_shows_marks_normal_forms_and_links(report: Path) -> None:
    ran = CliRunner().invoke(app, ["explain", str(report)])
    assert ran.exit_code == Exit.REJECTED
    assert "MARKING NOT STATED" in ran.stdout
    assert re.search(r"\[Ramón Ibarra Luna\|Person \d+\]", ran.stdout)
    assert "2023-05-03" in ran.stdout
    assert "check" in ran.stdout
    assert "participatedIn" in ran.stdout
    assert "\x1b[31m" not in ran.stdout
    assert "broken" in ran.stderr or "reports.jsonl" in ran.stderr


def test_the_page_is_self_contained_and_shows_the_same(report: Path, tmp_path: Path) -> None:
    out = tmp_path / "page.html"
    ran = CliRunner().invoke(app, ["explain", str(report), "--html", str(out)])
    assert ran.exit_code == Exit.REJECTED
    assert ran.stdout == ""
    html = out.read_text("utf-8")
    page = Page(html)
    assert not page.tags & {"script", "img", "iframe", "object", "link"}
    assert "b" in page.tags
    assert "src" not in page.values
    assert not {name for name in page.values if name.startswith("on") or name == "style"}
    assert "http" not in html.replace("http-equiv", "")
    assert html.count("MARKING NOT STATED") == 2
    assert "<b>$6.2" not in html
    assert "\x1b" not in html
    for shown in ("Ramón Ibarra Luna", "2023-05-03", "participatedIn", "same as", "6,200,000 MXN"):
        assert shown in page.text
    assert set(page.values["href"]) <= {f"#{anchor}" for anchor in page.values["id"]}


def test_equal_reports_give_equal_pages(report: Path, tmp_path: Path) -> None:
    pages = []
    for name in ("one.html", "two.html"):
        CliRunner().invoke(app, ["explain", str(report), "--html", str(tmp_path / name)])
        pages.append((tmp_path / name).read_bytes())
    assert pages[0] == pages[1]


def test_the_policy_of_the_page_allows_its_own_style_alone(report: Path, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["explain", str(report), "--html", str(tmp_path / "page.html")])
    html = (tmp_path / "page.html").read_text("utf-8")
    style = html.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in html


def test_a_guess_about_who_somebody_is_is_shown_as_one(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(
        "Vieron a Junior en Reynosa. «Junior» podría ser Ernesto Salinas Roca.", "utf-8"
    )
    ran = CliRunner().invoke(app, ["explain", str(tmp_path / "report.txt")], env={"COLUMNS": "200"})
    assert re.search(r"Junior\s+coreferent\s+\d+ Ernesto Salinas Roca\s+possible", ran.stdout)
