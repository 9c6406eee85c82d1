"""Room for one's own: measures (what is counted) and interventions (what is changed), without touching the model.

A measure is asked every day of the horizon and gives outcomes that stand in every table beside the
shipped ones. An intervention is asked every morning and says what is set otherwise that day. Both
are handed frozen copies; what they need is built only where one is used.
"""
