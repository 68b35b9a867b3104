"""One person, one name, over the whole archive: "Putin" and "Vladimir V. Putin" are Vladimir Putin."""

from index.pipeline.people.joining import canonical_names

__all__ = ["canonical_names"]
