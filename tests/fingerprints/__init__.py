"""Byte fingerprints of small runs: what each mechanism does, kept in ``borderSim/behaviour.json``."""
