"""Boosted trees (histogram gradient boosting, as Ke et al. 2017) of scikit-learn as an operator of ONNX."""

from __future__ import annotations

from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor


def attributes(trained: HistGradientBoostingClassifier | HistGradientBoostingRegressor) -> dict[str, object]:
    """The nodes of the trees as TreeEnsembleRegressor takes them: parallel lists. The sum of the leaves is told."""
    nodes: dict[str, list[object]] = {
        name: [] for name in ("treeids", "nodeids", "featureids", "values", "modes", "truenodeids", "falsenodeids",
                              "missing_value_tracks_true")
    }  # fmt: skip
    targets: dict[str, list[object]] = {name: [] for name in ("treeids", "nodeids", "ids", "weights")}
    for number, (tree,) in enumerate(trained._predictors):
        for at, node in enumerate(tree.nodes):
            leaf = bool(node["is_leaf"])
            values = (
                number, at, 0 if leaf else int(node["feature_idx"]), 0.0 if leaf else float(node["num_threshold"]),
                "LEAF" if leaf else "BRANCH_LEQ", 0 if leaf else int(node["left"]),
                0 if leaf else int(node["right"]), 0 if leaf else int(node["missing_go_to_left"]),
            )  # fmt: skip
            for name, value in zip(nodes, values, strict=True):
                nodes[name].append(value)
            if leaf:
                for name, value in zip(targets, (number, at, 0, float(node["value"])), strict=True):
                    targets[name].append(value)
    return {
        **{f"nodes_{name}": values for name, values in nodes.items()},
        **{f"target_{name}": values for name, values in targets.items()},
        "base_values": [float(trained._baseline_prediction.item())],
        "n_targets": 1,
        "aggregate_function": "SUM",
        "post_transform": "NONE",
    }
