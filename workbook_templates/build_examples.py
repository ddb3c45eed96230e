"""Make the examples that come with the program: the demo's definition, workbook and list of fields, and pictures.

    python workbook_templates/build_examples.py [--out DIR]

The pictures need LibreOffice, pdftoppm (poppler-utils) and Pillow; without them the workbooks are made alone.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from lessons import LESSONS
from xlsxwriter.workbook import Workbook

from xl_scorecard import pipeline
from xl_scorecard.cli.demo import make_demo
from xl_scorecard.layout.examples import examples as fields_and_examples
from xl_scorecard.model.scorecard import Scorecard
from xl_scorecard.samples import seed
from xl_scorecard.writers.office import convert, find_office

TEMPLATES = Path(__file__).parent
EXAMPLES = TEMPLATES / "examples"
FIELDS = Path(seed.__file__).parent / "seed" / "fields.csv"
SHOWN = {
    "scorecard": {"summary": 1, "scorecard": 3, "indicator": 17},
    "board-summary": {"board-summary": 1},
    "tartan": {"tartan": 1},
    "explore": {"explore": 1},
}
"""The pictures of each template, and the page that each shows."""
WITH_FORMULAS = {"explore"}
LESSON_PAGES = {"fields": 1, "rows": 1, "pages": 14}
RESOLUTION, LESSON_RESOLUTION, MARGIN, FOOTER = 100, 110, 18, 60


def main() -> None:
    """Write the examples into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=EXAMPLES)
    folder = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        built = make_demo(Path(name) / "demo", force=False, progress=lambda _: None)
        shutil.copyfile(built.card.definition.path, folder / "definition.xlsx")
        shutil.copyfile(built.path, folder / built.path.name)
        print(folder / built.path.name)
        print(write_fields(built.card))
        if find_office() and shutil.which("pdftoppm") and find_spec("PIL"):
            for picture in (*take_pictures(built.card, folder), *take_lessons(built.card, folder)):
                print(picture)


def write_fields(card: Scorecard) -> Path:
    """Keep what each field prints for HY64, for `xl-scorecard template fields`."""
    with FIELDS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("field", "example"), *fields_and_examples(card, "HY64", "England")])
    return FIELDS


def take_pictures(card: Scorecard, folder: Path) -> Iterator[Path]:
    """Fill each template and keep a picture of the pages that the documentation shows."""
    for template, pictures in SHOWN.items():
        with tempfile.TemporaryDirectory() as name:
            pdf = print_filled(card, TEMPLATES / f"{template}.xlsx", Path(name), computed=template in WITH_FORMULAS)
            for picture, page in pictures.items():
                photograph(pdf, folder / picture, page=page, resolution=RESOLUTION)
                cut_out(folder / f"{picture}.png")
                yield folder / f"{picture}.png"


def take_lessons(card: Scorecard, folder: Path) -> Iterator[Path]:
    """Keep a picture of each lesson: the template above, what comes out below."""
    for lesson, write in LESSONS.items():
        with tempfile.TemporaryDirectory() as name:
            template = Path(name) / "template.xlsx"
            with Workbook(str(template), {"in_memory": True}) as book:
                write(book)
            (Path(name) / "before.pdf").write_bytes(convert(template.read_bytes(), "pdf", file=template.name))
            after = print_filled(card, template, Path(name))
            parts = [Path(name) / "above", Path(name) / "below"]
            photograph(Path(name) / "before.pdf", parts[0], page=1, resolution=LESSON_RESOLUTION)
            photograph(after, parts[1], page=LESSON_PAGES[lesson], resolution=LESSON_RESOLUTION)
            stack([cut_out(part.with_suffix(".png")) for part in parts], folder / f"lesson-{lesson}.png")
            yield folder / f"lesson-{lesson}.png"


def print_filled(card: Scorecard, template: Path, folder: Path, *, computed: bool = False) -> Path:
    """Return the PDF of a template filled with a scorecard."""
    filled = pipeline.write(card, template=template, out=folder / "filled.xlsx", computed=computed)
    pdf = folder / "filled.pdf"
    pdf.write_bytes(convert(filled.path.read_bytes(), "pdf", file=filled.path.name))
    return pdf


def photograph(pdf: Path, picture: Path, *, page: int, resolution: int) -> None:
    """Keep a picture, to be named .png, of a page of a PDF."""
    words = f"pdftoppm -png -singlefile -r {resolution} -f {page} -l {page}"
    subprocess.run([*words.split(), str(pdf), str(picture)], check=True)  # noqa: S603 - our own words


def cut_out(picture: Path) -> Path:
    """Cut the white around a picture off, and the page's foot, all but a margin; return where it is."""
    from PIL import Image, ImageChops  # noqa: PLC0415 - the workbooks are made without it

    whole = Image.open(picture).convert("RGB")
    printed = whole.crop((0, 0, whole.width, whole.height - FOOTER))
    left, top, right, bottom = ImageChops.invert(printed).getbbox() or (0, 0, *printed.size)
    box = (max(left - MARGIN, 0), max(top - MARGIN, 0), right + MARGIN, bottom + MARGIN)
    whole.crop(box).save(picture, optimize=True)
    return picture


def stack(parts: list[Path], picture: Path) -> None:
    """Keep a picture of others one above the other, an arrow between them."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - the workbooks are made without it

    above, below = (Image.open(part).convert("RGB") for part in parts)
    gap = 26
    whole = Image.new("RGB", (max(above.width, below.width), above.height + gap + below.height), "white")
    whole.paste(above, (0, 0))
    whole.paste(below, (0, above.height + gap))
    middle, top = whole.width // 2, above.height
    ImageDraw.Draw(whole).polygon([(middle - 20, top), (middle + 20, top), (middle, top + gap - 4)], fill="#12436D")
    whole.save(picture, optimize=True)


if __name__ == "__main__":
    main()
