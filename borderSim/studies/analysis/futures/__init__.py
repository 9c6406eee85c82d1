"""What is concluded from futures (``compare full=true``): pure functions, one idea a file."""
