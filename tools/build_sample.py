"""Writes the sample's files that are made and not typed: HTML, PDF, DOCX, RTF, mail and XLSX.

    python tools/build_sample.py

Their sources are `tools/sample/NAME.md`, of which the front matter becomes the sidecar `NAME.yaml` and the rest the
file NAME. Reports that are plain text (TXT, Markdown, CSV, JSON lines) are their own sources, in the sample itself.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import yaml

from tools.sample_source import Sheet, read
from tools.sample_writers import docx, html, mail, pdf, rtf, xlsx

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "sample"
REPORTS = HERE.parent / "api" / "sample" / "reports"
WRITERS: dict[str, Callable[[Sheet], bytes]] = {
    ".html": html,
    ".pdf": pdf,
    ".docx": docx,
    ".rtf": rtf,
    ".eml": mail,
    ".xlsx": xlsx,
}


def build(folder: Path) -> list[str]:
    """Write every built file and its sidecar into a folder; returns their names. Raises KeyError for a source whose
    name says no format, and what its writer raises for one that cannot be written."""
    names: list[str] = []
    for source in sorted(SOURCES.glob("*.*.md")):
        sheet = read(source)
        name = source.name.removesuffix(".md")
        (folder / name).write_bytes(WRITERS[Path(name).suffix](sheet))
        sidecar = yaml.safe_dump(sheet.metadata, allow_unicode=True, sort_keys=False, width=120)
        (folder / f"{name}.yaml").write_text(sidecar, "utf-8")
        names += [name, f"{name}.yaml"]
    return names


def main() -> None:
    for name in build(REPORTS):
        print(name)


if __name__ == "__main__":
    main()
