"""Questions answered on a part of the graph that a store gave one caller: nothing here reads."""
