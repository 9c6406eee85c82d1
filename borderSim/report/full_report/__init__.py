"""The report of a comparison: its page and the tables that only this page shows."""
