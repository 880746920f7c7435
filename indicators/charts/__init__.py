"""Charts of scores as plain drawings: the same in a page and on paper, never by colour alone.

Start with ``marks`` (what is shown), then ``radar`` and ``bars`` (where it stands), ``shapes`` (its SVG text). Pure;
not here: which scores (``indicators.scores``).
"""
