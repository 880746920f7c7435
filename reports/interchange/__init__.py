"""The interchange form ``ita-document/1``: one agency's document(s) of a year as a YAML or JSON file, in and out.

The way in: ``reader`` (bytes to raw values) → ``form`` (what the keys are) → ``loader`` (rows).
The way out: ``dumper`` (rows) → ``form`` → ``writer`` (bytes). ``fields`` is the mechanism that makes both the same.

Not here: what a report prints (``reports.sections``), imports of scores and workbooks (``indicators``).
"""
