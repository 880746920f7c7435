"""Bytes by digest: stored once, verified when read.

Not here: what the bytes mean, who may read them, any page.
"""
