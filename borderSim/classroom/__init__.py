"""What a trainer shows: the offline player of two levels side by side."""
