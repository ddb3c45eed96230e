"""Expands prototypes by hand in LibreOffice: rows are inserted and copied as a person would do it.

Run by the Python that has LibreOffice's `uno` (the system's, or LibreOffice's own), never by ours: it shares no code
with the project. It reads one JSON request a line and answers each with one line: what the template became when its
rows were inserted by hand, and what LibreOffice reads in the workbook that the program made.

    {"template": path, "finished": path, "steps": [["insert", sheet, row, count], ["copy", sheet, first, last, to]]}

Rows are counted from 1.
"""

import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellRangeAddress

COLUMNS, ROWS = 12, 60
COPIED = 7  # A to G: LibreOffice copies no row through cells that are merged down, which stand in H
MERGING = (4, 7)  # the columns in which merged cells begin: each cell that is asked about costs a call
REFERENCE = re.compile(r"(\$?)([A-Z]{1,2})(\$?)(\d+)(?![\d(])")


def main():
    with tempfile.TemporaryDirectory() as profile:
        office, desktop = start(profile)
        answer("ready")
        try:
            for line in sys.stdin:
                request = json.loads(line)
                try:
                    said = {
                        "by_hand": looked_at(desktop, request["template"], request["steps"]),
                        "ours": looked_at(desktop, request["finished"], []),
                    }
                except Exception as problem:
                    said = {"problem": repr(problem)}
                answer(json.dumps(said))
        finally:
            stop(desktop)
            office.wait(20)


def answer(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def start(profile):
    pipe = f"byhand{os.getpid()}"
    words = [f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--nologo"]
    environment = {**os.environ, "SAL_USE_VCLPLUGIN": "svp"}
    office = subprocess.Popen(
        [shutil.which("soffice"), *words, f"--accept=pipe,name={pipe};urp;"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def stop(desktop):
    with contextlib.suppress(Exception):  # it closes the line while it answers
        desktop.terminate()


def looked_at(desktop, path, steps):
    hidden = PropertyValue("Hidden", 0, True, 0)
    document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (hidden,))
    try:
        for step in steps:
            do(document, *step)
        return told(document)
    finally:
        document.close(True)


def do(document, what, name, *numbers):
    sheet = document.Sheets.getByName(name)
    if what == "insert":
        row, count = numbers
        sheet.Rows.insertByIndex(row - 1, count)
        return
    first, last, to = numbers
    index = sheet.RangeAddress.Sheet
    source = CellRangeAddress(index, 0, first - 1, COPIED - 1, last - 1)
    target = sheet.getCellByPosition(0, to - 1).CellAddress
    sheet.copyRange(target, source)


def told(document):
    names = {
        n: document.NamedRanges.getByName(n).Content for n in document.NamedRanges.ElementNames if not n.startswith("_")
    }
    return {
        "names": names,
        "sheets": {name: sheet_told(document.Sheets.getByName(name)) for name in ("Card", "Other")},
    }


def sheet_told(sheet):
    cells, merges = {}, []
    block = sheet.getCellRangeByPosition(0, 0, COLUMNS - 1, ROWS - 1)
    for r, row in enumerate(block.FormulaArray):
        for c, formula in enumerate(row):
            if c and formula:
                cells[f"{chr(65 + c)}{r + 1}"] = formula
    for c in MERGING if sheet.Name == "Card" else ():
        for r in range(ROWS):
            if sheet.getCellByPosition(c, r).IsMerged:
                cursor = sheet.createCursorByRange(sheet.getCellByPosition(c, r))
                cursor.collapseToMergedArea()
                merges.append(cursor.AbsoluteName.rsplit(".", 1)[1])
    return {
        "cells": cells,
        "merges": sorted(merges),
        "formats": formats(sheet),
        "print": [area(a) for a in sheet.getPrintAreas()],
        "charts": sorted(charts(sheet)),
    }


def area(address):
    return f"{chr(65 + address.StartColumn)}{address.StartRow + 1}:{chr(65 + address.EndColumn)}{address.EndRow + 1}"


def formats(sheet):
    """What each rule says in every cell that it is for: its formula as that cell reads it."""
    found = []
    for rule in sheet.ConditionalFormats.getConditionalFormats():
        ranges = rule.Range.getRangeAddresses()
        first_row, first_column = min(a.StartRow for a in ranges), min(a.StartColumn for a in ranges)
        for number in range(rule.getCount()):
            formula = rule.getByIndex(number).Formula1
            for address in ranges:
                for r in range(address.StartRow, min(address.EndRow, ROWS) + 1):
                    for c in range(address.StartColumn, min(address.EndColumn, COLUMNS) + 1):
                        said = read_from(formula, r - first_row, c - first_column)
                        found.append(f"{chr(65 + c)}{r + 1}: {said}")
    return sorted(set(found))  # LibreOffice may name a cell twice after copying


def read_from(formula, down, right):
    """A formula written for one cell, as another reads it."""

    def shift(found):
        column, row = found[2], int(found[4])
        if not found[1]:
            column = chr(ord(column) + right)
        if not found[3]:
            row += down
        return f"{column}{row}"

    return REFERENCE.sub(shift, formula)


def charts(sheet):
    for name in sheet.Charts.ElementNames:
        diagram = sheet.Charts.getByName(name).EmbeddedObject.getFirstDiagram()
        for system in diagram.getCoordinateSystems():
            for kind in system.getChartTypes():
                for series in kind.getDataSeries():
                    for sequence in series.getDataSequences():
                        yield sequence.getValues().getSourceRangeRepresentation()


if __name__ == "__main__":
    main()
