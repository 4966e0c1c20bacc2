-- Several people may have a further version of one record in hand: a draft is its author's own.
CREATE TABLE draft_own (
    record {{text}} NOT NULL,
    kind {{text}} NOT NULL,
    service {{text}} NOT NULL,
    author {{text}} NOT NULL,
    pack {{text}} NOT NULL,
    version {{text}} NOT NULL,
    answers {{text}} NOT NULL,
    parts {{text}} NOT NULL,
    amends {{int}} NOT NULL,
    revision {{int}} NOT NULL,
    changed {{int}} NOT NULL,
    PRIMARY KEY (record, author)
) {{strict}};
INSERT INTO draft_own (record, kind, service, author, pack, version, answers, parts, amends, revision, changed)
    SELECT record, kind, service, author, pack, version, answers, parts, amends, revision, changed FROM draft;

CREATE TABLE draft_own_file (
    record {{text}} NOT NULL,
    author {{text}} NOT NULL,
    n {{int}} NOT NULL,
    file {{text}} NOT NULL,
    PRIMARY KEY (record, author, n)
) {{strict}};
INSERT INTO draft_own_file (record, author, n, file)
    SELECT f.record, d.author, f.n, f.file FROM draft_file f JOIN draft d ON d.record = f.record;

DROP TABLE draft_file;
DROP TABLE draft;
ALTER TABLE draft_own RENAME TO draft;
ALTER TABLE draft_own_file RENAME TO draft_file;
CREATE INDEX draft_author ON draft (author, changed, record);
-- The files a draft is about, in the order of `n`, the home file first.
CREATE INDEX draft_file_file ON draft_file (file, record, author);
