"""What the schema holds: the annotation vocabulary, and what must not be in it."""

from __future__ import annotations

import re
from itertools import product

import pytest

from ontology.loader import schema
from ontology.model import Link, Property, Type

TYPES = {
    "Person", "CriminalNetwork", "Organization", "Agency", "Place", "Site", "Route", "Vehicle", "Vessel", "Aircraft",
    "Phone", "Email", "SocialAccount", "IdentityDocument", "FinancialAccount", "PopulationGroup", "Commodity", "Event",
}  # fmt: skip
KINDS = {
    "CriminalNetwork": {"cartel", "gang", "smuggling_network", "cell"},
    "Site": {"staging_house", "crossing_point", "port_of_entry", "camp", "shelter", "checkpoint", "other"},
    "Event": {
        "arrest", "encounter", "seizure", "crossing", "rescue", "death", "payment", "meeting", "sighting",
        "prosecution", "kidnapping", "extortion", "assault", "homicide", "escape", "transport", "removal", "sale",
        "sanction", "search", "threat", "corruption",
    },
}  # fmt: skip
OBJECTS = {"Vehicle", "Vessel", "Aircraft", "Site", "FinancialAccount"}
PLACES = {"Place", "Site"}
CONTACTS = {"Phone", "SocialAccount", "Person"}
PAYEES = {"Person", "CriminalNetwork", "FinancialAccount"}
ENDS = {
    "memberOf": ({"Person"}, {"CriminalNetwork", "Organization", "Agency"}),
    "leads": ({"Person"}, {"CriminalNetwork", "Organization"}),
    "associateOf": ({"Person"}, {"Person"}),
    "familyOf": ({"Person"}, {"Person"}),
    "partOf": ({"CriminalNetwork", "Agency"}, {"CriminalNetwork", "Agency"}),
    "alliedWith": ({"CriminalNetwork"}, {"CriminalNetwork"}),
    "rivalOf": ({"CriminalNetwork"}, {"CriminalNetwork"}),
    "operatesIn": ({"CriminalNetwork", "Person"}, {*PLACES, "Route"}),
    "controls": ({"CriminalNetwork"}, {*PLACES, "Route"}),
    "uses": ({"Person", "CriminalNetwork"}, {*OBJECTS, "Phone", "Email", "SocialAccount", "IdentityDocument"}),
    "owns": ({"Person", "Organization"}, {*OBJECTS, "Organization"}),
    "contacted": (CONTACTS, CONTACTS),
    "paid": ({"Person", "PopulationGroup", "FinancialAccount"}, PAYEES),
    "startsAt": ({"Route"}, PLACES),
    "passesThrough": ({"Route"}, PLACES),
    "endsAt": ({"Route"}, PLACES),
    "locatedIn": (PLACES, {"Place"}),
    "locatedAt": ({"PopulationGroup"}, PLACES),
    "movedAlong": ({"PopulationGroup"}, {"Route"}),
    "participatedIn": (TYPES - PLACES - {"Route", "Event"}, {"Event"}),
    "occurredAt": ({"Event"}, PLACES),
}
ROLES = {"suspect", "officer", "conveyance", "transported", "seized", "victim"}
FUNCTIONS = {
    "recruiter", "guide", "driver", "boat_captain", "house_keeper", "forger", "money_mover", "lookout", "official",
}  # fmt: skip
SYMMETRIC = {"associateOf", "familyOf", "alliedWith", "rivalOf", "contacted"}
NEVER = re.compile(
    r"score|risk|threat|rank|rating|probab|religi|ethnic|race|politic|biometric|face|member", re.IGNORECASE
)


NOT_LABELLED = {"linkedTo"}
"""Links that tables tell and the labelled corpora do not know."""


def owners() -> list[Type | Link]:
    return [*schema().types.values(), *schema().links.values()]


def properties() -> list[tuple[Type | Link, Property]]:
    return [(owner, p) for owner in owners() for p in owner.properties.values()]


def test_the_types_are_those_of_the_annotation_vocabulary() -> None:
    assert {t.name for t in schema().entity_types} == TYPES
    assert set(schema().types) - TYPES == {"Date", "Money", "Coordinate"}


@pytest.mark.parametrize(("name", "kinds"), KINDS.items())
def test_the_kinds_are_those_of_the_annotation_vocabulary(name: str, kinds: set[str]) -> None:
    assert set(schema().types[name].kinds) == kinds


