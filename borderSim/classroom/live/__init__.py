"""A country that is played: it goes on day by day, and what is decided takes effect from the next day."""
