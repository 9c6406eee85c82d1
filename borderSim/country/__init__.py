"""A country from a spreadsheet: read, checked, converted to a scenario, held against its own statistics."""
