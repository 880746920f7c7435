"""The row of every long job, and the workers that do it.

Not here: what a job carries; apps register their handlers.
"""
