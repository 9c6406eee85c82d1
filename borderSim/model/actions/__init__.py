"""What several phases of a day do: arrests, sharing, trust, powers, staffing, observations."""
