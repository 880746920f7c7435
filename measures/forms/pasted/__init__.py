"""What a pasted table would change, row by row, read through the very forms by which people type."""
