"""From series to a scorecard: every figure judged, each judgement with its reason in words.

Comes in: a Definition, its Reference, the Series of every indicator. Goes out: a Scorecard, and its words and tables.
Uses model, errors and the wording of indicators; pandas in `table` only. Called by pipeline, layout, writers and cli.
"""
