"""The languages in which a planner or a class reads: English, in which the texts are written, and French.

``current`` says which language is in force, ``catalogue`` gives a text in it, ``forms`` writes
numbers and dates. The French texts stand in ``fr.po`` (gettext), one entry per English text;
``python -m borderSim.messages`` adds what is new and names what is not translated.
"""
