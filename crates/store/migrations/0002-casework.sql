-- Files and their chains of events; beside them what is worked out from the events, and what is not an event.

-- One row a file: where its chain ends. Written only together with the delivery that ends it.
CREATE TABLE file (
    file {{text}} NOT NULL PRIMARY KEY,
    head {{int}} NOT NULL,
    hash {{bytes}} NOT NULL
) {{strict}};

-- Events as appended. `content` and `salt` may be destroyed by lawful disposal; the commitment stays.
CREATE TABLE event (
    event {{text}} NOT NULL PRIMARY KEY,
    recorded {{int}} NOT NULL,
    content {{text}},
    salt {{bytes}},
    commitment {{bytes}} NOT NULL
) {{strict}};

-- An event as it stands on one file's chain. `pos` and `sealed` place it in the global chain.
CREATE TABLE delivery (
    file {{text}} NOT NULL,
    seq {{int}} NOT NULL,
    event {{text}} NOT NULL,
    matter {{text}},
    hash {{bytes}} NOT NULL,
    pos {{int}},
    sealed {{bytes}},
    PRIMARY KEY (file, seq)
) {{strict}};
CREATE UNIQUE INDEX delivery_pos ON delivery (pos);
CREATE INDEX delivery_event ON delivery (event);

-- The end of the global chain.
CREATE TABLE chain (
    one {{int}} NOT NULL PRIMARY KEY CHECK (one = 1),
    pos {{int}} NOT NULL,
    sealed {{bytes}} NOT NULL
) {{strict}};

-- Worked out from the events of the file (and the pack, settings and calendar they name); may be rebuilt at any time.

CREATE TABLE subject (
    file {{text}} NOT NULL PRIMARY KEY,
    subject {{text}} NOT NULL,
    service {{text}},
    agency {{text}},
    display {{text}} NOT NULL,
    sort {{text}} NOT NULL,
    born {{text}},
    died {{text}},
    restricted {{int}} NOT NULL
) {{strict}};
CREATE INDEX subject_list ON subject (service, subject, sort, file);
CREATE INDEX subject_agency ON subject (agency, subject, sort, file);

CREATE TABLE search_key (
    file {{text}} NOT NULL,
    key {{text}} NOT NULL,
    service {{text}},
    PRIMARY KEY (file, key)
) {{strict}};
CREATE INDEX search_key_key ON search_key (key, file);

CREATE TABLE fact (
    file {{text}} NOT NULL,
    fact {{text}} NOT NULL,
    what {{text}} NOT NULL,
    value {{text}} NOT NULL,
    valid_from {{text}},
    valid_to {{text}},
    withdrawn {{int}} NOT NULL,
    PRIMARY KEY (file, fact)
) {{strict}};

-- What a fact says of another file: kin, school, supervisor, conflict of interest.
CREATE TABLE link (
    file {{text}} NOT NULL,
    fact {{text}} NOT NULL,
    other {{text}} NOT NULL,
    what {{text}} NOT NULL,
    kind {{text}},
    valid_from {{text}},
    valid_to {{text}},
    PRIMARY KEY (file, fact, other)
) {{strict}};
CREATE INDEX link_other ON link (other, what, file);

CREATE TABLE allowed (
    file {{text}} NOT NULL,
    worker {{text}} NOT NULL,
    PRIMARY KEY (file, worker)
) {{strict}};

CREATE TABLE matter (
    file {{text}} NOT NULL,
    matter {{text}} NOT NULL,
    kind {{text}} NOT NULL,
    service {{text}} NOT NULL,
    pack {{text}} NOT NULL,
    version {{text}} NOT NULL,
    stage {{text}} NOT NULL,
    opened {{text}} NOT NULL,
    closed {{text}},
    PRIMARY KEY (file, matter)
) {{strict}};
CREATE INDEX matter_open ON matter (service, kind, closed, opened, matter);

CREATE TABLE involvement (
    file {{text}} NOT NULL,
    involvement {{text}} NOT NULL,
    matter {{text}} NOT NULL,
    worker {{text}} NOT NULL,
    role {{text}} NOT NULL,
    started {{text}} NOT NULL,
    ended {{text}},
    PRIMARY KEY (file, involvement)
) {{strict}};
CREATE INDEX involvement_worker ON involvement (worker, ended, file);
CREATE INDEX involvement_matter ON involvement (matter, ended);

