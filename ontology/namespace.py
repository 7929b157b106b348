"""Our names in RDF. Types, links and properties are IRIs under VOCABULARY, records are URNs under RECORD: neither is an
address on the net that somebody could be sent to."""

VOCABULARY = "https://linkwright.invalid/ns#"
RECORD = "urn:linkwright:"
