-- What a worker received and has not yet put on a file: under which name, and for which draft (empty: for none yet).
CREATE TABLE received (
    worker {{text}} NOT NULL,
    sha256 {{text}} NOT NULL,
    record {{text}} NOT NULL,
    name {{text}} NOT NULL,
    at {{int}} NOT NULL,
    PRIMARY KEY (worker, sha256, record)
) {{strict}};
CREATE INDEX received_at ON received (at);
CREATE INDEX received_record ON received (record, worker);
