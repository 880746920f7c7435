"""Deeds around people and agencies: one transaction each, each leaves a change row."""
