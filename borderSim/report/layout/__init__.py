"""How a page looks, whatever it tells: colours, letters, paper, its other languages."""
