// The order in which a person is asked about pairs: only those that he is asked about have a `rank`.

CREATE INDEX pair_rank IF NOT EXISTS FOR (p:Pair) ON (p.rank, p.left_mention, p.right_mention);
