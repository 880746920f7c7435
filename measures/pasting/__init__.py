"""Tables copied from Word, Excel or a workbook, read as what a year records. Pure: no database, no Django.

Not here: what a pasted row would change (``measures.forms.pasted``), doing it (``measures.services.pasting``).
"""
