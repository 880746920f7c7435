"""Looks at addresses of the web from the server's side without ever reaching into its own network. No Django, no rows.

Not here: which addresses are looked at and when (``measures.link_health``).
"""
