"""The handbook's questionnaire (section X, A.1 to A.19) as an input: a filled-in file can be given wherever a level can.

``items`` are the questions with their options, ``answers`` reads a person's file, ``reading`` turns
answers into traits, instruments and settings with the question that each comes from, ``levels``
hands that on as the plain values of a level, ``blank`` writes the empty form.
"""
