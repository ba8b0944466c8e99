"""Across documents: entities linked, texts compared, claims and their origins, conflicts, and the timeline."""
