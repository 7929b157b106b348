"""Claims to entities to store to answers. Knows the ontology, nothing of extractors or of the outside."""
