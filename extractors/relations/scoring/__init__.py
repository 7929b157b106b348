"""The learned scorer of links: which pairs of things a document ties, how, and with what score."""
