from openpyxl import load_workbook

from tests.builders.live import more_rows, one_more, untidy


def test_a_refresh_without_news_writes_no_cell(opened):
    before = opened.everything()
    assert "Nothing has changed in the sources." in opened.act()
    assert opened.everything() == before
    assert [name for _, name in opened.wire.sets if name in ("Value", "Formula")] == []


def test_new_figures_are_written_and_the_rest_stays(opened, rows):
    before = opened.values("Card", "A1:G4")
    more_rows(opened.folder, one_more(rows))
    said = opened.act()
    after = opened.values("Card", "A1:G4")
    assert after[1][3] == before[1][3] + 1
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert "live.xlsx shows May 2012." in said
    assert "3 indicators from 1 source in" in said


def test_a_formula_of_the_template_inside_the_figures_stays_and_is_worked_out_again(opened, rows):
    opened.book.sheets["Card"].range("E2").value = 7
    more_rows(opened.folder, one_more(rows))
    opened.act()
    card = opened.book.sheets["Card"]
    assert card.range("D6").formula == "=SUM(D2:D4)"
    assert card.range("D6").value == sum(row[0] for row in opened.values("Card", "D2:D4") if row[0] is not None)


def test_what_staff_added_beside_and_between_stays(opened, rows):
    card = opened.book.sheets["Card"]
    card.range("H2").value = [["Ann"], ["=D3*2"], ["Bo"]]
    card.range("A9").value = "Ours"
    opened.book.sheets["R1"].range("E5").value = "=B4+1"
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert [row[0] for row in opened.values("Card", "H2:H2")] == ["Ann"]
    assert card.range("H3").formula == "=D3*2"
    assert card.range("A9").value == "Ours"
    assert opened.book.sheets["R1"].range("E5").formula == "=B4+1"


def test_a_column_that_staff_inserted_between_ours_keeps_its_content_and_ours_move_on(opened, rows):
    card = opened.book.sheets["Card"]
    card.range("C:C").insert("right")
    card.range("C2").value = [["a"], ["=1+1"], ["c"]]
    figure = card.range("E2").value
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert card.range("E2").value == figure + 1
    assert card.range("C3").formula == "=1+1"
    assert [row[0] for row in opened.values("Card", "C2:C4")] == ["a", 2, "c"]


def rename(book, sheet, name):
    """Rename a sheet as Excel does, which puts the new name into formulas too; the model does not yet."""
    book.sheets[sheet].name = name
    for cell in book.sheets["_scorecard"].range("B1:B5"):
        cell.formula = cell.formula.replace(f"'{sheet}'", "'" + name.replace("'", "''") + "'")


def test_a_sheet_that_staff_renamed_is_found_again(opened, rows):
    rename(opened.book, "Card", "Board's card")
    figure = opened.values("Board's card", "D2")[0][0]
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert opened.values("Board's card", "D2")[0][0] == figure + 1


def test_rows_that_staff_sorted_are_filled_by_their_indicator(opened, rows):
    card = opened.book.sheets["Card"]
    first, last = opened.values("Card", "A2:G2")[0], opened.values("Card", "A4:G4")[0]
    card.range("A2").value, card.range("A4").value = [last], [first]
    card.range("H4").value = "beside R1"
    more_rows(opened.folder, one_more(rows))
    opened.act()
    assert [row[0] for row in opened.values("Card", "A2:A4")] == ["R3", "R2", "R1"]
    assert card.range("D4").value == first[3] + 1
    assert card.range("H4").value == "beside R1"


def test_an_indicator_row_that_is_gone_stops_the_refresh_before_anything_is_written(opened, rows):
    opened.book.sheets["Card"].range("A3").value = "Something else"
    before = opened.everything()
    more_rows(opened.folder, one_more(rows))
    told = opened.refused()
    assert 'On the sheet "Card" an indicator no longer stands in its row' in told
    assert "Nothing in this workbook has changed." in told
    assert opened.everything() == before


def test_a_sheet_of_ours_that_is_gone_stops_the_refresh(opened):
    opened.book.sheets["R2"].delete()
    assert "R2" in opened.refused()


def test_a_column_of_ours_that_was_deleted_stops_the_refresh(opened, rows):
    opened.book.sheets["Card"].range("D:D").delete("left")
    before = opened.everything()
    more_rows(opened.folder, one_more(rows))
    assert "deleted" in opened.refused()
    assert opened.everything() == before


def test_a_figure_that_staff_typed_over_is_put_right(opened):
    figure = opened.values("Card", "D2")[0][0]
    opened.book.sheets["Card"].range("D2").value = 999
    opened.act()
    assert opened.values("Card", "D2")[0][0] == figure


