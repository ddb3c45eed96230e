"""What may leave the organisation: small numbers hidden, the leak scan of an outgoing workbook, and its mailed copy.

Comes in: an assessed scorecard and what earlier editions told; a finished workbook's bytes, and what the sources hold about
people. Goes out: the scorecard as it is shown (SUPPRESSION.md), a Scan tied to the file's hash, a cleaned copy, or a
DisclosureError. Uses the nouns, status, the sources' tables and ooxml; `pipeline`, `publishing` and `sending` call it.
"""
