"""Charts as files: one `Chart` value, one writer a format."""
