"""Files to documents: one reader a format, all through one protocol, every record accounted for."""
