-- Who may sign in, and who is signed in. Not events: what is here is no part of anybody's record.

-- One row a worker. `name` is folded: small letters, no marks. `password` is a PHC string, `second` the secret of the second
-- factor in base 32, `second_step` the last step of time that was used, so that no code counts twice.
CREATE TABLE account (
    worker {{text}} NOT NULL PRIMARY KEY,
    name {{text}} NOT NULL,
    password {{text}} NOT NULL,
    second {{text}},
    second_step {{int}} NOT NULL,
    disabled {{int}} NOT NULL,
    must_change {{int}} NOT NULL,
    changed {{int}} NOT NULL
) {{strict}};
CREATE UNIQUE INDEX account_name ON account (name);

-- By the hash of the token in the browser's cookie. `stage` is `second` until the second factor was given. A row outlives its
-- end for some days, so that what was sent too late finds its writer.
CREATE TABLE session (
    token {{text}} NOT NULL PRIMARY KEY,
    worker {{text}} NOT NULL,
    service {{text}} NOT NULL,
    stage {{text}} NOT NULL,
    begun {{int}} NOT NULL,
    seen {{int}} NOT NULL,
    ended {{int}},
    browser {{text}} NOT NULL
) {{strict}};
CREATE INDEX session_worker ON session (worker, begun);
CREATE INDEX session_begun ON session (begun);

-- Failed attempts to sign in, by what they have in common: the name typed, the address they came from (hashed both).
CREATE TABLE attempt (
    key {{text}} NOT NULL PRIMARY KEY,
    failures {{int}} NOT NULL,
    latest {{int}} NOT NULL
) {{strict}};
CREATE INDEX attempt_latest ON attempt (latest);

-- What was sent with a session that had ended, kept for its writer.
CREATE TABLE stash (
    stash {{text}} NOT NULL PRIMARY KEY,
    worker {{text}} NOT NULL,
    path {{text}} NOT NULL,
    body {{text}} NOT NULL,
    at {{int}} NOT NULL
) {{strict}};
CREATE INDEX stash_worker ON stash (worker, at);
CREATE INDEX stash_at ON stash (at);

-- Work that one node does at a time. `until` is when the holder's hold ends unless it is renewed.
CREATE TABLE lease (
    name {{text}} NOT NULL PRIMARY KEY,
    holder {{text}} NOT NULL,
    until {{int}} NOT NULL
) {{strict}};
