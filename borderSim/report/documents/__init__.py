"""Pages of ``docs/`` that are made: from the code, from data, from the numbers of studies."""
