"""คำนวณเพื่อสอบทาน: what a year's rules make of known scores, for checking what was announced; internal, never public.

Pure; all rules and thresholds come from the year's item set (``rules``). Start with ``arithmetic``, then ``bounds``,
``levels``, ``checks``; the sums themselves stand in ``spans``.
Not here: the announced scores themselves (``indicators.scores``).
"""
