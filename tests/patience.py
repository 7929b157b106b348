"""How long a test waits."""

PATIENCE = 300.0
"""Seconds for what must come by itself: it ends a test that hangs, and is no verdict on a busy machine."""
