"""Example: ten reports on one invented event, and what a careful reader finds in them.

In: nothing.
Out: the paths of the ``REPORTS`` and of the ``EXPECTED`` reading, whose form ``README.md`` beside it describes.
May import: nothing.

Country, people, outlets and agency are made up.  Left out: any code that reads the record; the tests and
``evals/example.py`` do that.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["EXPECTED", "FOLDER", "REPORTS"]

FOLDER = Path(__file__).resolve().parent
REPORTS = FOLDER / "reports"
EXPECTED = FOLDER / "expected.json"
