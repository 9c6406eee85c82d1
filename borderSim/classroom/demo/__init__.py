"""The demonstration: what its nine scenes show, found by the search for stories and measured in its runs."""
