"""Do two workbooks hold the same parts? Exit 0 if so; otherwise name those that differ, and exit 1.

`cmp` also compares how the parts were packed, which differs between two machines' builds of zlib.
"""

import sys
from pathlib import Path

from xl_scorecard.ooxml.archive import content_hash, read_members


def main() -> int:
    """Compare the two files named."""
    first, second = (read_members(Path(name)) for name in sys.argv[1:3])
    if content_hash(first.values()) == content_hash(second.values()):
        return 0
    for name in sorted(first.keys() | second.keys()):
        if name not in first or name not in second or first[name].unpacked() != second[name].unpacked():
            sys.stdout.write(f"{name} differs\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
