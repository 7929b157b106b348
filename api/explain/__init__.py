"""What extraction understood of a text and why: for a terminal and as a page."""
