-- What is new since a day.

CREATE INDEX document_received ON document (received, id);
