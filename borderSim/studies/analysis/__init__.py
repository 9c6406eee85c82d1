"""What a study concludes: estimates, contrasts, ranks, sensitivity, findings."""
