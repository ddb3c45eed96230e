"""The worked examples: workbooks of invented children from which a published report's figures come out.

Comes in: the report's figures (`seed/`) and how the months between may have been. Goes out: a folder with
`definition.xlsx` and `sources/*.xlsx`, the same bytes every time. May use the nouns and `definitions`; the command
line calls it. Nothing else in the program knows these figures.
"""
