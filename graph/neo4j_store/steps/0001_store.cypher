// The truth.

CREATE CONSTRAINT store_name IF NOT EXISTS FOR (s:Store) REQUIRE s.name IS UNIQUE;
CREATE CONSTRAINT marking_class_mk IF NOT EXISTS FOR (k:MarkingClass) REQUIRE k.mk IS UNIQUE;
CREATE CONSTRAINT marking_class_digest IF NOT EXISTS FOR (k:MarkingClass) REQUIRE k.digest IS UNIQUE;
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (d:Document) REQUIRE d.id IS UNIQUE;
CREATE INDEX document_due IF NOT EXISTS FOR (d:Document) ON (d.due);
CREATE INDEX document_given_id IF NOT EXISTS FOR (d:Document) ON (d.given_id);
CREATE INDEX pending_id IF NOT EXISTS FOR (d:Pending) ON (d.id);
CREATE CONSTRAINT mention_id IF NOT EXISTS FOR (m:Mention) REQUIRE m.id IS UNIQUE;
CREATE CONSTRAINT claim_id IF NOT EXISTS FOR (c:Claim) REQUIRE c.id IS UNIQUE;
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (r:Run) REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT judgement_id IF NOT EXISTS FOR (j:Judgement) REQUIRE j.id IS UNIQUE;
CREATE CONSTRAINT judgement_place IF NOT EXISTS FOR (j:Judgement) REQUIRE j.place IS UNIQUE;
CREATE CONSTRAINT ingested_line IF NOT EXISTS FOR (i:Ingested) REQUIRE i.line IS UNIQUE;
CREATE INDEX ingested_path IF NOT EXISTS FOR (i:Ingested) ON (i.path);

// What resolution keeps between its runs.

CREATE INDEX block_key_mention IF NOT EXISTS FOR (b:BlockKey) ON (b.mention);
CREATE INDEX block_key_key IF NOT EXISTS FOR (b:BlockKey) ON (b.key);
CREATE INDEX pair_left IF NOT EXISTS FOR (p:Pair) ON (p.left_mention);
CREATE INDEX pair_right IF NOT EXISTS FOR (p:Pair) ON (p.right_mention);

// The projection. Indexes of each type and link of the ontology are made when a store is opened (`ontology.py`).

CREATE CONSTRAINT entity_key IF NOT EXISTS FOR (e:Entity) REQUIRE e.key IS UNIQUE;
CREATE INDEX entity_id IF NOT EXISTS FOR (e:Entity) ON (e.id);
CREATE INDEX value_bare IF NOT EXISTS FOR (v:Value) ON (v.property, v.bare);
CREATE POINT INDEX value_location IF NOT EXISTS FOR (v:Value) ON (v.location);
CREATE CONSTRAINT name_token IF NOT EXISTS FOR (t:NameToken) REQUIRE t.token IS UNIQUE;
CREATE INDEX token_key IF NOT EXISTS FOR (k:TokenKey) ON (k.key);
