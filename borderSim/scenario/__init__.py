"""What is simulated: typed, sourced scenarios, and how they are put together from files."""
