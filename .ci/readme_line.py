"""Print the command line that stands in README.md under a marker such as "set-up: linux".

The gate and the workflow run these very lines, so that the README cannot go stale.
"""

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def readme_line(marker: str, text: str) -> str:
    """Return the one line in the fence that follows `<!-- marker -->`."""
    found = re.search(rf"<!-- {re.escape(marker)} -->\n```\w*\n(.+)\n```", text)
    if found is None:
        raise SystemExit(f"README.md has no single line under <!-- {marker} -->")
    return found[1]


if __name__ == "__main__":
    sys.stdout.write(readme_line(sys.argv[1], README.read_text(encoding="utf-8")) + "\n")
