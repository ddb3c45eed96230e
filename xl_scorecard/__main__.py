"""`python -m xl_scorecard` is `xl-scorecard`."""

from __future__ import annotations

from xl_scorecard.cli.app import main

if __name__ == "__main__":
    main()
