import re

from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.layout.sheet_names import sheet_name


@given(st.lists(st.text(max_size=60), max_size=30))
def test_any_codes_become_names_that_excel_accepts(codes):
    taken: set[str] = set()
    names = [sheet_name(code, taken) for code in codes]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 1 <= len(name) <= 31
        assert not re.search(r"[:\\/?*\[\]]", name)
        assert name[0] != "'"
        assert name[-1] != "'"


def test_a_name_that_can_stay_stays():
    assert sheet_name("OP 411", set()) == "OP 411"
