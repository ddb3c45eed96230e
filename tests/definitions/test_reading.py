import hashlib
import io
import shutil
import zipfile
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from tests.builders.definitions import complaints, complaints_with, read_with, same, small_definition, spoilt, written
from xl_scorecard.definitions.reading import read_definition
from xl_scorecard.errors import DefinitionError
from xl_scorecard.model.condition import ConditionTest
from xl_scorecard.model.definition import Headline
from xl_scorecard.model.period import Period
from xl_scorecard.model.place import Place
from xl_scorecard.model.polarity import Polarity


def refusal(path: Path) -> str:
    with pytest.raises(DefinitionError) as caught:
        read_definition(path)
    assert not caught.value.complaints
    assert caught.value.fix
    return str(caught.value)


def test_a_definition_says_what_its_workbook_says(tmp_path):
    assert same(read_definition(written(tmp_path)), small_definition())


def test_the_hash_is_of_the_bytes_of_the_file(tmp_path):
    path = written(tmp_path)
    assert read_definition(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_moving_the_folder_changes_nothing_but_the_path(tmp_path):
    folder = tmp_path / "here"
    folder.mkdir()
    before = read_definition(written(folder))
    moved = Path(shutil.move(folder, tmp_path / "there"))
    after = read_definition(moved / "definition.xlsx")
    assert same(before, after)
    assert after.folder == moved


def test_a_missing_workbook_is_told_with_the_nearest_one(tmp_path):
    written(tmp_path)
    sentence = refusal(tmp_path / "defintion.xlsx")
    assert sentence == (
        "defintion.xlsx: There is no such file. Check its name and folder; did you mean definition.xlsx?"
    )


def test_a_missing_folder_is_told_as_a_missing_workbook(tmp_path):
    assert "There is no such file" in refusal(tmp_path / "nowhere" / "definition.xlsx")


def test_a_folder_is_not_a_definition(tmp_path):
    written(tmp_path)
    assert refusal(tmp_path).endswith("Name the workbook in it; did you mean definition.xlsx?")


def not_workbooks() -> dict[str, bytes]:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    old = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600)
    return {"text": b"Setting,Value", "nothing": b"", "another zip": other.getvalue(), "old Excel": old}


@pytest.mark.parametrize("kind", not_workbooks())
def test_what_is_not_a_workbook_is_told(tmp_path, kind):
    path = tmp_path / "definition.xlsx"
    path.write_bytes(not_workbooks()[kind])
    assert refusal(path) == (
        "definition.xlsx: This is not a workbook that can be read. "
        "Open it in Excel and save it as Excel Workbook (.xlsx)."
    )


def test_a_workbook_cut_short_is_told(tmp_path):
    path = written(tmp_path)
    path.write_bytes(path.read_bytes()[:3000])
    assert "not a workbook that can be read" in refusal(path)


def test_a_password_is_told(tmp_path):
    path = tmp_path / "definition.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"))
    assert "protected with a password" in refusal(path)


def changed(folder: Path, change) -> Path:
    path = written(folder)
    workbook = openpyxl.load_workbook(path)
    change(workbook)
    workbook.save(path)
    return path


def test_a_missing_sheet_is_told_with_the_nearest_one_and_without_follow_on_complaints(tmp_path):
    def rename(workbook):
        workbook["Measures"].title = "Measure"

    assert complaints(changed(tmp_path, rename)) == (
        'definition.xlsx: there is no sheet Measures; did you mean "Measure"? Rename it to Measures.',
    )


def test_a_missing_sheet_without_a_near_one_is_told(tmp_path):
    assert complaints(changed(tmp_path, lambda workbook: workbook.remove(workbook["Notes"]))) == (
        "definition.xlsx: there is no sheet Notes; add it, even if it stays empty.",
    )


def test_a_misspelt_sheet_that_may_be_missing_is_told_too(tmp_path):
    path = changed(tmp_path, lambda workbook: workbook.create_sheet("Given figurs"))
    assert complaints(path) == (
        'definition.xlsx: there is no sheet Given figures; did you mean "Given figurs"? Rename it to Given figures.',
    )


def test_sheets_are_found_whatever_their_case_and_order_beside_others(tmp_path):
    def shuffle(workbook):
        notes = workbook["Notes"]
        notes.title = "another"  # openpyxl takes a change of case for a second sheet of that name
        notes.title = "NOTES"
        workbook.move_sheet("Sources", 3)
        workbook.create_sheet("Scratch")["A1"] = "mine"

    assert same(read_definition(changed(tmp_path, shuffle)), small_definition())


def test_headings_are_found_whatever_their_row_and_order(tmp_path):
    def move(workbook):
        page = workbook["Sources"]
        page.delete_rows(2, 2)
        page.move_range("A1:G20", cols=1)
        page["A2"] = "mine"
        page["A3"] = "a remark of my own"

    assert same(read_definition(changed(tmp_path, move)), small_definition())


