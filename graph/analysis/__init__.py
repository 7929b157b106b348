"""Network analysis on what one caller may see: positions in collected data, never guilt.

Graphs here are simple and undirected, their nodes numbered from 0. Of equals the one with the lower number comes first:
a network numbers its actors in the order of their ids, so ties are broken by id.
"""
