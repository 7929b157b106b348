"""The ontology for the semantic web: OWL, SHACL, alignments and a JSON-LD context, made from the schema.

Only this package needs rdflib, and only where its files are made: the files themselves are committed.
"""
