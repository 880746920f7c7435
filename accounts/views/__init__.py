"""Pages of people and agencies; each says its door."""
