"""Pages of studies: what was found, what an answer hangs on, how precisely it is known."""
