-- The truth: documents, mentions, claims, runs, judgements. Append-only; what is live follows from `live`.

CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE marking_class (
    mk INTEGER PRIMARY KEY,
    digest TEXT NOT NULL UNIQUE,
    handling TEXT NOT NULL
) STRICT;

CREATE TABLE document (
    id TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,
    text TEXT NOT NULL,
    lang TEXT NOT NULL,
    source TEXT NOT NULL,
    mk INTEGER NOT NULL REFERENCES marking_class (mk),
    received TEXT NOT NULL,
    due TEXT NOT NULL,
    given_id TEXT,
    title TEXT,
    event_date TEXT,
    report_date TEXT,
    reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    credibility INTEGER NOT NULL CHECK (credibility BETWEEN 1 AND 6),
    origin TEXT NOT NULL,
    media_type TEXT NOT NULL,
    parts TEXT NOT NULL
) STRICT;
CREATE INDEX document_due ON document (due);

-- A document read as a support of itself, so that one predicate decides about documents and elements alike.
CREATE VIEW document_support AS
SELECT id AS element, mk, received AS known_from, NULL AS known_to, due, reliability, credibility, origin,
       NULL AS valid_from, NULL AS valid_to
FROM document;

CREATE TABLE mention (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    start_at INTEGER NOT NULL,
    end_at INTEGER NOT NULL,
    k INTEGER NOT NULL
) STRICT;
CREATE INDEX mention_document ON mention (document, start_at, end_at, k);

CREATE TABLE claim (
    id TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    subject TEXT NOT NULL REFERENCES mention (id),
    predicate TEXT NOT NULL,
    object TEXT REFERENCES mention (id),
    written TEXT,
    normal TEXT,
    qualifiers TEXT NOT NULL,
    evidence TEXT NOT NULL,
    polarity TEXT NOT NULL CHECK (polarity IN ('asserted', 'denied')),
    certainty TEXT NOT NULL CHECK (certainty IN ('stated', 'probable', 'possible', 'doubtful')),
    modality TEXT NOT NULL CHECK (modality IN ('actual', 'planned', 'habitual', 'conditional')),
    speaker TEXT NOT NULL,
    valid TEXT,
    extractor TEXT NOT NULL,
    version TEXT NOT NULL,
    score REAL NOT NULL,
    CHECK ((object IS NULL) <> (normal IS NULL)),
    CHECK ((written IS NULL) = (normal IS NULL))
) STRICT;

CREATE TABLE run_claim (
    run TEXT NOT NULL,
    claim TEXT NOT NULL REFERENCES claim (id),
    PRIMARY KEY (run, claim)
) STRICT, WITHOUT ROWID;

-- The latest run of each extractor over each document.
CREATE TABLE live (
    document TEXT NOT NULL REFERENCES document (id),
    extractor TEXT NOT NULL,
    run TEXT NOT NULL,
    PRIMARY KEY (document, extractor)
) STRICT, WITHOUT ROWID;

CREATE TABLE judgement (
    place INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    verdict TEXT NOT NULL,
    left_id TEXT NOT NULL,
    right_id TEXT,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    made_at TEXT NOT NULL,
    previous TEXT NOT NULL UNIQUE,
    evidence TEXT NOT NULL,
    model TEXT NOT NULL
) STRICT;

CREATE TABLE ingested (
    line INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'unchanged', 'rejected')),
    document TEXT,
    reason TEXT,
    place TEXT,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX ingested_path ON ingested (path);

CREATE TABLE pending (document TEXT PRIMARY KEY REFERENCES document (id)) STRICT, WITHOUT ROWID;

-- What resolution keeps between its runs.

CREATE TABLE block_key (mention TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (mention, key)) STRICT, WITHOUT ROWID;
CREATE INDEX block_key_key ON block_key (key, mention);

CREATE TABLE pair (
    left_mention TEXT NOT NULL,
    right_mention TEXT NOT NULL,
    bits REAL NOT NULL,
    band TEXT NOT NULL,
    model TEXT NOT NULL,
    PRIMARY KEY (left_mention, right_mention),
    CHECK (left_mention < right_mention)
) STRICT, WITHOUT ROWID;
CREATE INDEX pair_right ON pair (right_mention);

-- The projection. `pk` never leaves this file. `seen` and `unseen` are JSON lists of marking classes.

