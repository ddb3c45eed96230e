from dataclasses import replace

import pytest

from tests.builders.scorecards import seed_scorecard
from tests.layout.test_bands import sheet
from xl_scorecard.errors import TemplateError
from xl_scorecard.layout.blueprint import Blueprint
from xl_scorecard.layout.planning import lay_out, text_filler
from xl_scorecard.model.dimension import Part


@pytest.fixture(scope="module")
def card():
    return seed_scorecard()


def plan(card, *sheets):
    return lay_out(card, Blueprint(file="t.xlsx", sheets=sheets))


def column(card, *texts, name="Card"):
    """What stands in column A of the first planned sheet, row by row, as displayed."""
    rows = plan(card, sheet(*texts, name=name)).sheets[0].rows
    return [row.values[1].shown if 1 in row.values else "" for row in rows]


def test_a_section_block_repeats_with_its_own_indicators(card):
    shown = column(card, "{{ section.title }}", "{{ indicator.code }}", "")
    assert shown[0] == "Contacts, Referrals and Assessments"
    assert shown[1:8] == ["Op504", "Op410", "OP410a", "Op383", "Op368", "HY59", "Op60"]
    assert shown[8:10] == ["Child Protection", "Op388"]
    assert len(shown) == 2 + 16 + 1


def test_one_sheet_is_made_for_each_indicator_and_named_by_it(card):
    names = [s.name for s in plan(card, sheet("{{ indicator.title }}", name="{indicator.code}")).sheets]
    assert names[:3] == ["Op504", "Op410", "OP410a"]
    assert len(names) == 16


def test_a_sheet_may_be_named_by_the_part_that_the_scorecard_is_of(card):
    north = replace(card, part=Part(dimension="team", value="North"))
    names = [plan(one, sheet("", name="Summary {scorecard.part}")).sheets[0].name for one in (card, north)]
    assert names == ["Summary", "Summary North"]


@pytest.mark.parametrize("name", ["Summary {scorecard.pat}", "{indicator.cod}"])
def test_an_unknown_field_in_a_sheet_s_name_is_told_with_the_nearest_known_one(card, name):
    with pytest.raises(TemplateError) as wrong:
        plan(card, sheet("", name=name))
    assert "in the name of the sheet is not a known field; did you mean" in str(wrong.value.complaints[0])


def test_months_repeat_on_an_indicators_page(card):
    rows = plan(card, sheet("{{ each period, last 3 }}{{ period.label }}", name="{indicator.code}")).sheets[0].rows
    assert [row.values[1].shown for row in rows] == ["Mar 2012", "Apr 2012", "May 2012"]


def test_the_space_beside_a_field_that_prints_nothing_goes_with_it(card):
    shown = column(card, "{{ each indicator, at most 1 }}{{ indicator.code }}   {{ indicator.revised }}")
    assert shown == ["Op504"]
    assert column(card, "{{ scorecard.changes }} as of {{ scorecard.period }} ") == ["as of May 2012 "]


def test_reds_come_worst_first_with_their_reason(card):
    shown = column(
        card, "{{ each indicator where status is red, worst first }}{{ indicator.code }}: {{ indicator.reason }}"
    )
    assert len(shown) == 1
    assert shown[0].startswith("HY64: 10.0% in 2012/13 to May is above the target of at most 6.0%")


