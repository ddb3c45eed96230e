"""The way out: a message for each recipient, four transports, and the outbox that sends nothing twice.

Comes in: an assessed scorecard and the cleaned workbook. Goes out: one stored message per recipient, and a record of
what became of it. Uses the nouns, the wording of layout and status; `sending` calls it. It knows nothing of writers.
"""
