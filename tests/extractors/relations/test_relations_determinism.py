"""Equal texts give equal claims, whatever the hash seed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
PROGRAM = """
from tests.extractors.relations.marked import cases, read
for file, table in (("links", "links"), ("roles", "roles"), ("coreference", "joined"), ("meaning", "meaning")):
    for case in cases(file, table)[:12]:
        for claim in read(case["text"], case["lang"]).extraction.claims:
            print(claim.id, claim.score, claim.evidence, claim.speaker, claim.certainty)
"""


def test_claims_do_not_depend_on_the_hash_seed() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed}, cwd=ROOT,
            capture_output=True, check=True,
        ).stdout
        for seed in ("0", "1")
    ]  # fmt: skip
    assert printed[0]
    assert printed[0] == printed[1]
