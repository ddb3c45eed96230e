"""Figures of closed months, kept for when the rows they came from are gone.

Comes in: assessed scorecards, or `history.xlsx` beside a definition. Goes out: model.History, its workbook, closed
figures where rows do not reach, and what has changed since the last closed month. Uses openpyxl; may use writers (to
save), status, indicators, sources, ooxml, errors and model. Called by the pipeline and by batch.
"""