def test_a_list_with_more_rows_than_before_gets_them_and_with_fewer_leaves_blank_ones(opened, rows):
    summary = opened.book.sheets["Summary"]
    summary.range("E7").value = "staff, beside the sentence"
    below = summary.used_range.last_cell.row + 1
    summary.range(f"A{below}").value = "staff, below the list"
    more_rows(opened.folder, untidy(rows))
    opened.act()
    assert opened.told.asked == []
    words = [row[0] for row in opened.values("Summary", "A1:A30")]
    more = words.count("Warning") - 1
    assert more > 0
    assert summary.range(f"A{below + more}").value == "staff, below the list"
    more_rows(opened.folder, rows)
    opened.act()
    words = [row[0] for row in opened.values("Summary", "A1:A30")]
    assert words.count("Warning") == 1
    assert summary.range(f"A{below + more}").value == "staff, below the list"
    assert summary.range("E7").value == "staff, beside the sentence"


def test_dates_texts_and_numbers_arrive_as_what_they_are(opened, rows):
    more_rows(opened.folder, one_more(rows))
    opened.act()
    opened.excel.save(opened.folder / "saved.xlsx")
    saved, built = load_workbook(opened.folder / "saved.xlsx")["Card"], load_workbook(opened.path)["Card"]
    for cell in ("C1", "D1", "G1", "G2", "E2", "B2"):
        assert type(saved[cell].value) is type(built[cell].value), cell


def test_the_status_bar_names_the_book_and_is_given_back(opened, rows):
    from xl_scorecard.excel.run import run

    seen = []
    real = opened.wire.refuse

    def watch(kind, name):
        if name == "StatusBar":
            seen.append(name)

    opened.wire.refuse = watch
    more_rows(opened.folder, one_more(rows))
    run("refresh", "live.xlsx")
    opened.wire.refuse = real
    assert len(seen) > 3
    assert opened.app.status_bar in (False, "FALSE", None)
    assert "live.xlsx shows May 2012." in opened.wire.boxes[-1]


def test_a_list_by_status_that_changed_has_links_that_go_to_its_indicators(opened, rows):
    from dataclasses import replace

    from tests.builders.little import little_definition
    from xl_scorecard.definitions.writing import write_definition

    summary = opened.book.sheets["Summary"]
    assert [row[0] for row in opened.values("Summary", "A5:A7")] == ["R2", "R1", "R3"]
    path = opened.folder / "definition.xlsx"
    definition = little_definition(path)
    lenient = replace(definition.targets[0], value=definition.targets[0].value * 5)
    write_definition(replace(definition, targets=(lenient,)), path)
    said = opened.act()
    assert "R2 is now Green; it was Red." in said
    assert [row[0] for row in opened.values("Summary", "A5:A7")] == ["R1", "R3", None]
    links = [summary.range(cell).api.Hyperlinks(1).SubAddress for cell in ("A5", "A6")]
    assert links == ["'R1'!A1", "'R3'!A1"]
    opening = [f'=HYPERLINK("#\'{code}\'!A1","{code}")' for code in ("R1", "R3")]
    assert [row[0] for row in summary.range("D5:D7").formula] == [*opening, ""]
    assert [row[0] for row in opened.values("Summary", "D5:D7")] == ["R1", "R3", None]


def test_a_code_that_opens_a_page_follows_one_that_staff_renamed(opened):
    rename(opened.book, "R1", 'Staff\'s "own"')
    opened.act()
    assert opened.book.sheets["Summary"].range("D6").formula == '=HYPERLINK("#\'Staff\'\'s ""own""\'!A1","R1")'


def test_a_row_grows_with_the_wrapped_text_in_it(tmp_path, in_excel, rows):
    from tests.builders.live import write_live
    from tests.builders.templates import make_template
    from xl_scorecard import pipeline

    definition = write_live(tmp_path / "wrapped").parent / "definition.xlsx"

    def wrap(book, sheets):
        sheets["Card"].set_column("B:B", 12)
        sheets["Card"].set_row(0, 30)
        sheets["Card"].write("B1", "{{ scorecard.summary }}", book.add_format({"text_wrap": True}))

    make_template(definition.parent / "template.xlsx", {"Card": {"A3": "{{ indicator.code }}"}}, wrap)
    path = pipeline.build(definition, out=definition.parent / "live.xlsx").path
    opened = in_excel(path)
    opened.book.sheets["Card"].range("B1").value = "short"
    opened.book.sheets["Card"].range("B1").row_height = 15
    opened.act()
    assert opened.book.sheets["Card"].range("B1").row_height > 30
