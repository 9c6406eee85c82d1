"""The search for stories: shipments that ended differently under two levels, over many seeds, with base rates."""
