"""Forms of people and agencies; what they hand on goes to ``accounts.services``."""
