//! The parts of the engine that a clause may name as what carries it out, each shown by a scenario of a small pack made up for
//! it. They run in memory: what they show is the same on both databases.

use std::sync::Arc;

use casework::scenario::run;
use pack::{Pack, Sources};

const FILES: [(&str, &str); 10] = [
    (
        "pack.yaml",
        "{pack: parts, version: 1.0.0, title: Parts, source: {title: Made up}, counting: exclusive,
categories: [{category: case, title: Case}, {category: staff, title: Workers}]}",
    ),
    ("clauses.yaml", "[]"),
    (
        "roles.yaml",
        "- {role: helper, title: Helper, protected: {needs: practising-certificate, otherwise: Assistant}, needs: registration,
   sees: own, reads: [case], writes: [request, call], may: [close]}
- {role: lead, title: Lead, sees: service, reads: [case, staff], writes: [request],
   may: [allocate, close, settings, people, read-staff]}",
    ),
    (
        "process.yaml",
        "matters:
  - {matter: share, title: Share, on: person, one_open: true, opens_by: request, lead: helper,
     stages: [{stage: asked, title: Asked}, {stage: ended, title: Closed, final: true}],
     moves: [{move: close, from: any, to: ended, by: helper}]}",
    ),
    (
        "records/request.yaml",
        "{record: request, title: Request, filed_on: person, category: case, sections: [{title: Request,
fields: [{id: what, label: What, type: text}]}]}",
    ),
    (
        "records/call.yaml",
        "{record: call, title: Call, filed_on: person, within: share, category: case, sections: [{title: Call,
fields: [{id: said, label: What was said, type: text}]}]}",
    ),
    (
        "clocks.yaml",
        "- {clock: rung-back, title: Rung back, on: share, starts: request.recorded, within: {setting: ring-within},
   met_by: call.recorded, responsible: helper, warn: 1 working day, if_missed: {tell: [lead]}}
