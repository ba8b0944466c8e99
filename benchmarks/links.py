"""What a claim's origins cost in a pile with many links between other reports: milliseconds of CPU for each claim.

    python -m benchmarks.links [LINKS ...]

The claims are those of the example's statements, one each; the links join reports that no claim stands in, so that a
number that grows with them shows a scan.
"""

from __future__ import annotations

import random
import sys
import time
from importlib import resources

from firsthand.data import Derivation, DerivationId, DocumentId, RawDocument
from firsthand.ingest import read
from firsthand.pipeline import distinct_documents, read_batch
from firsthand.relate.assemble import as_one_story, part_pile
from firsthand.relate.derivation import Families
from firsthand.relate.origins import Counter
from firsthand.relate.pile import Pile


def example() -> Pile:
    """The pile of the example's reports."""
    with resources.as_file(resources.files("firsthand") / "example" / "reports") as folder:
        raws = [one for one in read([str(folder)]) if isinstance(one, RawDocument)]
    kept, _ = distinct_documents(read_batch(raws))
    return part_pile(as_one_story(kept), None).pile


def copied(count: int) -> list[Derivation]:
    """Copies between reports of no pile."""
    draw = random.Random(1)
    ends = ((f"a{draw.randrange(20_000)}", f"b{draw.randrange(20_000)}") for _ in range(count))
    return [
        Derivation(DerivationId(f"d{n}"), DocumentId(a), DocumentId(b), "same_text", "a_to_b", 1.0, (), ())
        for n, (a, b) in enumerate(ends)
    ]


def main() -> None:
    """Prints a line for each number of links."""
    pile = example()
    for count in [int(word) for word in sys.argv[1:]] or [0, 10_000, 100_000]:
        counter = Counter(pile, Families(copied(count)), ())
        for one in pile.statement.values():
            counter.support((one,))  # what is kept from claim to claim is made before the clock starts
        began = time.process_time()
        for one in pile.statement.values():
            counter.support((one,))
        spent = 1000 * (time.process_time() - began) / len(pile.statement)
        print(f"{count:>7} links  {spent:7.3f} ms a claim")


if __name__ == "__main__":
    main()
