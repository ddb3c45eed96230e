"""What staff say of the figures: asked for by owner, and gathered back into the definition.

Comes in: a definition, or a folder of workbooks that were sent out and came back. Goes out: one small workbook an owner,
or the definition with their notes. Uses openpyxl, the pipeline and the rooms below; only the commands call it.
"""
