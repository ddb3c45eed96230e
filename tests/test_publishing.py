"""The published edition of the demo: what the finished workbook holds, in cells, charts, sparklines and words."""

import json
import re
import shutil
import warnings
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.builders.twins import twins
from xl_scorecard import pipeline, publishing
from xl_scorecard.disclosure.editions import record, to_text
from xl_scorecard.disclosure.suppression import suppress
from xl_scorecard.errors import DefinitionError, DisclosureError, SourceError
from xl_scorecard.mail.addressing import Addressee
from xl_scorecard.mail.page import html_page
from xl_scorecard.mail.plain import plain_text
from xl_scorecard.mail.summary import summarise
from xl_scorecard.model.assessment import Assessment
from xl_scorecard.model.dimension import Part
from xl_scorecard.model.period import Period
from xl_scorecard.model.scorecard import Line, Scorecard
from xl_scorecard.model.status import Status
from xl_scorecard.model.suppression import DFE, NHS, Edition
from xl_scorecard.ooxml.leftovers import find_leftovers
from xl_scorecard.ooxml.package import Package
from xl_scorecard.pipeline import Read
from xl_scorecard.status.table import exact_float
from xl_scorecard.writers.manifest import Run, manifest_path, write_manifest
from xl_scorecard.writers.shipped import shipped_template
from xl_scorecard.writers.workbook import finished_workbook

DECIMALS = re.compile(r"(?<![\d.])\d{1,3}\.\d{6,}")
TEMPLATES = ("scorecard.xlsx", "scorecard.xlsm", "board-summary.xlsx", "tartan.xlsx", "explore.xlsx", "published.xlsx")
CHARTED = re.compile(r"<c:val>.*?</c:val>", re.DOTALL)


@pytest.fixture(scope="module")
def found(built_demo) -> Read:
    return pipeline.read(built_demo / "definition.xlsx")


@pytest.fixture(scope="module")
def card(found) -> Scorecard:
    return pipeline.assess_read(found)


