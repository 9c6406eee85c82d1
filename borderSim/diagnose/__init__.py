"""From two filled-in questionnaires to a road map: what is missing, what each remedy would do, and which comes first."""
