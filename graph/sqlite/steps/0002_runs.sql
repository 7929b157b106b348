-- Which document a run read, and its claims: what a copy or a backup asks of one document after the other.

CREATE TABLE run (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_document ON run (document);
INSERT INTO run SELECT run, document FROM live UNION SELECT r.run, c.document FROM run_claim r JOIN claim c ON c.id = r.claim;

CREATE INDEX claim_document ON claim (document);
