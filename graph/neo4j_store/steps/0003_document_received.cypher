// What is new since a day.

CREATE INDEX document_received IF NOT EXISTS FOR (d:Document) ON (d.received);
