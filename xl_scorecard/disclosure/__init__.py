"""What may leave the organisation: the leak scan of an outgoing workbook, and the copy of it that is mailed.

Comes in: a finished workbook's bytes, and what the sources hold about people. Goes out: a Scan tied to the file's hash,
a cleaned copy, or a DisclosureError. Uses the nouns, the sources' tables and ooxml; `sending` calls it.
"""
