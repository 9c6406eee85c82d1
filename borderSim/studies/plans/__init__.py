"""From a design to units of work: it knows what is varied and how work is carried out, so it stands above both."""
