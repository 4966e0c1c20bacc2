-- What was agreed last about a timescale by a direction: why, and by whom.
ALTER TABLE cycle ADD COLUMN agreed {{text}};
ALTER TABLE cycle ADD COLUMN agreed_by {{text}};
