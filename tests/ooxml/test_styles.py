import pytest

from xl_scorecard.ooxml.names import MAIN
from xl_scorecard.ooxml.styles import Styles, shows_per_cent

STYLES = f"""<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0.0"/></numFmts>
<cellXfs count="2"><xf numFmtId="0" fontId="0"/><xf numFmtId="170" fontId="3"/></cellXfs></styleSheet>""".encode()


def test_a_number_format_is_found_by_cell_format():
    styles = Styles.read(STYLES)
    assert [styles.number_format(n) for n in (0, 1, 99)] == ["General", "0.0", "General"]


def test_a_new_display_keeps_the_rest_of_the_format_and_is_added_once():
    styles = Styles.read(STYLES)
    first, again = styles.with_number_format(1, '0.0"%"'), styles.with_number_format(1, '0.0"%"')
    assert first == again == 2
    written = Styles.read(styles.to_bytes())
    assert written.number_format(2) == '0.0"%"'
    assert b'count="3"' in styles.to_bytes()
    assert styles.to_bytes().count(b'fontId="3"') == 2


def test_a_copy_of_styles_grows_without_changing_the_old_ones():
    old = Styles.read(STYLES)
    old.copy().with_number_format(0, "0")
    assert b'count="2"' in old.to_bytes()


@pytest.mark.parametrize(
    ("code", "yes"), [("0%", True), ("0.0%;[Red]-0.0%", True), ('0.0"%"', False), ("0\\%", False), ("General", False)]
)
def test_only_an_unquoted_per_cent_sign_multiplies_by_a_hundred(code, yes):
    assert shows_per_cent(code) is yes
