-- Numbers by their ends.

CREATE INDEX value_tail ON value (property, substr(normal, -4));
