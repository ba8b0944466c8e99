"""Stories of the shared corpora as rows for ``firsthand.run``, named ``corpus:story``; and single reports by set and
id.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

Row = dict[str, object]

_CLUSTERS = (("giveme5w1h_clusters", 10), ("basil_triples", 3), ("wikinews_clusters", 8))
"""Files of ``data/stories`` and the reports of a story that are taken, in the order of the file."""
_LONGEST = 9000
"""Characters of a report that are taken."""
_FILES = {
    "giveme5w1h_clusters": ["data/stories/giveme5w1h_clusters.jsonl"],
    "wikinews_clusters": ["data/stories/wikinews_clusters.jsonl"],
    "basil_triples": ["data/stories/basil_triples.jsonl"],
    "polnear": ["data/polnear/dev.jsonl", "data/polnear/train.jsonl"],
    "buzzfeed_webis_2016": ["data/buzzfeed_webis_2016/articles.jsonl"],
    "fakes_syria": ["data/fakes_syria/articles.jsonl"],
    "congress_releases": ["data/congress_releases/releases.jsonl"],
}


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_row(given: Row) -> Row:
    """A corpus' row with the keys of JSON Lines."""
    keys = ("id", "url", "outlet", "title", "published")
    found = {key: given[key] for key in keys if isinstance(given.get(key), str) and given[key]}
    return (
        found | {"outlet": given.get("outlet") or given.get("office") or ""} | {"text": str(given["text"])[:_LONGEST]}
    )


@cache
def stories(folder: Path) -> dict[str, list[Row]]:
    """Every story by name; the reports of FA-KES are one where date and place of the event are."""
    found: dict[str, list[Row]] = {}
    for name, most in _CLUSTERS:
        groups: defaultdict[str, list[Row]] = defaultdict(list)
        for row in _read(folder / "data" / "stories" / f"{name}.jsonl"):
            groups[str(row["story"])].append(as_row(row))
        found |= {f"{name.partition('_')[0]}:{story}": rows[:most] for story, rows in groups.items()}
    places: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _read(folder / "data" / "fakes_syria" / "articles.jsonl"):
        places[f"{row['event_date']} {row['event_place']}"].append(as_row(row | {"published": None}))
    found |= {f"syria:{place}": rows[:8] for place, rows in places.items()}
    for path in sorted((folder / "gold" / "stories").glob("*.jsonl")):
        found[f"gold:{path.stem}"] = [as_row(row) for row in _read(path)]
    return found


@cache
def lead_stories(folder: Path) -> dict[str, list[Row]]:
    """First paragraphs that outlets print of one story, by ``leads:`` and its number."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in _read(folder / "data" / "stories" / "allsides_leads.jsonl"):
        found[f"leads:{row['story']}"].append(as_row(row))
    return dict(found)


def reports(folder: Path, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Row]:
    """Single reports by set and id; ``gold_stories`` are those of ``gold/stories``."""
    asked = set(wanted)
    found: dict[tuple[str, str], Row] = {}
    for name in sorted({name for name, _ in asked}):
        paths = [folder / path for path in _FILES.get(name, ())]
        paths = paths or sorted((folder / "gold" / "stories").glob("*.jsonl"))
        for path in paths:
            for row in _read(path):
                if (name, str(row["id"])) in asked:
                    found.setdefault((name, str(row["id"])), row)
    return found
