"""The demo story: ten reports on one invented event, and what a careful reader finds in them.

``reports/`` is what a person would have saved from the web; ``expected.json`` is the reading, in the form that
``README.md`` beside it describes.  Country, people, outlets and agency are made up.  Left out: any code that reads
the record; the tests and ``evals/example.py`` do that.
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
REPORTS = FOLDER / "reports"
EXPECTED = FOLDER / "expected.json"