CREATE TABLE state (
    file {{text}} NOT NULL,
    event {{text}} NOT NULL,
    matter {{text}},
    state {{text}} NOT NULL,
    value {{text}} NOT NULL,
    started {{text}} NOT NULL,
    current {{int}} NOT NULL,
    PRIMARY KEY (file, event)
) {{strict}};

-- A record as it stands on one file; `home` on the one it is listed first on.
CREATE TABLE entry (
    file {{text}} NOT NULL,
    record {{text}} NOT NULL,
    kind {{text}} NOT NULL,
    category {{text}} NOT NULL,
    matter {{text}},
    service {{text}},
    home {{int}} NOT NULL,
    version {{int}} NOT NULL,
    author {{text}} NOT NULL,
    occurred {{text}} NOT NULL,
    recorded {{int}} NOT NULL,
    significant {{int}} NOT NULL,
    status {{text}} NOT NULL,
    step {{text}},
    removal_asked_by {{text}},
    event {{text}} NOT NULL,
    PRIMARY KEY (file, record)
) {{strict}};
CREATE INDEX entry_record ON entry (record);
CREATE INDEX entry_waiting ON entry (service, step, recorded, record);
CREATE INDEX entry_timeline ON entry (file, occurred, recorded, record);
CREATE INDEX entry_author ON entry (author, status, recorded);

-- Answers marked for reports, typed.
CREATE TABLE answer (
    file {{text}} NOT NULL,
    record {{text}} NOT NULL,
    field {{text}} NOT NULL,
    n {{int}} NOT NULL,
    text {{text}},
    number {{real}},
    day {{text}},
    PRIMARY KEY (file, record, field, n)
) {{strict}};
CREATE INDEX answer_field ON answer (field, text);

CREATE TABLE consent (
    file {{text}} NOT NULL,
    purpose {{text}} NOT NULL,
    state {{text}} NOT NULL,
    given_by {{text}},
    how {{text}},
    stated {{text}},
    expires {{text}},
    record {{text}} NOT NULL,
    PRIMARY KEY (file, purpose)
) {{strict}};

-- Cycles of timescales. Times are microseconds since 1970 in UTC.
CREATE TABLE cycle (
    file {{text}} NOT NULL,
    matter {{text}} NOT NULL,
    clock {{text}} NOT NULL,
    key {{text}} NOT NULL,
    n {{int}} NOT NULL,
    service {{text}},
    anchor {{text}} NOT NULL,
    due_date {{text}},
    due_at {{int}},
    first_due_at {{int}},
    soon_at {{int}},
    met_at {{int}},
    met_by {{text}},
    outcome {{text}} NOT NULL,
    why {{text}},
    responsible {{text}},
    level {{text}} NOT NULL,
    PRIMARY KEY (file, matter, clock, key, n)
) {{strict}};
CREATE INDEX cycle_due ON cycle (service, outcome, due_at, file);
CREATE INDEX cycle_matter ON cycle (matter, outcome, due_at);

CREATE TABLE notice (
    file {{text}} NOT NULL,
    event {{text}} NOT NULL,
    worker {{text}} NOT NULL,
    about {{text}} NOT NULL,
    says {{text}} NOT NULL,
    told {{int}} NOT NULL,
    PRIMARY KEY (file, event, worker)
) {{strict}};
CREATE INDEX notice_worker ON notice (worker, told, event);

-- Own work signed, guards lifted, removals asked for: what somebody else looks at afterwards.
CREATE TABLE exception (
    file {{text}} NOT NULL,
    event {{text}} NOT NULL,
    service {{text}},
    what {{text}} NOT NULL,
    about {{text}} NOT NULL,
    by_worker {{text}} NOT NULL,
    why {{text}} NOT NULL,
    at {{int}} NOT NULL,
    PRIMARY KEY (file, event)
) {{strict}};
CREATE INDEX exception_service ON exception (service, at, event);

CREATE TABLE cover (
    file {{text}} NOT NULL,
    cover {{text}} NOT NULL,
    by_worker {{text}} NOT NULL,
    starts {{text}} NOT NULL,
    until {{text}} NOT NULL,
    ended {{int}} NOT NULL,
    PRIMARY KEY (file, cover)
) {{strict}};
CREATE INDEX cover_by ON cover (by_worker, until);
CREATE INDEX cover_until ON cover (until, file, cover);

