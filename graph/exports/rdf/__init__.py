"""Charts as RDF: one walk gives the triples, one writer a serialisation."""
