"""Splink on the public tables, by the settings of its own demonstrations: clusters as JSON.

    PYTHON_WITH_SPLINK benchmarks/anchors/splink_tables.py TABLE OUT.json FILE.csv [FILE.csv]

TABLE `convert` writes a Parquet file as CSV instead. Seconds are of everything after the rows are in memory. Run by
resolution.py, in an environment made of requirements/bench-splink.txt.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

TABLES: dict[str, dict[str, Any]] = {
    "historical": {
        "comparisons": [
            cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_and_surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.LevenshteinAtThresholds("postcode_fake", 2),
            cl.JaroWinklerAtThresholds("birth_place", 0.9).configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        "blocking": [
            ("first_name", "surname"), ("surname", "dob"), ("first_name", "dob"), ("postcode_fake", "first_name"),
            ("postcode_fake", "surname"), ("dob", "birth_place"), ("postcode_fake", "dob"),
            ("postcode_fake", "occupation"), ("full_name",),
        ],
        "train": [("first_name", "surname"), ("dob",)],
        "deterministic": [("full_name",), ("postcode_fake", "dob"), ("first_name", "surname", "dob")],
    },
    "febrl": {
        "comparisons": [
            cl.NameComparison("given_name"), cl.NameComparison("surname"),
            cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]), cl.ExactMatch("street_number"),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]), cl.NameComparison("suburb"),
        ],
        "blocking": [
            ("soc_sec_id",), ("given_name",), ("surname",), ("date_of_birth",), ("postcode",),
        ],
        "train": [("date_of_birth",), ("postcode",)],
        "deterministic": [("soc_sec_id",), ("given_name", "surname", "date_of_birth")],
    },
    "invented": {
        "comparisons": [
            cl.NameComparison("first_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True), cl.EmailComparison("email"),
        ],
        "blocking": [
            ("first_name", "surname"), ("first_name", "dob"), ("surname", "dob"), ("email",), ("surname", "city"),
            ("city", "dob"),
        ],
        "train": [("first_name", "surname"), ("dob",)],
        "deterministic": [("first_name", "surname", "dob"), ("email",)],
    },
    "fake": {
        "comparisons": [
            cl.NameComparison("first_name"), cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True), cl.EmailComparison("email"),
        ],
        "blocking": [("first_name", "city"), ("surname",), ("dob",), ("email",)],
        "train": [("first_name", "surname"), ("dob",)],
        "deterministic": [("first_name", "surname", "dob"), ("email",)],
    },
}  # fmt: skip


def main(table: str, out: str, *paths: str) -> None:
    if table == "convert":
        pd.read_parquet(paths[0]).to_csv(out, index=False)
        return
    spec = TABLES[table]
    frames = [pd.read_csv(path, dtype=str, skipinitialspace=True) for path in paths]
    for frame in frames:
        frame.columns = [name.strip() for name in frame.columns]
        if "unique_id" not in frame:
            frame["unique_id"] = frame["rec_id"]
    started = time.perf_counter()
    api = DuckDBAPI()
    api._con.execute("SET threads TO 2")
    settings = SettingsCreator(
        link_type="dedupe_only" if len(frames) == 1 else "link_only",
        comparisons=spec["comparisons"],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in spec["blocking"]],
    )
    inputs = [api.register(frame) for frame in frames]
    linker = Linker(inputs if len(inputs) > 1 else inputs[0], settings)
    linker.training.estimate_probability_two_random_records_match(
        [block_on(*rule) for rule in spec["deterministic"]], recall=0.6
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=7)
    for rule in spec["train"]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    predictions = linker.inference.predict(threshold_match_probability=0.01)
    found = {}
    for line in (0.5, 0.95):
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, line)
        frame = made.as_pandas_dataframe()
        found[str(line)] = dict(zip(frame["unique_id"], frame["cluster_id"].astype(str), strict=True))
    seconds = time.perf_counter() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    Path(out).write_text(json.dumps({"clusters": found, "seconds": seconds, "MB": memory}), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
