"""The two briefs of two pages: of a comparison and of a diagnosis."""