CREATE TABLE entity (
    pk INTEGER PRIMARY KEY,
    variant TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    person_class TEXT CHECK (person_class IN ('subject', 'mentioned')),
    seen TEXT NOT NULL,
    unseen TEXT NOT NULL,
    UNIQUE (id, variant)
) STRICT;
CREATE INDEX entity_type ON entity (type, id);

CREATE TABLE member (
    entity INTEGER NOT NULL REFERENCES entity (pk) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    mention TEXT NOT NULL REFERENCES mention (id),
    PRIMARY KEY (entity, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_mention ON member (mention, entity);

CREATE TABLE value (
    pk INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL REFERENCES entity (pk) ON DELETE CASCADE,
    property TEXT NOT NULL,
    written TEXT NOT NULL,
    normal TEXT NOT NULL
) STRICT;
CREATE INDEX value_entity ON value (entity, property);
CREATE INDEX value_normal ON value (property, normal);
CREATE INDEX value_bare ON value (property, substr(normal, instr(normal, ':') + 1));

CREATE TABLE link (
    pk INTEGER PRIMARY KEY,
    variant TEXT NOT NULL,
    id TEXT NOT NULL,
    type TEXT NOT NULL,
    subject INTEGER NOT NULL REFERENCES entity (pk) ON DELETE CASCADE,
    object INTEGER NOT NULL REFERENCES entity (pk) ON DELETE CASCADE,
    qualifier TEXT,
    occurred TEXT,
    details TEXT NOT NULL,
    seen TEXT NOT NULL,
    unseen TEXT NOT NULL,
    UNIQUE (id, variant)
) STRICT;
CREATE INDEX link_subject ON link (subject, type, object);
CREATE INDEX link_object ON link (object, type, subject);
CREATE INDEX link_type ON link (type, id);

CREATE TABLE entity_support (
    element INTEGER NOT NULL REFERENCES entity (pk) ON DELETE CASCADE,
    claim TEXT NOT NULL, mk INTEGER NOT NULL, known_from TEXT NOT NULL, known_to TEXT, due TEXT NOT NULL,
    reliability TEXT NOT NULL, credibility INTEGER NOT NULL, origin TEXT NOT NULL,
    valid TEXT, valid_from TEXT, valid_to TEXT, written TEXT,
    PRIMARY KEY (element, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE value_support (
    element INTEGER NOT NULL REFERENCES value (pk) ON DELETE CASCADE,
    claim TEXT NOT NULL, mk INTEGER NOT NULL, known_from TEXT NOT NULL, known_to TEXT, due TEXT NOT NULL,
    reliability TEXT NOT NULL, credibility INTEGER NOT NULL, origin TEXT NOT NULL,
    valid TEXT, valid_from TEXT, valid_to TEXT, written TEXT,
    PRIMARY KEY (element, claim)
) STRICT, WITHOUT ROWID;

CREATE TABLE link_support (
    element INTEGER NOT NULL REFERENCES link (pk) ON DELETE CASCADE,
    claim TEXT NOT NULL, mk INTEGER NOT NULL, known_from TEXT NOT NULL, known_to TEXT, due TEXT NOT NULL,
    reliability TEXT NOT NULL, credibility INTEGER NOT NULL, origin TEXT NOT NULL,
    valid TEXT, valid_from TEXT, valid_to TEXT, written TEXT,
    PRIMARY KEY (element, claim)
) STRICT, WITHOUT ROWID;

-- Names: the tokens of their normal forms, and the forms of each token with one character left out.

CREATE TABLE name_token (
    token TEXT NOT NULL,
    value INTEGER NOT NULL REFERENCES value (pk) ON DELETE CASCADE,
    PRIMARY KEY (token, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_token_value ON name_token (value);

CREATE TABLE token_key (key TEXT NOT NULL, token TEXT NOT NULL, PRIMARY KEY (key, token)) STRICT, WITHOUT ROWID;
CREATE INDEX token_key_token ON token_key (token);

-- The ontology as this store last saw it, filled from schema files whenever their digest changes.

CREATE TABLE ontology_type (name TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE ontology_link (name TEXT PRIMARY KEY, qualifier TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE ontology_end (
    link TEXT NOT NULL, subject TEXT NOT NULL, object TEXT NOT NULL, PRIMARY KEY (link, subject, object)
) STRICT, WITHOUT ROWID;
CREATE TABLE ontology_property (
    owner TEXT NOT NULL, name TEXT NOT NULL, value_type TEXT NOT NULL, coded INTEGER NOT NULL, PRIMARY KEY (owner, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE ontology_code (
    owner TEXT NOT NULL, property TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (owner, property, code)
) STRICT, WITHOUT ROWID;


CREATE TRIGGER entity_type_known BEFORE INSERT ON entity
WHEN NOT EXISTS (SELECT 1 FROM ontology_type t WHERE t.name = NEW.type)
BEGIN
    SELECT RAISE(ABORT, 'unknown type');
END;

CREATE TRIGGER value_property_known BEFORE INSERT ON value
WHEN NOT EXISTS (
    SELECT 1 FROM entity e JOIN ontology_property p ON p.owner = e.type AND p.name = NEW.property WHERE e.pk = NEW.entity
)
BEGIN
    SELECT RAISE(ABORT, 'unknown property');
END;

CREATE TRIGGER value_code_known BEFORE INSERT ON value
WHEN EXISTS (
    SELECT 1 FROM entity e JOIN ontology_property p ON p.owner = e.type AND p.name = NEW.property
    WHERE e.pk = NEW.entity AND p.coded AND NOT EXISTS (
        SELECT 1 FROM ontology_code c WHERE c.owner = p.owner AND c.property = p.name AND c.code = NEW.normal
    )
)
BEGIN
    SELECT RAISE(ABORT, 'unknown code');
END;

CREATE TRIGGER value_normal_form BEFORE INSERT ON value
WHEN EXISTS (
    SELECT 1 FROM entity e JOIN ontology_property p ON p.owner = e.type AND p.name = NEW.property
    WHERE e.pk = NEW.entity AND NOT p.coded AND NOT is_normal(p.value_type, NEW.normal)
)
BEGIN
    SELECT RAISE(ABORT, 'value not in normal form');
END;

CREATE TRIGGER link_type_known BEFORE INSERT ON link
WHEN NOT EXISTS (SELECT 1 FROM ontology_link t WHERE t.name = NEW.type)
BEGIN
    SELECT RAISE(ABORT, 'unknown link');
END;

CREATE TRIGGER link_ends_allowed BEFORE INSERT ON link
WHEN EXISTS (SELECT 1 FROM ontology_link t WHERE t.name = NEW.type) AND NOT EXISTS (
    SELECT 1 FROM entity a JOIN entity b JOIN ontology_end t
    ON t.link = NEW.type AND t.subject = a.type AND t.object = b.type
    WHERE a.pk = NEW.subject AND b.pk = NEW.object
)
BEGIN
    SELECT RAISE(ABORT, 'link between types that it may not join');
END;

CREATE TRIGGER link_qualifier_known BEFORE INSERT ON link
WHEN NEW.qualifier IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM ontology_link t JOIN ontology_property p ON p.owner = t.name AND p.name = t.qualifier
    WHERE t.name = NEW.type AND CASE WHEN p.coded
        THEN EXISTS (
            SELECT 1 FROM ontology_code c WHERE c.owner = p.owner AND c.property = p.name AND c.code = NEW.qualifier
        )
        ELSE is_normal(p.value_type, NEW.qualifier)
    END
)
BEGIN
    SELECT RAISE(ABORT, 'unknown qualifier');
END;

CREATE TRIGGER link_date_normal BEFORE INSERT ON link
WHEN NEW.occurred IS NOT NULL AND NOT is_normal('date', NEW.occurred)
BEGIN
    SELECT RAISE(ABORT, 'date not in normal form');
END;

CREATE TRIGGER link_details_known BEFORE INSERT ON link
WHEN EXISTS (
    SELECT 1 FROM json_each(NEW.details) d WHERE NOT EXISTS (
        SELECT 1 FROM ontology_property p
        WHERE p.owner = NEW.type AND p.name = json_extract(d.value, '$[0]') AND CASE WHEN p.coded
            THEN EXISTS (
                SELECT 1 FROM ontology_code c
                WHERE c.owner = p.owner AND c.property = p.name AND c.code = json_extract(d.value, '$[1]')
            )
            ELSE is_normal(p.value_type, json_extract(d.value, '$[1]'))
        END
    )
)
BEGIN
    SELECT RAISE(ABORT, 'unknown property, or value not in normal form');
END;
