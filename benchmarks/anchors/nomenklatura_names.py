"""nomenklatura's logic-v2 on pairs of names: scores and microseconds a pair as JSON.

    PYTHON_WITH_NOMENKLATURA benchmarks/anchors/nomenklatura_names.py PAIRS.json OUT.json

PAIRS.json: [[schema, name, other name], …]. Every entity has an id of its own, since names are cached by id; what is
loaded once is loaded before the clock starts. Run by resolution.py, in an environment made of
requirements/bench-names.txt.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from followthemoney import EntityProxy
from nomenklatura.matching.logic_v2.model import LogicV2


def main(pairs: str, out: str) -> None:
    listed = json.loads(Path(pairs).read_text(encoding="utf-8"))
    made = [
        tuple(
            EntityProxy.from_dict({"id": f"{i}-{k}", "schema": schema, "properties": {"name": [name]}})
            for k, name in enumerate(names)
        )
        for i, (schema, *names) in enumerate(listed)
    ]
    config = LogicV2.default_config()
    for schema in ("Person", "Company"):
        warm = [
            EntityProxy.from_dict({"id": i, "schema": schema, "properties": {"name": [f"{i} Ñandú Ltd"]}}) for i in "ab"
        ]
        LogicV2.compare(*warm, config)
    started = time.process_time()
    scores = [LogicV2.compare(a, b, config).score for a, b in made]
    microseconds = (time.process_time() - started) / len(made) * 1e6
    Path(out).write_text(json.dumps({"scores": scores, "microseconds": microseconds}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
