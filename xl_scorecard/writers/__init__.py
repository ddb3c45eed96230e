"""A plan becomes a finished workbook: the template's package, patched.

Comes in: a scorecard and a template. Goes out: an .xlsx file, saved whole or not at all. Uses layout and ooxml;
`pipeline` calls it.
"""
