-- What for and in which case a judgement was made.

ALTER TABLE judgement ADD COLUMN purpose TEXT;
ALTER TABLE judgement ADD COLUMN case_name TEXT;
