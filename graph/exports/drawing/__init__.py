"""Laying a chart out on paper, the same way for the same chart on every machine."""
