"""Exercises for a class: their files, cards, roles, and what comes of the decisions of a table."""
