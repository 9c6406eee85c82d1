"""A folder for a USB stick: what a class needs on a laptop without a network."""
