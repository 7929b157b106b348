"""Who asks: bearer tokens of an OIDC provider, keys of our own, and what each principal may do and see."""
