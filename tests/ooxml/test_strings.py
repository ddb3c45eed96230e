from hypothesis import given
from hypothesis import strategies as st

from xl_scorecard.ooxml.names import MAIN
from xl_scorecard.ooxml.strings import SharedStrings
from xl_scorecard.ooxml.text import has_control_characters

TABLE = f"""<sst xmlns="{MAIN}"><si><t>plain</t></si><si><r><rPr><b/></rPr><t>{{{{ a</t></r><r><t>.b }}}}</t></r></si>
<si><t>a</t><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>""".encode()


def test_runs_of_rich_text_are_read_as_one_text_and_phonetic_hints_are_not():
    assert SharedStrings.read(TABLE).texts == ["plain", "{{ a.b }}", "a"]


def test_a_known_text_is_not_added_again():
    strings = SharedStrings.read(TABLE)
    assert (strings.add("plain"), strings.add("new"), strings.add("new")) == (0, 3, 3)


def test_an_emptied_text_is_gone_from_the_file_but_keeps_its_place():
    strings = SharedStrings.read(TABLE)
    strings.blank(1)
    assert b"{{" not in strings.to_bytes(1)
    assert SharedStrings.read(strings.to_bytes(1)).texts == ["plain", "", "a"]


@given(st.text(st.characters(codec="utf-8")).filter(lambda text: not has_control_characters(text)))
def test_any_text_comes_back_as_it_was(text):
    strings = SharedStrings([], [])
    strings.add(text)
    assert SharedStrings.read(strings.to_bytes(1)).texts == [text]


def test_text_that_looks_escaped_stays_itself():
    strings = SharedStrings([], [])
    strings.add("_x0041_")
    assert b"_x005F_x0041_" in strings.to_bytes(1)
