"""What a comparison tells whoever decides: what is best and how surely, what comes first, what it costs whom."""
