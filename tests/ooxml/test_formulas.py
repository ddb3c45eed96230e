import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.ooxml.formulas import Name, Span, TableName, parse_formula
from xl_scorecard.ooxml.references import Area


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("SUM(A1:A2)+B3", ["A1:A2", "B3"]),
        ('IF(A1="B2",LOG10(C3),0)', ["A1", "C3"]),
        ("Figures[Value]+'Op410'!C5", ["'Op410'!C5"]),
        ("SUM($1:$2,A:A)", ["$1:$2", "A:A"]),
        ("A1:INDEX(B1:B5,2)", ["A1", "B1:B5"]),
        ("Data!A1:Data!B2", ["'Data'!A1:B2"]),
        ("A5:B5:C7", ["A5", "B5", "C7"]),
        ("_xlfn.ANCHORARRAY(A5)", ["A5"]),
        ("@A1:A3", ["A1:A3"]),
        ("(A1:A3,C5) C:C", ["A1:A3", "C5", "C:C"]),
        ("SUM( A1 ,\nB2)", ["A1", "B2"]),
        ("[1]Sheet1!A1", []),
        ("'[Book.xlsx]S'!A1", ["'[Book.xlsx]S'!A1"]),
        ("DAYS+TRUE+LOG10+Q1", ["LOG10", "Q1"]),
        ('"A1"&"it""s A2"', []),
        ("{1,2;3,4}", []),
        ("Sheet1!#REF!+#REF!", []),
    ],
)
def test_the_areas_in_a_formula_are_found_and_nothing_else_is(formula, found):
    assert [str(piece) for piece in parse_formula(formula) if isinstance(piece, Area)] == found


@pytest.mark.parametrize(
    ("formula", "found"),
    [
        ("Rate*2", [Name("Rate")]),
        ("'It''s'!Rate", [Name("Rate", "It's")]),
        ("SUM(Sales[[#This Row],[a b]])", [TableName("Sales", "[[#This Row],[a b]]")]),
        ("SUM(Jan:Mar!A1)", [Span("Jan", "Mar", "Jan:Mar!A1")]),
        ("SUM('1 Jan:31 Mar'!A1)", [Span("1 Jan", "31 Mar", "'1 Jan:31 Mar'!A1")]),
        ("[0]!Macro+[Value]", []),
    ],
)
def test_names_tables_and_stretches_of_sheets_are_told_apart(formula, found):
    assert [piece for piece in parse_formula(formula) if isinstance(piece, Name | TableName | Span)] == found


@pytest.mark.parametrize("formula", ["A5#", "SUM(", '"open', "Sales[open", "", " ", "=A1"])
def test_what_cannot_be_taken_apart_stays_as_it_was(formula):
    assert "".join(map(str, parse_formula(formula))) == formula


pieces = st.sampled_from(
    [
        "A1",
        "$B$2:C3",
        "5:$7",
        "B:D",
        "'It''s'!A1",
        "Rate",
        "T[[#Data],[x]]",
        "12.5",
        '"a ""b"" A1"',
        "SUM(A1,B2)",
        "#N/A",
        "{1,2}",
    ]
)
operators = st.sampled_from(["+", "-", " * ", "&", "<=", "^", ", "])


@given(st.lists(st.tuples(pieces, operators), min_size=1, max_size=6), pieces)
def test_joined_the_pieces_are_the_formula_again(parts, last):
    formula = f"MAX({''.join(piece + operator for piece, operator in parts)}{last})"
    assert "".join(map(str, parse_formula(formula))) == formula
