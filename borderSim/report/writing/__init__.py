"""How things are written: numbers, words, templates, tables of data, the glossary."""