CREATE TABLE role_held (
    file {{text}} NOT NULL,
    fact {{text}} NOT NULL,
    service {{text}} NOT NULL,
    role {{text}} NOT NULL,
    team {{text}},
    starts {{text}},
    until {{text}},
    PRIMARY KEY (file, fact)
) {{strict}};
CREATE INDEX role_held_service ON role_held (service, role, file);

CREATE TABLE service (
    file {{text}} NOT NULL,
    service {{text}} NOT NULL,
    slug {{text}} NOT NULL,
    name {{text}} NOT NULL,
    zone {{text}} NOT NULL,
    calendar {{text}} NOT NULL,
    pack {{text}} NOT NULL,
    version {{text}} NOT NULL,
    PRIMARY KEY (file, service)
) {{strict}};
CREATE UNIQUE INDEX service_slug ON service (slug);
CREATE INDEX service_id ON service (service);

CREATE TABLE service_setting (
    file {{text}} NOT NULL,
    event {{text}} NOT NULL,
    service {{text}} NOT NULL,
    setting {{text}} NOT NULL,
    value {{text}} NOT NULL,
    starts {{text}} NOT NULL,
    PRIMARY KEY (file, event)
) {{strict}};
CREATE INDEX service_setting_of ON service_setting (service, setting, starts);

CREATE TABLE same_as (
    file {{text}} NOT NULL,
    other {{text}} NOT NULL,
    PRIMARY KEY (file, other)
) {{strict}};

-- Not events.

-- What is being typed. Kept until submitted, or thrown away by its author.
CREATE TABLE draft (
    record {{text}} NOT NULL PRIMARY KEY,
    kind {{text}} NOT NULL,
    service {{text}} NOT NULL,
    author {{text}} NOT NULL,
    pack {{text}} NOT NULL,
    version {{text}} NOT NULL,
    answers {{text}} NOT NULL,
    parts {{text}} NOT NULL,
    amends {{int}} NOT NULL,
    revision {{int}} NOT NULL,
    changed {{int}} NOT NULL
) {{strict}};
CREATE INDEX draft_author ON draft (author, changed, record);

-- The files a draft is about, in the order of `n`, the home file first.
CREATE TABLE draft_file (
    record {{text}} NOT NULL,
    n {{int}} NOT NULL,
    file {{text}} NOT NULL,
    PRIMARY KEY (record, n)
) {{strict}};
CREATE INDEX draft_file_file ON draft_file (file, record);

CREATE TABLE pack_version (
    pack {{text}} NOT NULL,
    version {{text}} NOT NULL,
    hash {{text}} NOT NULL,
    sources {{text}} NOT NULL,
    published {{int}} NOT NULL,
    PRIMARY KEY (pack, version)
) {{strict}};

-- Who looked at what. Rows are only ever added.
CREATE TABLE view_log (
    view {{serial}},
    at {{int}} NOT NULL,
    worker {{text}} NOT NULL,
    on_behalf {{text}},
    file {{text}} NOT NULL,
    what {{text}} NOT NULL,
    why {{text}} NOT NULL
) {{strict}};
CREATE INDEX view_log_file ON view_log (file, at, view);
CREATE INDEX view_log_worker ON view_log (worker, at, view);

-- Requests that were answered. `answer` is empty only while the transaction that works on it is open.
CREATE TABLE idempotency (
    worker {{text}} NOT NULL,
    key {{text}} NOT NULL,
    request {{text}} NOT NULL,
    answer {{text}},
    at {{int}} NOT NULL,
    PRIMARY KEY (worker, key)
) {{strict}};
CREATE INDEX idempotency_at ON idempotency (at);

-- Content by its hash; its parts stand under the upload that brought it.
CREATE TABLE attachment (
    sha256 {{text}} NOT NULL PRIMARY KEY,
    media_type {{text}} NOT NULL,
    bytes {{int}} NOT NULL,
    upload {{text}} NOT NULL,
    kept {{int}} NOT NULL
) {{strict}};

CREATE TABLE attachment_part (
    upload {{text}} NOT NULL,
    n {{int}} NOT NULL,
    content {{bytes}} NOT NULL,
    PRIMARY KEY (upload, n)
) {{strict}};

-- Uploads that have parts but no attachment yet: under way, or left behind by a crash.
CREATE TABLE attachment_upload (
    upload {{text}} NOT NULL PRIMARY KEY,
    begun {{int}} NOT NULL,
    parts {{int}} NOT NULL
) {{strict}};
CREATE INDEX attachment_upload_begun ON attachment_upload (begun, upload);
