"""Copies and backups of the truth. The projection is never copied: it is made anew from what was."""
