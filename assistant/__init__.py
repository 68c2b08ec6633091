"""Question in → evidence → grounded answer with verified citations."""