def test_a_heading_not_found_is_told_with_the_nearest_one():
    assert complaints_with(Indicators_F4="Polarty") == (
        'definition.xlsx › Indicators › F4: "Polarty" is not a heading here; did you mean Polarity?',
    )


def test_a_heading_not_found_without_a_near_one_is_told():
    assert complaints_with(Indicators_F4=None) == (
        "definition.xlsx › Indicators: there is no heading Polarity in row 4; add it.",
    )


def test_a_heading_that_stands_twice_is_told():
    assert complaints_with(Indicators_M4="polarity") == (
        "definition.xlsx › Indicators › M4: the heading Polarity stands in F4 too; take one of them out.",
    )


def test_a_sheet_without_headings_is_told(tmp_path):
    def clear(workbook):
        workbook["Notes"].delete_rows(1, 20)

    assert complaints(changed(tmp_path, clear)) == (
        "definition.xlsx › Notes: there is no row of headings; they are Indicator, Period, Note.",
    )


def test_blank_rows_are_skipped(tmp_path):
    def spread(workbook):
        workbook["Indicators"].insert_rows(6, 3)
        workbook["Indicators"]["B7"] = "   "

    assert same(read_definition(changed(tmp_path, spread)), small_definition())


def test_a_definition_needs_an_indicator(tmp_path):
    path = written(
        tmp_path, small_definition(indicators=(), targets=(), reference=type(small_definition().reference)())
    )
    assert complaints(path) == ("definition.xlsx › Indicators: there is no indicator; write one under the headings.",)


def test_all_complaints_come_at_once_in_the_order_of_the_sheets(tmp_path):
    told = complaints(
        spoilt(
            tmp_path,
            Settings_B7="last yeer",
            Notes_B5="soon",
            Indicators_F6="hgh",
            Indicators_G6="re_referals",
            Measures_E5="refered",
        )
    )
    assert [line.split(":")[0] for line in told] == [
        "definition.xlsx › Settings › B7",
        "definition.xlsx › Measures › E5",
        "definition.xlsx › Indicators › F6",
        "definition.xlsx › Indicators › G6",
        "definition.xlsx › Notes › B5",
    ]


def test_the_error_lists_every_complaint_under_the_name_of_the_file():
    with pytest.raises(DefinitionError) as caught:
        read_with(Indicators_F6="hgh", Indicators_D6="furlongs")
    assert str(caught.value).splitlines()[0] == "definition.xlsx: 2 things need putting right in the definition:"
    assert len(str(caught.value).splitlines()) == 3
    assert caught.value.complaints[1].place == Place(file="definition.xlsx", sheet="Indicators", cell="F6")
    assert all(isinstance(complaint, DefinitionError) for complaint in caught.value.complaints)


def test_a_misspelt_word_is_told_with_its_cell_and_the_nearest_one():
    assert complaints_with(Indicators_F6="hgh") == (
        'definition.xlsx › Indicators › F6: "hgh" is not a polarity; did you mean HIGH?',
    )


def test_a_formula_that_was_never_calculated_is_told(tmp_path):
    (line,) = complaints(spoilt(tmp_path, Indicators_F6='="LO"&"W"'))
    assert line.startswith("definition.xlsx › Indicators › F6: a formula that was never calculated; ")
    assert line.endswith("open the workbook in Excel and save it, or type the value.")


