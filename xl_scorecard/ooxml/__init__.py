"""The Open XML package: parts, references, cells, styles, drawings, charts, lint.

Comes in: a workbook's bytes. Goes out: parts read and written, references moved. Knows nothing of scorecards.
Uses lxml and openpyxl's formula tokenizer; `writers` calls it.
"""
