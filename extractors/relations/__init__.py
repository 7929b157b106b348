"""Mentions to statements: coreference within a document, properties, links and roles."""
