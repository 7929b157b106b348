"""Text to mentions: one kind of recogniser a file; words and patterns are data in `extractors/patterns`."""
