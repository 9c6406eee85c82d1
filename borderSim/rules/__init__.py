"""Decision rules by name: how organisations plan, how customs scores classes, where its mobile officers stand.

A rule is handed a frozen view of what the decider could know and answers with a plan, scores or
weights; it never meets the model. Those built in stand in this package, others are found as installed
entry points (see ``docs/plug-ins.md``).
"""