def test_where_a_list_is_empty_one_blank_row_stays_and_says_so(card):
    hidden = "each indicator where status is suppressed"
    assert column(card, f"{{{{ {hidden}, or say None is hidden. }}}}{{{{ indicator.code }}}}") == ["None is hidden."]
    assert column(card, f"{{{{ {hidden} }}}}{{{{ indicator.code }}}}") == [""]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ scorecard.organisation }} · {{ scorecard.period }}", "Haringey Council · May 2012"),
        ("{{ label @ month-2 }}", "Mar 2012"),
        ("{{ label @ year-1 }}", "2011/12"),
        ("{{ label @ year to date }}", "2012/13 to May"),
        ("{{ scorecard.red }}", "1"),
    ],
)
def test_what_a_field_prints(card, text, shown):
    assert column(card, text) == [shown]


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("indicator.value", "5.4%"),
        ("indicator.value @ month-1", "16.3%"),
        ("indicator.value @ year-1", "18.1%"),
        ("indicator.numerator @ year-1", "417"),
        ("indicator.denominator @ year-1", "2,306"),
        ("indicator.benchmark England", "25.6%"),
        ("indicator.target", "14.0%"),
        ("indicator.owner", None),
    ],
)
def test_what_a_field_prints_of_an_indicator(card, field, shown):
    page = plan(card, sheet(f"{{{{ {field} }}}}", name="{indicator.code}")).sheets[3]
    assert page.name == "Op383"
    assert shown is None or page.rows[0].values[1].shown == shown


def test_a_status_is_a_number_where_there_is_a_colour_and_a_word_where_there_is_none(card):
    sheets = plan(card, sheet("{{ indicator.status @ year-1 }}", name="{indicator.code}")).sheets
    contents = {s.name: s.rows[0].values[1].content for s in sheets}
    assert (contents["Op383"], contents["HY64"], contents["Op60"], contents["Op504"]) == (1, 2, 3, "No target")


def test_without_a_period_a_status_is_the_headlines_and_a_value_the_months(card):
    sheets = plan(card, sheet("{{ indicator.value }} {{ indicator.status_word }}", name="{indicator.code}")).sheets
    assert {s.name: s.rows[0].values[1].shown for s in sheets}["HY64"] == "10.5% Red"


def test_every_unknown_field_is_told_at_once_with_its_place_and_the_nearest_known_one(card):
    with pytest.raises(TemplateError) as caught:
        plan(card, sheet("{{ indicator.vlaue }}", "{{ scorcard.title }}", "{{ each indicatr }}"))
    said = str(caught.value)
    assert "t.xlsx › Card › A1: {{ indicator.vlaue }} is not a known field; did you mean indicator.value?" in said
    assert "did you mean scorecard.title?" in said
    assert "A3: {{ each indicatr }} is not a list that repeats; did you mean indicator?" in said


def test_an_unfinished_year_is_an_error_that_says_what_to_use(card):
    with pytest.raises(TemplateError, match="use @ year-1 or @ year to date"):
        plan(card, sheet("{{ indicator.value @ year }}", name="{indicator.code}"))


def test_fields_in_a_title_are_filled_as_displayed(card):
    fill = text_filler(card)
    assert fill("{{ indicator.code }} in {{ scorecard.period }}", {"section": 0, "indicator": 1}) == "Op410 in May 2012"
    assert fill("no field", {}) == "no field"


def test_a_percentage_in_a_cell_that_multiplies_by_a_hundred_is_divided_first(card):
    blueprint = sheet("{{ indicator.value @ month-1 }}", name="{indicator.code}")
    cell = blueprint.rows[1][0]
    hundredth = type(cell)(name="A1", row=1, column=1, pieces=cell.pieces, per_cent=True)
    shifted = type(blueprint)(name=blueprint.name, last_row=1, rows={1: (hundredth,)})
    assert (
        plan(card, shifted).sheets[3].rows[0].values[1].content
        == plan(card, blueprint).sheets[3].rows[0].values[1].content / 100
    )


def test_about_can_name_each_figure_that_was_given(card):
    shown = column(card, "{{ rule.title }}: {{ rule.text }}")
    given = [text for text in shown if text.startswith("Given figure:")]
    assert len(given) == 1
    assert [text.split(" is ")[0] for text in given] == [
        f"Given figure: {line.indicator.code} in {period}"
        for line in card.lines
        for period, assessment in line.assessments.items()
        if assessment.figure.given
    ]