def in_xml(path: Path, old: bytes, new: bytes) -> Path:
    """Change the Settings sheet of the workbook as Excel would write it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old in parts[name]
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in (parts | {name: parts[name].replace(old, new)}).items():
            archive.writestr(part, content)
    return path


def test_a_formula_is_read_as_the_value_that_excel_left(tmp_path):
    old = b't="inlineStr"><is><t>Haringey Council</t></is>'
    path = in_xml(written(tmp_path), old, b't="str"><f>"Haringey"</f><v>Haringey</v>')
    assert read_definition(path).settings.organisation == "Haringey"


def test_a_formula_that_gives_empty_text_is_empty_and_not_uncalculated(tmp_path):
    old = b't="inlineStr"><is><t>Haringey Council</t></is>'
    path = in_xml(written(tmp_path), old, b't="str"><f>""</f><v></v>')
    assert complaints(path) == ("definition.xlsx › Settings › B6: Organisation is empty; it must be filled in.",)


def test_an_error_in_a_cell_is_told():
    assert complaints_with(Indicators_F6="#REF!") == (
        'definition.xlsx › Indicators › F6: an error, "#REF!"; put right its formula, or type the value.',
    )


def test_a_name_that_cannot_be_read_makes_no_follow_on_complaints(tmp_path):
    assert len(complaints(spoilt(tmp_path, Indicators_B6="=1+1"))) == 1


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("Settings_B5", "Title is empty"),
        ("Sources_A5", "Source is empty"),
        ("Sources_B5", "File is empty"),
        ("Columns_C5", "Heading in the workbook is empty"),
        ("Columns_D5", "Type is empty"),
        ("Measures_B5", "Title is empty"),
        ("Measures_D5", "Kind is empty"),
        ("Conditions_C5", "Test is empty"),
        ("Indicators_A5", "Section is empty"),
        ("Indicators_D5", "Unit is empty"),
        ("Indicators_E5", "Decimals is empty"),
        ("Indicators_F5", "Polarity is empty"),
        ("Indicators_G5", "Numerator is empty"),
        ("Targets_B5", "Since is empty"),
        ("Benchmarks_D5", "Value is empty"),
        ("Not_reported_C5", "Reason is empty"),
        ("Notes_C5", "Note is empty"),
    ],
)
def test_an_empty_cell_that_must_be_filled_in_is_told(cell, sentence):
    sheet, address = cell.replace("_", " ").rsplit(" ", 1)
    assert complaints_with(**{cell: None}) == (
        f"definition.xlsx › {sheet} › {address}: {sentence}; it must be filled in.",
    )


def test_a_number_where_a_name_is_expected_is_a_name():
    definition = read_with(Indicators_B5=123, Not_reported_A5="123")
    assert definition.indicators[0].code == "123"
    assert definition.reference.not_reported[0].indicator == "123"


def test_names_are_trimmed_and_refer_to_each_other_ignoring_case_and_spaces(tmp_path):
    definition = read_definition(
        spoilt(tmp_path, Indicators_B6=" R2 ", Targets_A5="r 2", Indicators_G6="RE_referrals ")
    )
    assert definition.indicators[1].code == definition.targets[0].indicator == "R2"
    assert definition.indicators[1].numerator == "re_referrals"


def test_words_are_matched_ignoring_case():
    definition = read_with(Indicators_F6="low", Conditions_C6="EQUALS", Settings_B7="Year To Date")
    assert definition.indicators[1].polarity is Polarity.LOW
    assert definition.measures[1].conditions[1].test is ConditionTest.EQUALS
    assert definition.settings.headline is Headline.YEAR_TO_DATE


@pytest.mark.parametrize("value", [date(2012, 4, 17), "Apr-12", "April 2012", "2012-04", 41000])
def test_a_month_may_be_a_date_or_text(value):
    assert read_with(Sources_F5=value).sources[0].covers_to == Period.month(2012, 4)


def test_a_day_off_may_be_a_date():
    assert read_with(Settings_B9=datetime.combine(date(2012, 12, 24), time())).settings.closure_days == (
        date(2012, 12, 24),
    )


def shown_as_percentage(folder: Path, sheet: str, cell: str, value: float) -> Path:
    def change(workbook):
        workbook[sheet][cell] = value
        workbook[sheet][cell].number_format = "0%"

    return changed(folder, change)


def test_a_number_shown_as_a_percentage_is_that_percentage(tmp_path):
    path = shown_as_percentage(tmp_path, "Targets", "D5", 0.14)
    assert read_definition(path).targets[0].value == 14


def test_a_percentage_is_told_where_the_indicator_is_no_percentage(tmp_path):
    path = shown_as_percentage(tmp_path, "Targets", "E7", 0.14)
    assert complaints(path) == (
        'definition.xlsx › Targets › E7: "14%" is a percentage, but P1 is in "count"; write a plain number.',
    )


def test_an_empty_multiplier_is_that_of_the_unit():
    multipliers = [indicator.multiplier for indicator in read_with(Indicators_I6=None, Indicators_I7=None).indicators]
    assert multipliers == [Fraction(1), Fraction(100), Fraction(10_000), Fraction(1)]


def test_empty_settings_mean_their_defaults():
    settings = read_with(**{f"Settings_B{row}": None for row in range(7, 15)}).settings
    assert (settings.headline, settings.history_months, settings.closure_days) == (Headline.YEAR_TO_DATE, 24, ())


def test_a_setting_that_may_be_empty_may_be_missing():
    assert read_with(Settings_A7=None, Settings_B7=None).settings.history_months == 24


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Settings_A5": "Titel"}, 'Settings › A5: "Titel" is not a setting; did you mean Title?'),
        ({"Settings_A7": "Title"}, 'Settings › A7: "Title" stands twice; its other value is in B5.'),
        ({"Settings_A5": None}, "Settings: there is no setting Title; add a row for it."),
        (
            {"Settings_B8": "elapsd"},
            'Settings › B8: "elapsd" is not a way to count working days; did you mean elapsed?',
        ),
        ({"Settings_B10": "maybe"}, 'Settings › B10: "maybe" is neither Yes nor No; use one of Yes, No.'),
        ({"Settings_B12": 0}, 'Settings › B12: "0" is not a whole number from 1 to 240.'),
        (
            {"Settings_B9": "30/02/2012"},
            'Settings › B9: "30/02/2012" is not a day; write days such as 24/12/2012, with a semicolon between two.',
        ),
    ],
)
def test_what_is_wrong_with_a_setting_is_told(cells, sentence):
    assert complaints_with(**cells) == (f"definition.xlsx › {sentence}",)
