"""Every place in which a workbook can carry a child's record away, beside a clean twin of the same workbook."""

from hashlib import sha256
from random import Random

import pytest

from tests.builders.leaking import BIRTHS, ID, INNOCENT, PLACES, PRINTED, SHEET, add_part, secrets, workbook, zipped
from xl_scorecard.disclosure.leaks import Scan, refuse_people, refuse_text, refuse_unless_clean, scan, scan_text
from xl_scorecard.disclosure.matching import Kind, may_name
from xl_scorecard.disclosure.printed import Printed
from xl_scorecard.errors import DisclosureError
from xl_scorecard.ooxml.package import Package

OTHER_KINDS = {
    "a sparkline's range": Kind.SHEET,
    "a pivot table's source": Kind.SHEET,
    "cells with dates of birth": Kind.BIRTH,
    "dates of birth in words": Kind.BIRTH,
}


def people(content, **changes):
    return scan(content, secrets(ids=secrets().ids | {"77448812"}, **changes), PRINTED).people


@pytest.mark.parametrize("place", PLACES)
def test_a_childs_value_is_found_wherever_it_hides(place):
    found = people(workbook(ID, place=place))
    assert {leak.kind for leak in found} == {OTHER_KINDS.get(place, Kind.ID)}


@pytest.mark.parametrize("place", PLACES)
def test_the_clean_twin_passes(place):
    assert people(workbook(INNOCENT, place=place)) == ()


@pytest.mark.parametrize("place", PLACES)
def test_the_refusal_names_the_part_and_never_the_value(place):
    scanned = scan(workbook(ID, place=place), secrets(ids=secrets().ids | {"77448812"}), PRINTED)
    with pytest.raises(DisclosureError) as refusal:
        refuse_people(scanned, "out.xlsx")
    words = str(refusal.value).casefold()
    assert "nothing was sent" in words
    assert not [secret for secret in (ID, "448812", *map(str, BIRTHS)) if secret.casefold() in words]


def test_secrets_show_nothing_of_themselves():
    assert ID.casefold() not in repr(secrets())
    assert "2006" not in repr(secrets())


def test_a_value_beside_the_members_of_the_zip_is_found():
    parts = {name: Package.of(workbook()).content(name) for name in Package.of(workbook()).names()}
    assert people(zipped(parts, comment=ID.encode()))
    assert people(zipped({**parts, f"{ID}.xml": b"<a/>"}))
    assert not people(zipped(parts, comment=b"made in May"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("child DM448812, seen", True),
        ("dm448812", True),
        ("(DM448812)", True),
        ("ID:DM448812", True),
        ("DM 448812", False),
        ("XDM448812", False),
        ("DM4488123", False),
    ],
)
def test_an_id_counts_as_a_whole_word(text, found):
    assert bool(scan_text(text, "text", secrets(), PRINTED)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("485 777 3456", True),
        ("485-777-3456", True),
        ("4857773456", True),
        ("14857773456", False),
        ("0.4857773456", False),
        ("margin 3.4857773456 pt", False),
        ("a4857773456b", False),
    ],
)
def test_the_digits_of_an_id_may_be_grouped_and_are_not_the_tail_of_a_decimal(text, found):
    assert bool(scan_text(text, "text", secrets(ids=frozenset({"4857773456"})), PRINTED)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [("4412", True), ("child 4412", True), ("44,120", False), ("2012", False), ("12 months", False), ("12", True)],
)
def test_short_ids_count_in_texts_and_years_and_small_counts_are_none(text, found):
    known = secrets(ids=frozenset({"4412", "2012", "12"}))
    assert bool(scan_text(text, "text", known, PRINTED)) is found


def test_short_ids_do_not_count_in_numbers():
    def numbers(_book, sheet):
        sheet.write_row("A5", [4412, 184])

    assert people(workbook(dress=numbers)) == ()


def test_a_long_id_counts_as_a_number_too_but_not_where_the_scorecard_prints_that_number():
    def number(_book, sheet):
        sheet.write("A5", 448812)

    content, known = workbook(dress=number), secrets(ids=frozenset({"0448812"}))
    assert scan(content, known, PRINTED).people
    assert not scan(content, known, Printed(numbers=frozenset({448812}))).people


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Amelia Smith", True),
        ("about Amelia  SMITH.", True),
        ("(Amelia Smith)", True),
        ("Amelia Smithson", False),
        ("Smith", False),
        ("Zachariah", True),
        ("led by Zachariah", False),
        ("Green", False),
    ],
)
def test_names_count_as_whole_words_and_a_status_is_no_name(text, found):
    assert bool(scan_text(text, "text", secrets(), PRINTED)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Zachariah's review was late.", True),
        ("The review of Zachariah was late.", True),
        ("All was zachariah.", False),
        ("Green since May.", False),
        ("Nothing to say.", False),
    ],
)
def test_a_single_name_in_what_staff_typed_is_for_a_person_to_read(text, found):
    """There are people called May and Green: a months' name, and a word of the scorecard's own, are none."""
    names = secrets().names | {"may"}
    assert may_name(text, secrets(names=names), PRINTED) is found


