"""A diagnosis as people read it: the empty form, its tables, its page, and what remedies do."""
