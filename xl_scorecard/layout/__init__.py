"""A scorecard and the blueprint of a template become a plan: what will be written where.

Comes in: a Scorecard, and the fields of a template with their places. Goes out: a Plan, neutral, with no engine in it.
Pure: no file is read or written here. Uses the nouns and the wording of the rooms below; `writers` calls it.
"""
