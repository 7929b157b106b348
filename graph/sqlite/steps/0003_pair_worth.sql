-- What a decision on a pair is worth to a person, and the order in which pairs are asked about.

ALTER TABLE pair ADD COLUMN worth REAL NOT NULL DEFAULT 0;
CREATE INDEX pair_worth ON pair (worth DESC, left_mention, right_mention) WHERE worth > 0;
