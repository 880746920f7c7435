"""Writers turn a composed document (reports.blocks) into a format. One module each; they know nothing of the database.

Not here: what a document says (sections), fonts and line breaking (typesetting).
"""
