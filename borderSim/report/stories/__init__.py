"""The story of one consignment, for the terminal and for Python."""
