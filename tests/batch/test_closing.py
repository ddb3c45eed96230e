"""Closing months: from workbooks to history.xlsx and back."""

from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.builders.little import FIRST, LAST, TEAMS, little_definition, little_rows, write_rows
from tests.builders.protecting import SECRET, protect
from xl_scorecard import pipeline
from xl_scorecard.batch.closing import close
from xl_scorecard.definitions.writing import write_definition
from xl_scorecard.errors import RequestError, SourceError
from xl_scorecard.history.closing import Way
from xl_scorecard.history.workbook import read_history
from xl_scorecard.model.history import HISTORY_FILE, Action
from xl_scorecard.model.period import Period

APRIL = LAST.back(1)


def history(definition):
    return read_history(definition.parent).history


def test_a_month_is_closed_with_the_figures_of_the_whole_and_of_every_part(definition):
    recorded = close(definition, (APRIL,))
    assert [(one.action, one.month) for one in recorded.closings] == [(Action.CLOSED, APRIL)]
    parts = {entry.part for entry in recorded.closings[0].entries}
    assert parts == {"", *(f"team: {team}" for team in TEAMS), "area: Hills", "area: Coast", "area: Islands"}
    whole = history(definition).published()
    assert whole["R1", APRIL].value == sum(
        history(definition).published(f"team: {t}")["R1", APRIL].value for t in TEAMS
    )


def test_history_is_one_excel_table_of_aggregates_with_a_checksum(definition):
    close(definition, (APRIL,))
    book = load_workbook(definition.parent / HISTORY_FILE)
    (page,) = book.worksheets
    assert list(page.tables) == ["History"]
    assert page.tables["History"].ref == f"A1:P{page.max_row}"
    told = {str(cell) for row in page.iter_rows(values_only=True) for cell in row}
    assert not told & {row[0] for row in little_rows()}
    assert len({row[-1] for row in page.iter_rows(min_row=2, values_only=True)}) == 1
    book.close()


def test_a_month_of_protected_sources_is_recorded_as_that_of_open_ones(definition):
    close(definition, (APRIL,))
    plain = history(definition).closings[0].entries
    (definition.parent / HISTORY_FILE).unlink()
    protect(definition.parent / "referrals.xlsx")
    with pytest.raises(SourceError, match="protected with another password"):
        close(definition, (APRIL,), password=SECRET.upper())
    assert not (definition.parent / HISTORY_FILE).exists()
    close(definition, (APRIL,), password=SECRET)
    assert history(definition).closings[0].entries == plain
    with pytest.raises(RequestError, match="Nothing differs"):
        close(definition, (APRIL,), way=Way.CORRECT, reason="why", password=SECRET)


def test_closing_twice_is_refused_and_records_nothing(definition):
    close(definition, (APRIL,))
    before = (definition.parent / HISTORY_FILE).read_bytes()
    with pytest.raises(RequestError, match=f"{APRIL.label} was closed already on"):
        close(definition, (LAST, APRIL))
    assert (definition.parent / HISTORY_FILE).read_bytes() == before


def test_a_correction_is_recorded_with_its_reason_and_both_figures_stay(definition):
    close(definition, (APRIL,))
    first = history(definition).published()["R1", APRIL].value
    write_rows(definition.parent / "referrals.xlsx", little_rows(each=20))
    recorded = close(definition, (APRIL,), way=Way.CORRECT, reason="late entries")
    assert [(one.action, one.reason) for one in recorded.closings] == [(Action.CORRECTED, "late entries")]
    known = history(definition)
    assert known.published()["R1", APRIL].value > first
    assert known.closings[0].entries[0].value == first


def test_a_correction_that_corrects_nothing_is_refused(definition):
    close(definition, (APRIL,))
    with pytest.raises(RequestError, match="Nothing differs"):
        close(definition, (APRIL,), way=Way.CORRECT, reason="why")


