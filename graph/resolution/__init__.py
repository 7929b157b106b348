"""Which mentions are one thing: profiles, keys, comparisons in bits, clusters, and the projection made of them."""
