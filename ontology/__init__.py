"""What things are: the schema, the values, the records and the marks on them. Imports none of ours."""
