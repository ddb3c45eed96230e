"""Measures and indicators: from typed tables to exact figures for every period.

Comes in: a Definition and the sources' Tables. Goes out: a Series for every indicator, and Problems.
Uses pandas, numpy and `holidays`; may use sources, definitions, errors and model. Called by the pipeline.
`series.py` is the way in. One source's columns are `records`; `conditions` and `windows` say which rows count and
when; `measures` counts them by month; `figures` divides; `findings` says what is doubtful; `wording` puts it in words.
"""
