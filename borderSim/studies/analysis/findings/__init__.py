"""What each ready study finds, as data for its page."""
