"""Tables to claims: rows of CSV, XLSX and JSON lines through a mapping that says which column tells what."""
