"""What a notebook shows: units that travel with the tables, tables and figures that need no network."""
