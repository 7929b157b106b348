"""Telephone numbers as people write them, and which country they are read into. All numbers are invented (555 01xx)."""

from __future__ import annotations

import pytest

from ontology.values.phone import Reading, clean


@pytest.mark.parametrize(
    ("written", "regions", "reading"),
    [
        ("+52 867 555 0133", [], Reading("+528675550133", "MX", assumed=False)),
        ("+52 1 867 555 0133", ["US"], Reading("+528675550133", "MX", assumed=False)),
        ("(+503) 7555-0142", [], Reading("+50375550142", "SV", assumed=False)),
        ("52-867-555-0133", ["US", "MX"], Reading("+528675550133", "MX", assumed=False)),
        ("011 52 867 555 0133", ["US"], Reading("+528675550133", "MX", assumed=False)),
        ("00 52 867 555 0133", ["GT"], Reading("+528675550133", "MX", assumed=False)),
        ("044 867 555 0133", ["MX"], Reading("+528675550133", "MX", assumed=True)),
        ("01 867 555 0133", ["MX"], Reading("+528675550133", "MX", assumed=True)),
        ("(956) 555-0117", ["US"], Reading("+19565550117", "US", assumed=True)),
        ("0424-5550118", ["VE"], Reading("+584245550118", "VE", assumed=True)),
        ("7555-0142", ["SV", "GT"], Reading("+50375550142", "SV", assumed=True, runner_up="+50275550142")),
        ("7555-0142", ["GT", "SV"], Reading("+50275550142", "GT", assumed=True, runner_up="+50375550142")),
        ("310 5550177", ["US", "CO"], Reading("+13105550177", "US", assumed=True, runner_up="+573105550177")),
        # Canada's in the plan that it shares with the United States, which nobody named
        ("867 555 0122", ["US", "MX"], Reading("+528675550122", "MX", assumed=True, runner_up="+18675550122")),
        ("867 555 0122", ["CA", "MX"], Reading("+18675550122", "CA", assumed=True, runner_up="+528675550122")),
        # no number of North America begins with a group of two
        ("81 5550 1187", ["US", "MX"], Reading("+528155501187", "MX", assumed=True, runner_up="+18155501187")),
        ("815 550 1187", ["US", "MX"], Reading("+18155501187", "US", assumed=True, runner_up="+528155501187")),
        ("096 555 0233", ["EC"], Reading("+593965550233", "EC", assumed=True)),
        # valid in the second region, only possible in the first
        ("096 555 0233", ["EC", "UA"], Reading("+380965550233", "UA", assumed=True)),
    ],
)
def test_reading(written: str, regions: list[str], reading: Reading) -> None:
    assert clean(written, regions) == reading


@pytest.mark.parametrize(
    ("written", "regions"),
    [("911", ["US", "MX"]), ("0138", ["MX"]), ("555-0134", ["US"]), ("", ["MX"]), ("867 555 0133", []), ("+999 1", [])],
)
def test_what_is_no_whole_number(written: str, regions: list[str]) -> None:
    assert clean(written, regions) is None
