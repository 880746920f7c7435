"""Refuses an unsafe production start."""
