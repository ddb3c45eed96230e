"""What others make of our workbooks: Microsoft's Open XML SDK, and openxml-audit, find nothing new in them."""

import re
import subprocess
import sys
from collections import Counter

import pytest

from tests.builders.finished import few_indicators
from tests.builders.nasty import nasty_template
from tests.builders.planting import plant_a_page, plant_below, plant_within
from xl_scorecard.errors import TemplateError
from xl_scorecard.writers.workbook import finished_workbook

pytestmark = pytest.mark.slow
CANNOT_RUN = 3


@pytest.fixture(scope="module")
def nasty(tmp_path_factory):
    """The nasty template, and what is made from it."""
    folder = tmp_path_factory.mktemp("nasty")
    template, out = nasty_template(folder / "nasty.xlsm"), folder / "out.xlsm"
    out.write_bytes(finished_workbook(few_indicators(6), template))
    return template, out


@pytest.fixture(scope="module")
def planted(shared, tmp_path_factory):
    """Workbooks that Excel saved, made templates and filled: pairs of template and finished workbook."""
    folder, card, pairs = tmp_path_factory.mktemp("planted"), few_indicators(), []
    for plant in (plant_below, plant_within, plant_a_page):
        for workbook in sorted((shared / "workbooks" / "made-by-excel").glob("*.xls[xm]")):
            template = plant(workbook, folder / f"{plant.__name__}-{workbook.name}")
            try:
                content = finished_workbook(card, template)
            except TemplateError:
                continue
            out = template.with_stem(f"{template.stem}-out")
            out.write_bytes(content)
            pairs.append((template, out))
    return pairs


def test_microsofts_validator_finds_nothing_new_in_the_nasty_one(shared, nasty):
    said = microsoft(shared, *nasty)
    assert "0 new errors" in said


def microsoft(shared, template, out):
    """What Microsoft's validator says of a workbook beside its template; skip where it cannot run."""
    words = [sys.executable, shared / "tools" / "validate_xlsx.py", "--baseline", template, out]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode == CANNOT_RUN:
        pytest.skip(done.stdout.strip())
    return done.stdout


@pytest.fixture(scope="module")
def audit():
    """What openxml-audit finds in a workbook, numbers apart."""
    openxml_audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")
    validator = openxml_audit.OpenXmlValidator(max_errors=0)
    return lambda path: Counter(re.sub(r"\d+", "#", e.description) for e in validator.validate(str(path)).errors)


def test_openxml_audit_finds_nothing_in_the_nasty_one(audit, nasty):
    template, out = nasty
    assert audit(out) - audit(template) == Counter()


def test_openxml_audit_finds_nothing_new_in_what_excel_saved(audit, planted):
    new = {out.name: found for template, out in planted if (found := audit(out) - audit(template))}
    advice = "inline-string cell"  # Excel would move them to the table of texts: no error
    assert {name: found for name, found in new.items() if not all(advice in said for said in found)} == {}


def test_microsofts_validator_finds_nothing_new_in_what_excel_saved(shared, planted):
    """One process for all: the validator takes one baseline a run, so it is loaded here."""
    errors = loaded_validator(shared)
    wrong = {}
    for template, out in planted:
        known, now = ({(i, re.sub(r"\d+", "#", d)) for i, _, _, d in errors(path)} for path in (template, out))
        if now - known:  # kinds of errors: what is wrong on a sheet is wrong on each of its copies
            wrong[out.name] = list(now - known)[:2]
    assert wrong == {}


def loaded_validator(shared):
    sys.path.insert(0, str(shared / "tools"))
    try:
        from validate_xlsx import open_validator

        return open_validator()
    except Exception as problem:
        pytest.skip(f"Microsoft's validator cannot run here: {problem}")
    finally:
        sys.path.remove(str(shared / "tools"))
