"""Workbook: the sheets of `definition.xlsx` in order; reading and writing both follow it."""

from __future__ import annotations

from xl_scorecard.definitions.chart_sheets import REBASES
from xl_scorecard.definitions.check_sheets import CHECKS
from xl_scorecard.definitions.counting_sheets import COLUMNS, CONDITIONS, MEASURES, SETTINGS, SOURCES
from xl_scorecard.definitions.mail_sheets import MAIL, RECIPIENTS
from xl_scorecard.definitions.reporting_sheets import (
    BENCHMARKS,
    GIVEN,
    INDICATORS,
    NOT_REPORTED,
    NOTES,
    TARGETS,
)
from xl_scorecard.definitions.splitting_sheets import DIMENSIONS, LOOKUPS

SHEETS = (
    SETTINGS,
    SOURCES,
    COLUMNS,
    MEASURES,
    CONDITIONS,
    INDICATORS,
    TARGETS,
    BENCHMARKS,
    GIVEN,
    NOT_REPORTED,
    NOTES,
    REBASES,
    DIMENSIONS,
    LOOKUPS,
    CHECKS,
    MAIL,
    RECIPIENTS,
)
