"""From workbook cells to typed tables, and Problems.

Comes in: a Definition (its sources and columns). Goes out: Tables. Uses the nouns, errors, pandas, openpyxl and
python-calamine; the pipeline and indicators call it. Start in `reading.py`.
"""
