"""Drill: the rows behind one figure, in a workbook that works the figure out again by itself.

Comes in: a Derivation. Goes out: an internal-only workbook of the rows counted in and left out, each with its reason and
its place, with formulas that come to the same numerator and denominator. Uses openpyxl and the rooms below; the commands
call it.
"""
