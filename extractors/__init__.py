"""Reports to claims: a pure function of bytes and configuration. Knows the ontology only."""