def test_two_dates_of_birth_are_chance_and_three_are_a_list():
    words = "\n".join(f"{day:%d/%m/%Y}" for day in BIRTHS)
    assert not scan_text("\n".join(words.splitlines()[:2]), "text", secrets(), PRINTED)
    (leak,) = scan_text(words, "text", secrets(), PRINTED)
    assert (leak.kind, leak.count) == (Kind.BIRTH, 3)


def test_days_that_the_scorecard_prints_are_no_dates_of_birth():
    words = "\n".join(f"{day:%d %B %Y}" for day in BIRTHS)
    assert not scan_text(words, "text", secrets(), Printed(days=frozenset(BIRTHS[:1])))


def test_the_same_numbers_without_a_date_format_are_counts():
    def counts(_book, sheet):
        sheet.write_column("A5", [38036, 38722, 40134])  # the days of BIRTHS, as Excel counts them

    assert people(workbook(dress=counts)) == ()


def test_a_photograph_is_no_path_and_a_path_in_it_is_found():
    noise = b"\x89PNG\r\n\x1a\n" + Random(1).randbytes(2 * 1024 * 1024)
    assert b":/" in noise
    path = b"\x00" + rb"C:\Users\ann\plans.xlsx" + b"\x00"
    for text, found in ((b"", []), (path, [Kind.PATH])):
        package = Package.of(workbook())
        add_part(package, "xl/worksheets/sheet1.xml", "xl/media/image1.png", "image", noise + text, "image/png")
        assert [leak.kind for leak in scan(package.to_bytes(), secrets(), PRINTED).leaks] == found


def test_a_path_is_no_person_but_does_not_leave():
    def path(_book, sheet):
        sheet.write("A5", r"from C:\Users\ann\lists.xlsx")

    scanned = scan(workbook(dress=path), secrets(), PRINTED)
    assert not scanned.people
    assert {leak.kind for leak in scanned.leaks} == {Kind.PATH}


def test_a_source_sheets_name_is_a_leak_as_a_sheet_and_no_leak_as_words():
    def says(_book, sheet):
        sheet.write("A5", f"plans.xlsx › {SHEET}")

    def has(book, _sheet):
        book.add_worksheet(SHEET)

    def points(_book, sheet):
        sheet.write_formula("A5", f"=SUM('{SHEET}'!A1:A9)")

    assert not people(workbook(dress=says))
    assert people(workbook(dress=has))
    assert people(workbook(dress=points))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: content[: len(content) // 2],
        lambda _: b"no workbook at all",
        lambda content: patched(content, "xl/worksheets/sheet1.xml", b"<worksheet><broken"),
        lambda content: patched(content, "xl/worksheets/sheet1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        lambda content: patched(content, "xl/model/item.data", b"\x00\x01\x02rows of a data model"),
        lambda content: patched(content, "xl/worksheets/sheet9.bin", b"\x00\x01\x02"),
        lambda content: b"".join((content[:40], bytes([content[40] ^ 255]), content[41:])),
    ],
)
def test_what_cannot_be_looked_through_is_refused(spoil):
    content = spoil(workbook())
    scanned = scan(content, secrets(), PRINTED)
    assert not scanned.is_clean
    with pytest.raises(DisclosureError):
        refuse_unless_clean(scanned, content, "out.xlsx")


def test_a_scan_speaks_of_one_file_only():
    content, other = workbook(), workbook("South team", place="a text")
    scanned = scan(content, secrets(), PRINTED)
    assert scanned.sha256 == sha256(content).hexdigest()
    refuse_unless_clean(scanned, content, "out.xlsx")
    with pytest.raises(DisclosureError, match="not the file that was looked through"):
        refuse_unless_clean(scanned, other, "out.xlsx")


def test_an_empty_scan_is_not_enough():
    with pytest.raises(DisclosureError):
        refuse_unless_clean(Scan(sha256="", parts=0), workbook(), "out.xlsx")


def test_a_message_that_names_a_child_is_refused_without_naming_it():
    with pytest.raises(DisclosureError) as refusal:
        refuse_text(f"As discussed, {ID} is open.", "The message to dcs@haringey.example", secrets(), PRINTED)
    assert ID not in str(refusal.value)


def patched(content, name, data):
    package = Package.of(content)
    package.replace(name, data)
    return package.to_bytes()