- {clock: answered, title: Answered, on: share, starts: request.recorded, within: 4 hours, hours: opening,
   met_by: call.recorded, responsible: helper}",
    ),
    (
        "trays.yaml",
        "- {tray: soon, title: Due, for: lead, holds: {clocks: [rung-back], when: soon}}
- {tray: late, title: Late, for: lead, holds: {clocks: [rung-back], when: late}}",
    ),
    (
        "settings.yaml",
        "- {setting: ring-within, title: Time to ring, type: interval, default: 5 working days, tighten: shorter}
- {setting: open, title: Open, type: opening_hours, default: \"monday-friday 09:00-17:00\"}
- {setting: caseload-minimum, title: From, type: integer, default: 1, tighten: smaller}
- {setting: caseload-maximum, title: Up to, type: integer, default: 1, tighten: smaller}",
    ),
    (
        "rules.yaml",
        "- {warning: needs-help, on: request.recorded, when: \"fact('access-need').area == 'communication'\", says: Ask what helps.}
- {warning: speaks, on: request.recorded, when: \"fact('language').interpreter\", says: Book an interpreter.}
- {warning: own-family, on: request.recorded, when: \"fact('relationship').own_words == 'Nan'\", says: Ask about Nan.}
- {warning: of-a-people, on: request.recorded, when: \"fact('affiliation').people == 'a people of the north'\", says: Ask.}",
    ),
];

/// Carries out a scenario: workers and people are always the same, the steps are told.
fn so(steps: &str) {
    let steps: String = steps
        .lines()
        .map(|line| format!("    {}\n", line.trim_end()))
        .collect();
    let scenario = format!(
        "- scenario: it is so
  zone: Pacific/Auckland
  calendar: nz-auk
  workers:
    Ana: helper
    Rua: {{role: helper, without: [registration, practising-certificate]}}
    Mere: lead
  people:
    Hana: {{born: 2011-05-03}}
    Tama: {{born: 2012-05-03}}
    Nan: {{born: 1950-05-03}}
  steps:
{steps}"
    );
    let files = FILES
        .into_iter()
        .chain([("scenarios/a.yaml", scenario.as_str())]);
    let (pack, problems) = Pack::checked(&Sources::of(files), &[]);
    let pack = Arc::new(pack.unwrap_or_else(|| panic!("{problems}")));
    let outcome = run(&pack, &pack.scenarios[0]);
    assert!(outcome.passed(), "{:#?}", outcome.failures);
}

#[test]
fn a_service_sets_what_the_pack_lets_it_and_only_one_way() {
    so(
        "- 2026-03-02 09:00 Mere sets setting ring-within to 3 working days
- 2026-03-02 09:05 Mere sets setting ring-within to 8 working days:
    $refused: not-possible
- 2026-03-02 09:10 Ana sets setting ring-within to 2 working days:
    $refused: not-allowed
- 2026-03-03 09:00 Mere records request on Hana:
    what: A box
- 2026-03-03 09:05 expect:
    - clock rung-back on Hana is due 2026-03-06",
    );
}

#[test]
fn a_limit_in_opening_hours_counts_while_the_service_is_open() {
    so("- 2026-03-06 15:00 Mere records request on Hana:
    what: A box
- 2026-03-06 15:05 expect:
    - clock answered on Hana is due 2026-03-09 11:00
- 2026-03-06 15:10 Mere sets setting open to monday-friday 09:00-16:00
- 2026-03-06 15:15 expect:
    - clock answered on Hana is due 2026-03-09 12:00
- 2026-03-06 15:20 Mere sets setting open to whenever we like:
    $refused: not-possible");
}

#[test]
fn a_caseload_counts_people_with_an_open_matter_once_and_places_them_in_the_band() {
    so("- 2026-03-02 09:00 Mere records request on Hana:
    what: A box
- 2026-03-02 09:05 expect:
    - caseload of Ana is 0 below
- 2026-03-02 09:10 Mere allocates Hana to Ana as helper
- 2026-03-02 09:15 expect:
    - caseload of Ana is 1 within
- 2026-03-02 09:20 Mere records request on Tama:
    what: A box
- 2026-03-02 09:25 Mere allocates Tama to Ana as helper
- 2026-03-02 09:30 expect:
    - caseload of Ana is 2 above
- 2026-03-02 09:35 Ana closes share on Tama
- 2026-03-02 09:40 expect:
    - caseload of Ana is 1 within");
}

#[test]
fn a_workers_file_decides_title_and_allocation_day_by_day() {
    so("- 2026-03-02 09:00 Mere records request on Hana:
    what: A box
- 2026-03-02 09:05 expect:
    - title of Ana is \"Helper\"
    - title of Rua is \"Assistant\"
- 2026-03-02 09:10 Mere allocates Hana to Rua as helper:
    $refused: not-allowed
- 2026-03-03 09:00 Mere states registration on Rua: {body: The board, status: {state: registered, number: \"1\", since: 2026-03-03}}
- 2026-03-03 09:05 Mere allocates Hana to Rua as helper
- 2026-03-03 09:10 expect:
    - title of Rua is \"Assistant\"
- 2026-03-04 09:00 Mere states practising-certificate on Rua: {body: The board, number: \"1\", issued: 2026-03-04, expires: 2026-03-31}
- 2026-03-04 09:05 expect:
    - title of Rua is \"Helper\"
- 2026-04-01 09:05 expect:
    - title of Rua is \"Assistant\"");
}

#[test]
fn what_is_due_soon_or_late_stands_in_a_tray_until_it_is_done_and_is_told() {
    so("- 2026-03-02 09:00 Mere records request on Hana:
    what: A box
- 2026-03-02 09:05 Mere allocates Hana to Ana as helper
- 2026-03-03 09:00 expect:
    - tray soon of Mere is empty
    - tray late of Mere is empty
- 2026-03-09 09:00 expect:
    - tray soon of Mere holds rung-back on Hana
    - Mere is not told rung-back about Hana
- 2026-03-10 09:00 expect:
    - tray late of Mere holds rung-back on Hana
    - Mere is told rung-back about Hana
- 2026-03-10 10:00 Ana records call on Hana:
    said: Tomorrow
- 2026-03-10 10:05 expect:
    - tray late of Mere is empty");
}

#[test]
fn what_somebody_needs_and_where_they_belong_is_known_when_it_matters() {
    so("- 2026-03-02 08:00 Mere states access-need on Hana: {area: communication, need: Hearing aid on the left, what_helps: Sit on the right.}
- 2026-03-02 08:05 Mere states language on Hana: {language: te reo Māori, preferred: true, interpreter: true}
- 2026-03-02 08:10 Mere states affiliation on Hana: {people: a people of the north}
- 2026-03-02 09:00 Mere records request on Hana:
    $warned: [needs-help, speaks, of-a-people]
    what: A box");
}

#[test]
fn family_is_whom_the_person_names_in_their_own_words() {
    so("- 2026-03-02 08:00 Mere states relationship on Hana: {to: Nan, relation: kin_carer, own_words: Nan}
- 2026-03-02 09:00 Mere records request on Hana:
    $warned: own-family
    what: A box");
}