@pytest.mark.parametrize("way", [Way.CORRECT, Way.RE_OPEN])
def test_a_month_that_is_not_closed_is_neither_corrected_nor_re_opened(definition, way):
    with pytest.raises(RequestError, match=f"{APRIL.label} is not closed"):
        close(definition, (APRIL,), way=way, reason="why")


@pytest.mark.slow
def test_a_month_is_re_opened_with_a_reason_and_may_then_be_closed_again(definition):
    close(definition, (APRIL,))
    close(definition, (APRIL,), way=Way.RE_OPEN, reason="wrong extract")
    assert history(definition).closed_months() == ()
    assert history(definition).published() == {}
    close(definition, (APRIL,))
    assert [one.action for one in history(definition).closings] == [Action.CLOSED, Action.RE_OPENED, Action.CLOSED]


@pytest.mark.slow
def test_what_was_revised_since_is_recorded_with_the_next_closing_and_what_was_published_stays(definition):
    close(definition, (APRIL,))
    published = history(definition).published()["R1", APRIL].value
    write_rows(definition.parent / "referrals.xlsx", little_rows(each=20))
    recorded = close(definition, (LAST,))
    assert [(one.action, one.month) for one in recorded.closings] == [(Action.REVISED, APRIL), (Action.CLOSED, LAST)]
    known = history(definition)
    assert known.published()["R1", APRIL].value == published
    assert known.now()["R1", APRIL].value > published


def test_later_builds_use_closed_months_where_rows_do_not_reach(definition):
    full = pipeline.assess(definition, period=LAST)
    close(definition, Period(APRIL.last, FIRST.first, "quarter").months)
    since = Period.month(2012, 2)
    recent = [row for row in little_rows() if row[1] >= since.start or row[2] is None or row[2] >= since.start]
    write_rows(definition.parent / "referrals.xlsx", recent)
    little = little_definition(definition)
    cut = replace(little, sources=(replace(little.sources[0], covers_from=since),))
    write_definition(cut, definition)
    short = pipeline.assess(definition, period=LAST)
    for one, other in zip(full.lines, short.lines, strict=True):
        if one.indicator.code == "R2":  # looks back further than the rows reach
            continue
        for period in (*full.history[:4], since, LAST, LAST.year_to_date):
            assert (period, other.assessments[period].value) == (period, one.assessments[period].value)


def test_a_history_that_was_changed_by_hand_is_refused(definition):
    close(definition, (APRIL,))
    path = definition.parent / HISTORY_FILE
    book = load_workbook(path)
    book.worksheets[0]["G2"] = 999
    book.save(path)
    with pytest.raises(SourceError, match="What was closed for 2012-04 is not what was recorded"):
        pipeline.assess(definition)


def test_a_history_that_excel_saved_again_is_still_good(definition):
    close(definition, (APRIL, LAST))
    before, path = history(definition), definition.parent / HISTORY_FILE
    book = load_workbook(path)
    page = book.worksheets[0]
    rows = sorted(page.iter_rows(min_row=2, values_only=True), key=repr)
    page.delete_rows(2, page.max_row)
    for row in rows:
        page.append([float(cell) if isinstance(cell, int) else cell for cell in row])
    book.save(path)
    after = history(definition)
    assert [sorted(map(repr, one.entries)) for one in after.closings] == [
        sorted(map(repr, one.entries)) for one in before.closings
    ]


@pytest.mark.slow
def test_a_row_taken_away_or_a_whole_closing_taken_away_is_noticed(definition):
    close(definition, (APRIL,))
    close(definition, (LAST,))
    path = definition.parent / HISTORY_FILE
    for unwanted in (lambda row: row[0] == 1, lambda row: row[4] == "R1" and row[0] == 2):
        book = load_workbook(path)
        page = book.worksheets[0]
        rows = [row for row in page.iter_rows(min_row=2, values_only=True) if not unwanted(row)]
        page.delete_rows(2, page.max_row)
        for row in rows:
            page.append(row)
        spoilt = path.with_name("spoilt")
        spoilt.mkdir(exist_ok=True)
        book.save(spoilt / HISTORY_FILE)
        with pytest.raises(SourceError):
            read_history(spoilt)
