// Numbers by their ends.

CREATE INDEX value_tail IF NOT EXISTS FOR (v:Value) ON (v.property, v.tail);
