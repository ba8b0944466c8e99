"""Adds the outlets of Fundus (https://github.com/flairNLP/fundus, MIT) to the table of outlets: name and home domain.

    python -m pip download --no-deps fundus==0.5.7
    python -m training.outlets fundus-0.5.7-py3-none-any.whl

A name that is a common word ("People", "Stern") would be found everywhere in texts: such an outlet is left out, and
stays known by its domain alone.  What the table has already is left as it is.  The order is by domain.
"""

from __future__ import annotations

import csv
import re
import sys
import zipfile
from pathlib import Path

from firsthand import lexicon

TABLE = Path(lexicon.__file__).parent / "outlets.csv"
_PUBLISHER = re.compile(r"= Publisher\((.*?)parser=", re.DOTALL)
_SHORT = re.compile(r"\s*\(([A-Za-z]{2,6})\)$")
_LEAST = 7  # letters of a name of one word


def publishers(wheel: Path) -> list[tuple[str, str, str]]:
    """Name, aliases and domain of each."""
    found = []
    with zipfile.ZipFile(wheel) as archive:
        for file in archive.namelist():
            if not re.search(r"/publishers/\w+/__init__\.py$", file):
                continue
            for match in _PUBLISHER.finditer(archive.read(file).decode()):
                name, domain = (re.search(rf'{key}="([^"]+)"', match[1]) for key in ("name", "domain"))
                if name and domain:
                    host = re.sub(r"^https?://(?:www\d?\.)?", "", domain[1]).partition("/")[0]
                    short = _SHORT.search(name[1])
                    alias = short[1] if short and short[1].isupper() and len(short[1]) > 2 else ""
                    found.append((_SHORT.sub("", name[1]), alias, host))
    return sorted(found, key=lambda one: one[2])


def main() -> None:
    """The command."""
    common = {row["word"] if "word" in row else next(iter(row.values())) for row in lexicon.rows("news_frequency")}
    rows = lexicon.rows("outlets")
    domains = {row["domain"] for row in rows}
    names = {one.casefold() for row in rows for one in (row["name"], *row["aliases"].split("|"))}
    with TABLE.open("a", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        for name, alias, domain in publishers(Path(sys.argv[1])):
            words = name.split()
            plain = len(words) == 1 and (len(name) < _LEAST or name.casefold() in common or "." in name)
            if plain or domain in domains or all(word.casefold() in common for word in words):
                continue
            known = name.casefold() in names
            out.writerow([name, "" if known or alias.casefold() in names else alias, domain, "outlet"])


if __name__ == "__main__":
    main()
