-- What measures read: plain columns, the same on both databases, and no names. Days are ISO texts, instants microseconds
-- since 1970 in UTC, yes and no are 1 and 0. Described in docs/reporting-views.md.

CREATE VIEW v_person AS
SELECT s.file AS file,
    COALESCE((SELECT min(x.other) FROM same_as x WHERE x.file = s.file AND x.other < s.file), s.file) AS person,
    s.service AS service, s.agency AS agency, s.born AS born,
    CAST(substr(s.born, 1, 4) AS INTEGER) AS born_year, CAST(substr(s.born, 6, 2) AS INTEGER) AS born_month,
    substr(s.died, 1, 10) AS died, s.restricted AS restricted
FROM subject s WHERE s.subject = 'person';

CREATE VIEW v_matter AS
SELECT file AS file, matter AS matter, kind AS kind, service AS service, pack AS pack, version AS version, stage AS stage,
    substr(opened, 1, 10) AS opened_on, substr(closed, 1, 10) AS closed_on,
    CASE WHEN closed IS NULL THEN 1 ELSE 0 END AS is_open
FROM matter;

CREATE VIEW v_involvement AS
SELECT i.file AS file, i.involvement AS involvement, i.matter AS matter, m.kind AS matter_kind, m.service AS service,
    i.worker AS worker, i.role AS role, substr(i.started, 1, 10) AS started_on, substr(i.ended, 1, 10) AS ended_on
FROM involvement i JOIN matter m ON m.file = i.file AND m.matter = i.matter;

CREATE VIEW v_record AS
SELECT file AS file, record AS record, kind AS kind, category AS category, matter AS matter, service AS service,
    version AS version, author AS author, substr(occurred, 1, 10) AS occurred_on, recorded AS recorded_at,
    significant AS significant, status AS status, step AS step
FROM entry WHERE home = 1 AND status <> 'removed';

CREATE VIEW v_answer AS
SELECT a.file AS file, a.record AS record, e.kind AS kind, e.matter AS matter, e.service AS service, a.field AS field,
    a.n AS n, a.text AS text, a.number AS number, a.day AS day, substr(e.occurred, 1, 10) AS occurred_on, e.home AS home
FROM answer a JOIN entry e ON e.file = a.file AND e.record = a.record WHERE e.status <> 'removed';

CREATE VIEW v_state AS
SELECT file AS file, matter AS matter, state AS state, value AS value, substr(started, 1, 10) AS started_on,
    current AS is_current
FROM state;

CREATE VIEW v_consent AS
SELECT file AS file, purpose AS purpose, state AS state, how AS how, substr(stated, 1, 10) AS stated_on,
    substr(expires, 1, 10) AS expires_on, record AS record
FROM consent;

CREATE VIEW v_timescale AS
SELECT file AS file, NULLIF(matter, '') AS matter, clock AS timescale, key AS started_by, n AS n, service AS service,
    due_date AS due_on, due_at AS due_at, first_due_at AS first_due_at, met_at AS met_at, outcome AS outcome,
    CASE WHEN met_at IS NOT NULL THEN 1 ELSE 0 END AS is_met,
    CASE WHEN met_at > due_at THEN 1 ELSE 0 END AS met_late,
    responsible AS responsible, level AS level
FROM cycle;

CREATE VIEW v_worker_role AS
SELECT file AS worker, NULLIF(service, '') AS service, role AS role, team AS team, starts AS starts_on, until AS ends_on
FROM role_held;

CREATE VIEW v_fact AS
SELECT file AS file, fact AS fact, what AS what, value AS value, valid_from AS valid_from, valid_to AS valid_to
FROM fact
WHERE withdrawn = 0 AND what NOT IN ('name', 'identifier', 'address', 'contact', 'agency_contact', 'safe_contact_rule',
    'must_not_be_told', 'danger_note');

CREATE VIEW v_setting AS
SELECT service AS service, setting AS setting, value AS value, starts AS starts_on FROM service_setting;
