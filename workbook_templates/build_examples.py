"""Make the examples that come with the program: the demo's definition and finished workbook, and pictures of it.

    python workbook_templates/build_examples.py [--out DIR]

The pictures need LibreOffice and pdftoppm (poppler-utils); without them the workbooks are made alone.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

from xl_scorecard.cli.demo import make_demo
from xl_scorecard.writers.office import convert, find_office

EXAMPLES = Path(__file__).parent / "examples"
PICTURES = {"summary": (1, 620), "scorecard": (3, 530), "indicator": (17, 1000)}  # page, and how much of it in pixels
RESOLUTION, WIDEST = 100, 1170


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
    if find_office() and shutil.which("pdftoppm"):
        take_pictures(folder / built.path.name, folder)


def take_pictures(workbook: Path, folder: Path) -> None:
    """Print a finished workbook and keep a picture of each page that the README shows."""
    with tempfile.TemporaryDirectory() as name:
        pdf = Path(name) / "book.pdf"
        pdf.write_bytes(convert(workbook.read_bytes(), "pdf", file=workbook.name))
        for picture, (page, height) in PICTURES.items():
            words = f"pdftoppm -png -singlefile -r {RESOLUTION} -f {page} -l {page} -x 0 -y 0 -W {WIDEST} -H {height}"
            subprocess.run([*words.split(), str(pdf), str(folder / picture)], check=True)  # noqa: S603 - our own words
            print(folder / f"{picture}.png")


if __name__ == "__main__":
    main()