def test_the_links_join_what_the_annotation_vocabulary_joins() -> None:
    labelled = [link for name, link in schema().links.items() if name not in NOT_LABELLED]
    assert {link.name: (set(link.subjects), set(link.objects)) for link in labelled} == ENDS
    assert {link.name for link in labelled if link.symmetric} == SYMMETRIC
    assert set(schema().links) - set(ENDS) == NOT_LABELLED


def test_roles_and_functions_are_part_of_a_links_identity() -> None:
    qualifiers = {link.name: link.qualifier for link in schema().links.values() if link.qualifier}
    assert qualifiers == {"memberOf": "function", "participatedIn": "role"}
    assert set(schema().links["participatedIn"].properties["role"].codes) == ROLES
    assert set(schema().links["memberOf"].properties["function"].codes) == FUNCTIONS


# What must not be expressible ------------------------------------------------------------------------------------


def test_only_paid_joins_a_person_and_a_group_and_nothing_walks_it() -> None:
    pairs = [("Person", "PopulationGroup"), ("PopulationGroup", "Person")]
    joining = {link.name for link, (s, o) in product(schema().links.values(), pairs) if link.allows(s, o)}
    assert joining == {"paid"}
    assert not schema().links["paid"].allows("Person", "PopulationGroup")
    assert schema().links["paid"].walk_not == ("PopulationGroup",)


def test_no_membership_of_a_person_in_a_group_can_be_expressed() -> None:
    """No property of either refers to the other: no value type is an entity, and no name speaks of members."""
    group = schema().types["PopulationGroup"]
    assert not any(NEVER.search(name) or "person" in name.lower() for name in group.properties)
    assert not any("group" in name.lower() for name in schema().types["Person"].properties)
    assert not any(p.value in schema().types for _, p in properties())
    assert not any(p.value in ("name", "identity_number", "phone", "reference") for p in group.properties.values())
    assert not group.resolved


def test_a_person_meets_a_place_only_through_an_event_or_operates_in() -> None:
    direct = {
        link.name for link in schema().links.values() for place in PLACES | {"Route"} if link.allows("Person", place)
    }
    assert direct - {"uses", "owns"} == {"operatesIn"}  # a Person uses and owns Sites, as things
    assert not any(
        schema().links[name].allows("Person", "Place") for name in ("uses", "owns", "locatedAt", "locatedIn")
    )
    assert "coordinate" not in {p.value for p in schema().types["Person"].properties.values()}


def test_no_score_risk_or_belief_of_a_person_is_held() -> None:
    assert not [p.name for p in schema().types["Person"].properties.values() if NEVER.search(p.name)]
    assert not [p.name for p in schema().types["Person"].properties.values() if p.value in ("number", "quantity")]


# What makes the rest of the system work ---------------------------------------------------------------------------


def test_every_text_a_user_sees_is_there_in_both_languages_with_a_reason() -> None:
    for owner in owners():
        assert set(owner.label) == {"en", "es"}
        assert owner.why.endswith((".", ")"))
    for owner, property_ in properties():
        assert set(property_.label) == {"en", "es"}, (owner.name, property_.name)
        assert property_.why.endswith("."), (owner.name, property_.name)


def test_names_of_properties_mean_one_thing_each() -> None:
    """A claim's predicate is a bare name; only `number` means another form for each type, whose key it is."""
    values: dict[str, set[str]] = {}
    for owner, property_ in properties():
        if isinstance(owner, Type) and not owner.is_value and property_.name != "number":
            values.setdefault(property_.name, set()).add(property_.value)
    assert {name: types for name, types in values.items() if len(types) > 1} == {}
    assert not set(values) & set(schema().links)


def test_identity_rests_on_keys_that_are_no_plates_names_or_nicknames() -> None:
    keys = {f"{t.name}.{p.name}" for t in schema().entity_types for p in t.keys}
    assert keys == {
        "Agency.agencyCode", "CriminalNetwork.designation", "Email.address", "FinancialAccount.number",
        "IdentityDocument.number", "Organization.registration", "Phone.number", "Place.gazetteer",
        "SocialAccount.accountId", "SocialAccount.handle", "Vehicle.vin", "Vessel.imo",
    }  # fmt: skip


def test_numbers_of_documents_and_accounts_are_masked() -> None:
    masked = {f"{owner.name}.{p.name}" for owner, p in properties() if p.protected and p.protected.mask}
    assert masked == {"IdentityDocument.number", "FinancialAccount.number"}


def test_names_across_formats() -> None:
    person = schema().types["Person"]
    assert person.properties["birthDate"].python_name == "birth_date"
    assert schema().links["memberOf"].enum_name == "MEMBER_OF"
