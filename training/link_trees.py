"""Boosted trees over what is measured of a pair: half of a link's logit. They see no words, so they learn no names.

Trees come from scikit-learn (histogram gradient boosting, as Ke et al. 2017) and join the encoder's graph as
operators of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import onnx
from onnx import helper, numpy_helper
from sklearn.ensemble import HistGradientBoostingClassifier

from extractors.relations.scoring.features import WIDTH
from extractors.relations.scoring.pairs import LINKS
from extractors.tagger.labels import Floats
from ontology.loader import schema
from training.link_examples import Example
from training.trees import attributes

SHARE = 0.5
"""What the trees' logit weighs beside the encoder's; half was best of .3, .5 and .7."""
_LEAVES, _ROUNDS, _RATE = 15, 100, 0.08

Trees = Sequence[HistGradientBoostingClassifier]
"""One model a link, in the order of LINKS."""


def seen(example: Example, sorts: int) -> Floats:
    """(P, WIDTH + 2 x (sorts + 1)): what is measured, and the sorts of both ends, one place each."""
    ends = np.full((len(example.roles), 2), sorts, dtype=np.int64)
    for asked in example.asked:
        ends[asked.pairs] = asked.ends[:, 4:6]
    places = np.eye(sorts + 1, dtype=np.float32)
    return np.concatenate((example.measured, places[ends[:, 0]], places[ends[:, 1]]), axis=1)


def fit(examples: Sequence[Example], sorts: int) -> Trees:
    inputs = np.concatenate([seen(each, sorts) for each in examples])
    answers, weights = (np.concatenate([getattr(each, name) for each in examples]) for name in ("answers", "weights"))
    made = []
    for n in range(len(LINKS)):
        asked = weights[:, n] > 0
        model = HistGradientBoostingClassifier(
            max_iter=_ROUNDS, learning_rate=_RATE, max_leaf_nodes=_LEAVES, l2_regularization=1.0, early_stopping=False,
            random_state=0,
        )  # fmt: skip
        made.append(model.fit(inputs[asked], answers[asked, n], sample_weight=weights[asked, n]))
    return made


def logits(trees: Trees, inputs: Floats) -> Floats:
    """(P, links)."""
    if not len(inputs):
        return np.zeros((0, len(LINKS)), dtype=np.float32)
    return np.stack([model.decision_function(inputs) for model in trees], axis=1).astype(np.float32)


def join(model: onnx.ModelProto, trees: Trees, sorts: Sequence[str]) -> None:
    """Adds the trees to a graph whose output `links` becomes the weighted sum of both logits.

    Each link's trees run over the pairs whose sorts it allows, one in twelve, and a row of zeros so that none is empty.
    """
    graph = model.graph
    for node in graph.node:
        node.output[:] = ["encoder_links" if name == "links" else name for name in node.output]
    count = len(sorts) + 1
    constants = {
        "tree_places": np.eye(count, dtype=np.float32),
        "tree_count": np.array(count, dtype=np.int64),
        "tree_allowed": _allowed(sorts),
        "tree_empty": np.zeros((1, WIDTH + 2 * count), dtype=np.float32),
        "tree_last": np.array([0], dtype=np.int64),
        "tree_column": np.array([1], dtype=np.int64),
        "tree_share": np.array(SHARE, dtype=np.float32),
        "encoder_share": np.array(1 - SHARE, dtype=np.float32),
        **{f"tree_{n}": np.array(n, dtype=np.int64) for n in range(max(len(trees), 6))},
    }
    graph.initializer.extend(numpy_helper.from_array(array, name) for name, array in constants.items())
    graph.node.extend(
        [
            helper.make_node("Gather", ["ends", "tree_4"], ["tree_s"], axis=1),
            helper.make_node("Gather", ["ends", "tree_5"], ["tree_o"], axis=1),
            helper.make_node("Gather", ["tree_places", "tree_s"], ["tree_s_place"]),
            helper.make_node("Gather", ["tree_places", "tree_o"], ["tree_o_place"]),
            helper.make_node("Concat", ["measured", "tree_s_place", "tree_o_place"], ["tree_pairs"], axis=1),
            helper.make_node("Concat", ["tree_empty", "tree_pairs"], ["tree_input"], axis=0),
            helper.make_node("Mul", ["tree_s", "tree_count"], ["tree_row"]),
            helper.make_node("Add", ["tree_row", "tree_o"], ["tree_kind"]),
            helper.make_node("Gather", ["tree_allowed", "tree_kind"], ["tree_asked"]),
            helper.make_node("Shape", ["tree_input"], ["tree_shape"]),
            helper.make_node("Slice", ["tree_shape", "tree_last", "tree_column"], ["tree_rows"]),
            helper.make_node("ConstantOfShape", ["tree_rows"], ["tree_zeros"]),
            *(node for n, trained in enumerate(trees) for node in _of_link(n, trained)),
            helper.make_node("Concat", [f"tree_told_{n}" for n in range(len(trees))], ["tree_links"], axis=1),
            helper.make_node("Mul", ["tree_links", "tree_share"], ["tree_part"]),
            helper.make_node("Mul", ["encoder_links", "encoder_share"], ["encoder_part"]),
            helper.make_node("Add", ["tree_part", "encoder_part"], ["links"]),
        ]
    )
    model.opset_import.append(helper.make_opsetid("ai.onnx.ml", 3))


def _of_link(n: int, trained: HistGradientBoostingClassifier) -> list[onnx.NodeProto]:
    """One link's logits (P, 1): its trees over the allowed rows, zero elsewhere."""

    def name(part: str) -> str:
        return f"tree_{part}_{n}"

    return [
        helper.make_node("Gather", ["tree_asked", f"tree_{n}"], [name("asked")], axis=1),
        helper.make_node("NonZero", [name("asked")], [name("found")]),
        helper.make_node("Add", [name("found"), "tree_1"], [name("shifted")]),
        helper.make_node("Squeeze", [name("shifted"), "tree_last"], [name("flat")]),
        helper.make_node("Concat", ["tree_last", name("flat")], [name("rows")], axis=0),
        helper.make_node("Gather", ["tree_input", name("rows")], [name("input")], axis=0),
        helper.make_node(
            "TreeEnsembleRegressor", [name("input")], [name("logit")], domain="ai.onnx.ml", **attributes(trained)
        ),
        helper.make_node("Squeeze", [name("logit"), "tree_column"], [name("value")]),
        helper.make_node("Unsqueeze", [name("rows"), "tree_column"], [name("place")]),
        helper.make_node("ScatterND", ["tree_zeros", name("place"), name("value")], [name("all")]),
        helper.make_node("Slice", [name("all"), "tree_column", "tree_rows"], [name("pairs")]),
        helper.make_node("Unsqueeze", [name("pairs"), "tree_column"], [name("told")]),
    ]


def _allowed(sorts: Sequence[str]) -> np.typing.NDArray[np.bool_]:
    """(sorts x sorts, links): whether a link may lead from a sort to a sort; what was not trained on is allowed all."""
    types = [*(name.partition(":")[0] for name in sorts), None]
    table = [[not (s and o) or schema().links[name].allows(s, o) for name in LINKS] for s in types for o in types]
    return np.array(table, dtype=np.bool_)
