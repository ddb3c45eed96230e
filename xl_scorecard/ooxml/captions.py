"""Captions: the texts of a drawing or chart part that people read, in a fixed order, to be kept and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
