"""Captions: the texts of a drawing or chart part that people read, in a fixed order, to be kept and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from xl_scorecard.ooxml.banners import FIELD
from xl_scorecard.ooxml.names import DRAWING_ML, SHEET_DRAWING, Element

PARAGRAPH, RUN = f"{{{DRAWING_ML}}}p", f"{{{DRAWING_ML}}}t"
DESCRIBED = f"{{{SHEET_DRAWING}}}cNvPr"


def captions(root: Element) -> list[str]:
    """Return descriptions and titles of objects, then the paragraphs of text boxes and chart titles."""
    return [text for text, _ in _captions(root)]


def put_back(root: Element, texts: Mapping[int, str]) -> None:
    """Set captions by their place in the order; a paragraph's text goes into its first run."""
    for index, (_, set_text) in enumerate(list(_captions(root))):
        if index in texts:
            set_text(texts[index])


def fill_paragraphs(root: Element, fill: Callable[[str], str]) -> None:
    """Fill the fields in paragraphs; one that formatting splits over several runs is joined into the first of them."""
    for paragraph in root.iter(PARAGRAPH):
        runs = list(paragraph.iter(RUN))
        for run, text in zip(runs, join_fields([run.text or "" for run in runs]), strict=True):
            run.text = fill(text) if "{{" in text else text


def join_fields(texts: Sequence[str]) -> list[str]:
    """Return the texts of runs with each field whole in the run that it begins in.

    >>> join_fields(["a {", "{ x", ".y }} b ", "c"])
    ['a {{ x.y }}', '', ' b ', 'c']
    """
    whole = "".join(texts)
    fields = [found.span() for found in FIELD.finditer(whole)]
    cuts = [next((end for start, end in fields if start < cut < end), cut) for cut in accumulate(map(len, texts))]
    return [whole[start:end] for start, end in pairwise([0, *cuts])]


def _captions(root: Element) -> Iterator[tuple[str, Callable[[str], None]]]:
    for element in root.iter(DESCRIBED):
        for name in ("descr", "title"):
            if element.get(name) is not None:
                yield element.get(name, ""), _attribute_setter(element, name)
    for paragraph in root.iter(PARAGRAPH):
        runs = list(paragraph.iter(RUN))
        if runs:
            yield "".join(run.text or "" for run in runs), _run_setter(runs)


def _attribute_setter(element: Element, name: str) -> Callable[[str], None]:
    return lambda text: element.set(name, text)


def _run_setter(runs: list[Element]) -> Callable[[str], None]:
    def set_text(text: str) -> None:
        for run in runs:
            run.text = ""
        runs[0].text = text

    return set_text
