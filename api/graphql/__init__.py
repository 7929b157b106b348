"""The GraphQL side of the service: types that derive from the ontology, root fields, limits of a document."""
