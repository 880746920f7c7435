"""Everything that makes Thai come out right on paper: fonts, the dictionary of line breaks, the exact text layer.

Not here: what a document says (sections) or how its blocks look (writers).
"""
