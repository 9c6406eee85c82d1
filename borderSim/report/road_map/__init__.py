"""What a diagnosis advises: the steps of its road map, their costs, and what to decide today."""
