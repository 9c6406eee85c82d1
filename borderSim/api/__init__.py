"""What ``import borderSim as bs`` offers: calls that understand what people hand over."""
