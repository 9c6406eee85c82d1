"""Decision rules by name: how organisations plan, how customs chooses and places officers, how the police lead cases.

A rule is handed a frozen view of what the decider could know and answers with a plan, scores,
weights or choices; it never meets the model. Those built in stand in this package, others are
registered from Python (``bs.register``) or found as installed entry points (see
``docs/plug-ins.md``).
"""