@pytest.fixture(scope="module")
def folder(built_demo, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("publishing")
    shutil.copyfile(built_demo / "definition.xlsx", folder / "definition.xlsx")
    return folder


@pytest.fixture(scope="module")
def published(found, card, folder) -> publishing.Published:
    return publishing.write_published(found, in_folder(card, folder))


@pytest.fixture(scope="module")
def book(published) -> openpyxl.Workbook:
    return openpyxl.load_workbook(published.built.path)


def in_folder(card: Scorecard, folder: Path, **settings) -> Scorecard:
    """The scorecard of a definition that stands in a folder of its own, with other settings."""
    definition = card.definition
    told = {name: getattr(definition.settings, name) for name in definition.settings.__dataclass_fields__}
    new = type(definition.settings)(**{**told, **settings})
    kept = {name: getattr(definition, name) for name in definition.__dataclass_fields__}
    at = type(definition)(**{**kept, "path": folder / "definition.xlsx", "settings": new})
    return type(card)(**{**{name: getattr(card, name) for name in card.__dataclass_fields__}, "definition": at})


def hidden_in(shown: Scorecard, card: Scorecard) -> list[Assessment]:
    """The assessments, as they really are, whose figures are not shown."""
    return [
        real.assessments[period]
        for real, line in zip(card.lines, shown.lines, strict=True)
        for period, one in line.assessments.items()
        if "value" in one.figure.hidden
    ]


def telling(shown: Scorecard, card: Scorecard) -> set[str]:
    """Hidden shares with decimals enough to be told from any other number, less those that are shown elsewhere."""
    known = {as_told(one.value) for line in shown.lines for one in line.assessments.values() if one.value is not None}
    hidden = {as_told(one.value) for one in hidden_in(shown, card) if one.indicator.denominator}
    return {text for text in hidden - known if DECIMALS.fullmatch(text)}


def as_told(value: Fraction) -> str:
    return str(exact_float(value))[:10]


def decimals_in(texts: dict[str, str]) -> set[str]:
    """Every number with many decimals, wherever it stands."""
    return {found[:10] for text in texts.values() for found in DECIMALS.findall(text)}


def texts_of(content: bytes) -> dict[str, str]:
    package = Package.of(content)
    return {name: package.content(name).decode("utf-8", "replace") for name in package.names()}


def test_the_table_of_figures_has_a_symbol_for_every_hidden_number_and_every_other_as_it_is(book, published):
    rows = {(row[0], row[2]): row for row in book["Table_2"].iter_rows(min_row=5, values_only=True)}
    told = 0
    for line in published.built.card.lines:
        for period, one in line.assessments.items():
            row = rows.get((line.indicator.code, period.label))
            if row:
                told += 1
                value, numerator, denominator = row[4], row[6], row[7]
                shown = exact_float(one.value) if one.value is not None else None
                assert value == (
                    "[c]" if "value" in one.figure.hidden else "[x]" if shown is None else pytest.approx(shown)
                )
                if "numerator" in one.figure.hidden:
                    assert numerator == "[c]"
                if one.figure.denominator is not None:
                    assert denominator == one.figure.denominator
    assert told == len(rows) > 400


def test_no_part_of_the_published_workbook_holds_a_hidden_share(published, card):
    shown = published.built.card
    assert len(telling(shown, card)) > 40
    assert decimals_in(texts_of(published.built.path.read_bytes())).isdisjoint(telling(shown, card))


def test_no_words_about_an_indicator_say_a_hidden_share(book, published, card):
    hidden = {(one.indicator.code, one.shown) for one in hidden_in(published.built.card, card) if "%" in one.shown}
    shown = {
        (line.indicator.code, one.shown) for line in published.built.card.lines for one in line.assessments.values()
    }
    for row in book["Table_2"].iter_rows(min_row=5, values_only=True):
        for share in (share for code, share in hidden - shown if code == row[0]):
            assert not re.search(rf"(?<![\d.]){re.escape(share)}", str(row[11]).partition(" the target of ")[0])


@pytest.mark.parametrize("mode", [DFE, pytest.param(NHS, marks=pytest.mark.slow)], ids=str)
def test_charts_and_sparklines_of_an_ordinary_template_have_gaps_where_numbers_are_hidden(card, mode):
    shown = suppress(card, mode)
    content = finished_workbook(shown, shipped_template("scorecard.xlsx"))
    parts = texts_of(content)
    drawn = "".join(found for name, text in parts.items() if "charts/chart" in name for found in CHARTED.findall(text))
    assert telling(shown, card)
    assert decimals_in(parts).isdisjoint(telling(shown, card))
    assert decimals_in({"drawn": drawn}).isdisjoint(telling(shown, card))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        page = openpyxl.load_workbook(BytesIO(content))["HY64"]
    months = {row[0].value: row for row in page.iter_rows() if isinstance(row[0].value, str)}
    line = next(line for line in shown.lines if line.indicator.code == "HY64")
    for period in (month for month in shown.history[-24:] if "value" in line.assessments[month].figure.hidden):
        numbers = [cell.value for cell in months[period.label] if isinstance(cell.value, int | float)]
        assert line.assessments[period].figure.denominator in numbers
        assert card_value(card, "HY64", period) not in numbers


def card_value(card: Scorecard, code: str, period) -> int:
    line = next(line for line in card.lines if line.indicator.code == code)
    return line.assessments[period].figure.numerator


@pytest.mark.slow
@pytest.mark.parametrize("mode", [DFE, NHS], ids=str)
def test_nobody_who_subtracts_in_the_published_workbook_learns_that_a_hidden_number_is_small(
    found, card, tmp_path, mode
):
    pytest.importorskip("scipy", reason="the reader who subtracts needs scipy's solver")
    from tests.builders.published_reader import bounds_of, shown_in

    labels = {period.label: period for line in card.lines for period in line.assessments}
    published = publishing.write_published(found, in_folder(card, tmp_path, published_suppression=mode))
    shown, tried = shown_in(published.built.path, labels, mode.symbol), 0
    for line in card.lines:
        code, told = line.indicator.code, shown[line.indicator.code]
        small = [
            name
            for name, number in told.items()
            if number is None and getattr(line.assessments[name[1]].figure, name[0]) <= mode.threshold
        ]
        for (part, period), least, most in bounds_of(told, small, adding_up(line), rounding=mode.rounding):
            assert most > mode.threshold, f"{code}, {part} in {period.code}: {least} to {most}"
            tried += 1
    assert tried > 60


def test_the_reader_who_subtracts_finds_the_one_hidden_month_of_a_year():
    pytest.importorskip("scipy", reason="the reader who subtracts needs scipy's solver")
    from tests.builders.published_reader import bounds_of

    year, may = Period.parse("2011/12"), Period.parse("2011-05")
    shown = {("numerator", month): 8 for month in year.months} | {("numerator", year): 91, ("numerator", may): None}
    found = bounds_of(shown, [("numerator", may)], ["numerator"], rounding=1)
    assert list(found) == [(("numerator", may), 3, 3)]


def adding_up(line: Line) -> list[str]:
    """The parts of an indicator of which every longer period is the sum of its months."""
    return [part for part in ("numerator", "denominator") if all(_adds_up(line, part, one) for one in line.assessments)]


def _adds_up(line: Line, part: str, period: Period) -> bool:
    figures = [line.assessments[month].figure for month in period.months if month in line.assessments]
    numbers = [getattr(figure, part) for figure in figures]
    whole = getattr(line.assessments[period].figure, part)
    return None in (whole, *numbers) or len(numbers) < len(period.months) or whole == sum(numbers)


@pytest.fixture(scope="module")
def pair(card) -> tuple[Scorecard, Scorecard]:
    return twins(card, DFE)


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_the_finished_workbook_is_the_same_to_the_byte_whatever_is_hidden_in_it(pair, name):
    """Cells, reasons, charts and their caches, sparklines, lists of problems: none of them depends on what is hidden."""
    one, other = (finished_workbook(card, shipped_template(name)) for card in pair)
    assert one == other


@pytest.mark.slow
def test_the_message_is_the_same_whatever_is_hidden(pair):
    addressee = Addressee(
        address="inspector@ofsted.example",
        sections=(),
        subject="{{ scorecard.title }}",
        greeting="",
        text="",
        outside=True,
    )
    one, other = (summarise(card, addressee, "scorecard.xlsx") for card in pair)
    assert one == other
    assert (plain_text(one), html_page(one)) == (plain_text(other), html_page(other))


@pytest.mark.slow
def test_the_record_of_editions_and_the_manifest_are_the_same_whatever_is_hidden(pair, tmp_path):
    book = tmp_path / "scorecard.xlsx"
    book.write_bytes(shipped_template("published.xlsx").read_bytes())
    run, told = Run(), []
    for card in pair:
        data = json.loads(
            write_manifest(card, workbook=book, template=shipped_template("published.xlsx"), run=run).read_text("utf-8")
        )
        told.append((to_text(record((), card)), {name: value for name, value in data.items() if name != "run"}))
    assert told[0] == told[1]


@pytest.mark.slow
@pytest.mark.parametrize("name", TEMPLATES)
def test_no_shipped_template_prints_a_hidden_share(card, name):
    shown = suppress(card, DFE)
    assert decimals_in(texts_of(finished_workbook(shown, shipped_template(name)))).isdisjoint(telling(shown, card))


def test_nothing_is_left_in_it_that_must_not_leave(published):
    assert find_leftovers(published.built.path.read_bytes()) == ()


def test_the_manifest_says_how_numbers_were_hidden_and_holds_none_of_them(published, card):
    manifest = json.loads(manifest_path(published.built.path).read_text("utf-8"))
    assert manifest["edition"] == "published"
    assert manifest["suppression"] == {
        "mode": "dfe",
        "threshold": 5,
        "symbol": "[c]",
        "rounding": 1,
        "hidden": manifest["suppression"]["hidden"],
    }
    assert manifest["suppression"]["hidden"] > 90
    figures = {(one["code"], one["period"]): one for one in manifest["figures"]}
    for one in hidden_in(published.built.card, card):
        figure = figures[one.indicator.code, one.period.code]
        assert (figure["value"], figure["numerator"], figure["status"]) == (None, None, "SUPPRESSED")


def test_publishing_again_makes_the_same_workbook_and_records_nothing_new(found, card, folder, published):
    before, record = published.built.path.read_bytes(), (folder / "published.json").read_bytes()
    again = publishing.write_published(found, in_folder(card, folder), out=folder / "again.xlsx")
    assert again.built.path.read_bytes() == before
    assert (folder / "published.json").read_bytes() == record
    assert again.told_before == ()


def test_nobody_chose_how_numbers_are_hidden(found, card, tmp_path):
    with pytest.raises(DefinitionError, match=r"Published suppression: Nobody has chosen"):
        publishing.write_published(found, in_folder(card, tmp_path, published_suppression=None))
    assert list(tmp_path.iterdir()) == []


def test_a_part_is_never_published(found, card, tmp_path):
    part = replace(in_folder(card, tmp_path), part=Part(dimension="team", value="North"))
    with pytest.raises(DisclosureError, match="Parts have no published edition"):
        publishing.write_published(found, part)
    assert list(tmp_path.iterdir()) == []


def test_a_record_that_cannot_be_read_stops_it(found, card, tmp_path):
    (tmp_path / "published.json").write_text("not JSON")
    with pytest.raises(SourceError, match=r"published\.json"):
        publishing.write_published(found, in_folder(card, tmp_path))


def test_the_internal_edition_hides_what_its_own_setting_says(card, tmp_path):
    built = pipeline.write(in_folder(card, tmp_path, suppression=NHS, template=""), out=tmp_path / "inside.xlsx")
    assert (built.card.suppression, built.card.edition) == (NHS, Edition.INTERNAL)
    assert built.card.count(Status.SUPPRESSED) == 2
    assert pipeline.as_shown(card) == card
