"""All features, by name."""

from graph.resolution.features import bodies, persons, places, reports, things
from graph.resolution.features.registry import FEATURES, Feature

__all__ = ["FEATURES", "Feature", "bodies", "persons", "places", "reports", "things"]
