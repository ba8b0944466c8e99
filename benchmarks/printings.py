"""Cost of derivation in piles full of agency copy: one story's pages printed 2, 8 and 32 times over.

``python -m benchmarks.printings [ROUNDS...]``.  The made pile of ``evals.printings`` of the largest story; each round
adds a printing of every kind of both agencies' reports.  ``pairs``: derived pairs, every one of them listed with its
passages; CPU seconds of ``derivations`` alone, without reading and parsing; ``ms/pair`` should not grow with the pile,
since every listed pair takes a comparison.  ``texts`` is how many texts remain when whole copies are merged.
"""

from __future__ import annotations

import sys
import time

from evals.derivation import pile
from evals.piles import derivations
from evals.printings import piles
from firsthand.components import Components

ROUNDS = (2, 8, 32)


def main() -> None:
    print("pages  texts    pairs  CPU s  pages/s  ms/pair", flush=True)
    for rounds in [int(one) for one in sys.argv[1:]] or ROUNDS:
        made = piles(rounds, most=1)
        if not made:
            sys.exit("the development corpora (../shared) are not here")
        read = pile(
            {"id": p.id, "outlet": p.outlet, "title": p.title, "text": p.text, "published": p.published}
            for p in made[0]
        )
        begin = time.process_time()
        found = derivations(read)
        seconds = time.process_time() - begin
        texts = Components([document.id for document in read.documents])
        for item in found:
            if item.relation in ("same_text", "near_copy"):
                texts.join(item.a, item.b)
        print(f"{len(made[0]):5}  {len(texts.groups()):5}  {len(found):7}  {seconds:5.1f}  "
              f"{len(made[0]) / seconds:7.1f}  {1000 * seconds / len(found):7.2f}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
