"""The nouns of a scorecard: frozen dataclasses and enums.

Comes in: nothing. Goes out: the words every other room speaks. Uses the standard library only; everyone may call it.
"""
