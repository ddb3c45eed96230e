"""The page that teaches the language: every field in it is one, and every picture is there."""

import re

import pytest

from tests.templates.conftest import TEMPLATES
from xl_scorecard.layout.complaints import complaint
from xl_scorecard.layout.field import BRACES, parse_field

PAGE = TEMPLATES / "LANGUAGE.md"
FIELDS = sorted({found.strip() for found in BRACES.findall(PAGE.read_text(encoding="utf-8"))})
LINKS = sorted(set(re.findall(r"\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8"))))


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_on_the_page_is_understood(field):
    assert not complaint(parse_field(field))


@pytest.mark.parametrize("link", LINKS)
def test_every_link_and_picture_of_the_page_is_there(link):
    assert (TEMPLATES / link).is_file()


def test_the_page_has_three_pictures_of_lessons_and_one_of_each_template():
    assert [link for link in LINKS if "lesson" in link] == [
        "examples/lesson-fields.png",
        "examples/lesson-pages.png",
        "examples/lesson-rows.png",
    ]
    assert {f"examples/{name}.png" for name in ("board-summary", "tartan", "explore", "indicator")} <= set(LINKS)


def test_every_picture_says_what_it_shows():
    assert all(words for words in re.findall(r"!\[([^\]]*)\]", PAGE.read_text(encoding="utf-8")))
