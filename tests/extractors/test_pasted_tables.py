"""Cells of tables within a text, by the words above them."""

from __future__ import annotations

import pytest

from extractors.pasted import SPACES, rows


def told(text: str, between: str) -> list[list[tuple[str, str]]]:
    return [[(cell.head, text[cell.start : cell.end]) for cell in row] for row in rows(text, between)]


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("Name\tAge\nAda Roca\t34\n\tx\n", "\t"),
        ("| Name | Age |\n|------|-----|\n| Ada Roca | 34 |\n| | x |\n", "|"),
        ("Name;Age\nAda Roca;34\n;x", ";"),
        ("Name      Age\n--------  ---\nAda Roca  34\n          x  .\n", SPACES),
    ],
    ids=["tabs", "bars", "semicolons", "spaces"],
)
def test_a_cell_has_the_head_of_its_column(text: str, between: str) -> None:
    first, second = told(text, between)
    assert first == [("Name", "Ada Roca"), ("Age", "34")]
    assert ("Age", "x") in second or between == SPACES


def test_a_row_of_spaces_with_gaps_is_read_by_where_its_cells_stand() -> None:
    assert told("Name      Alias   Age\nAda Roca          34\n", SPACES) == [[("Name", "Ada Roca"), ("Age", "34")]]


def test_what_stands_under_nothing_is_left_out() -> None:
    assert told("A\tB\nx\ty\tz\n", "\t") == [[("A", "x"), ("B", "y")]]


def test_a_line_alone_is_no_table() -> None:
    assert told("Name\tAge\n\nAda\t34\n", "\t") == []


@pytest.mark.parametrize("line", ["a" * 400_000, "a" + " " * 400_000, "a  " * 100_000 + "\n", "|" * 400_000])
def test_a_long_line_is_looked_at_once(line: str) -> None:
    """Looked at anew from each of its characters, this would take minutes."""
    for between in ("\t", "|", ";", SPACES):
        assert list(rows(line, between)) == []
