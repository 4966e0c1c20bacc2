//! Each shape of timescale, and each kind of rule, as the book says it.

use super::super::name::Book;
use super::super::rules::sentence;
use super::pack_with;

#[track_caller]
fn check(clock: &str, expect: &str) {
    let text = format!("- {{clock: c, title: T, on: episode, {clock}}}\n");
    let pack = pack_with("", &[("clocks.yaml", &text)]);
    let book = Book::of(&pack);
    assert_eq!(book.timescale(&pack.clocks[0]).plain(), expect);
}

#[test]
fn a_limit_after_something_happened() {
    check(
        "starts: worker.allocated, within: 3 working days, met_by: {event: visit.recorded, when: \"seen == 'yes'\"}, \
         responsible: worker, warn: 1 working day, if_missed: {tell: [supervisor]}",
        "within 3 working days of Social worker being allocated; met by Visit being recorded, where “Seen” is “Yes”; Social \
         worker responsible; Supervisor told if missed; shown as due soon 1 working day before.",
    );
    check(
        "starts: [visit.recorded, episode.opened], within: [24 hours, 1 working day], met_by: plan.complete",
        "within 24 hours or 1 working day, whichever ends first, of Visit being recorded; or Episode opening; met by Plan \
         being fully signed.",
    );
    check(
        "starts: {event: visit.recorded, at: visited_on}, within: same day, met_by: visit.check",
        "on the same day as Visit being recorded (dated by “Date of visit”); met by Visit being signed (“Checking”).",
    );
    check(
        "starts: visit.recorded, within: {setting: review-within}",
        "within 8 weeks (unless the service sets “Time to review”) of Visit being recorded.",
    );
}

#[test]
fn a_date_in_a_record_a_count_back_and_an_age() {
    check(
        "starts: plan.recorded, due_on: next_review, met_by: plan.recorded",
        "by the date in “Next review”, set by Plan being recorded; met by Plan being recorded.",
    );
    check(
        "before: {event: plan.recorded, at: next_review}, by: 3 working days, met_by: visit.recorded",
        "at least 3 working days before Plan being recorded (dated by “Next review”); met by Visit being recorded.",
    );
    check(
        "at_age: 15 years 9 months, met_by: plan.recorded",
        "by the age of 15 years 9 months; met by Plan being recorded.",
    );
}

#[test]
fn a_repetition_and_its_other_intervals() {
    check(
        "starts: plan.complete, first: 7 working days, every: 10 working days, met_by: visit.recorded",
        "first within 7 working days, from Plan being fully signed, then every 10 working days after it was last met; met by \
         Visit being recorded.",
    );
    check(
        "starts: plan.complete, every: 6 weeks, from: due, interval_when: [{when: \"intensity == 'high'\", every: 2 weeks}]",
        "every 6 weeks after it was last due, from Plan being fully signed; every 2 weeks while the state Intensity is “High”.",
    );
    check(
        "starts: plan.complete, every: 1 month, from: start, counting: inclusive, closed_day: next",
        "every 1 month on a fixed grid, from Plan being fully signed; the starting day is the first day; if that is a closed \
         day, the next working day.",
    );
}

#[test]
fn so_many_in_each_period() {
    check(
        "starts: worker.started, at_least: {count: 2, per: calendar year, of_them: {count: 1, when: \"seen == 'no'\"}}, \
         met_by: visit.recorded, stops: worker.left",
        "at least twice in each calendar year, at least 1 of them where “Seen” is “No”, from starting as Social worker; met by \
         Visit being recorded; falls away with leaving as Social worker.",
    );
    check(
        "starts: worker.started, at_least: {sum: minutes, reach: 60, per: fortnight}, met_by: visit.recorded",
        "at least 60 of “Minutes” added up in each fortnight, from starting as Social worker; met by Visit being recorded.",
    );
    check(
        "starts: worker.started, at_least: {count: 1, per: 12 months, rolling: true}, met_by: visit.recorded, level: advisory",
        "at least once in any 12 months, from starting as Social worker; met by Visit being recorded; a recommendation, not a \
         requirement.",
    );
}

#[test]
fn what_bounds_pauses_and_ends_it() {
    check(
        "starts: visit.recorded, within: 4 weeks, not_before: 1 week, not_after: 5 weeks, while: \"stage == 'first'\", \
         pauses: [{from: visit.recorded, until: visit.amended}], hours: opening, met_by: plan.recorded, met_once: true, \
         survives_close: true, not_told: true, dismissed_by: supervisor, escalate: [{after: 24 hours, tell: [supervisor]}]",
        "within 4 weeks of Visit being recorded; runs only while the stage is “First”; what is done sooner than 1 week does not \
         count; what is done later than 5 weeks does not count; the time from Visit being recorded until Visit being amended \
         is not counted; only opening hours are counted; met by Plan being recorded (each meets one timescale only); goes on \
         after the closing; Supervisor told 24 hours after the start if not met; nothing of it reaches persons a record says \
         must not be told; Supervisor may dismiss it, with a reason.",
    );
}

#[test]
fn a_timescale_that_hangs_on_another_and_on_a_fact() {
    check(
        "starts: c.missed, within: 1 day, met_by: {event: registration.stated, when: \"status.state == 'registered'\"}",
        "within 1 day of the timescale T passing unmet; met by Registration being stated, where “status” is “Registered”.",
    );
}

#[test]
fn each_kind_of_rule() {
    let pack = pack_with("", &[]);
    let book = Book::of(&pack);
    let said: Vec<String> = pack
        .rules
        .iter()
        .map(|r| sentence(&book, r).plain())
        .collect();
    assert_eq!(
        said,
        [
            "Refused: the move “Stop” of Episode, where the state Intensity is “High”, unless there is a record of Visit. Can be \
             lifted, with a reason, by Supervisor.",
            "Said on Visit being recorded, where “Minutes” is more than 300. Then “Place” must be answered.",
            "Failed on Visit being recorded, where “Level” is “High level”.",
            "Supervisor told on Visit being recorded, where “What was agreed” is “Declined”.",
            "3 times within 12 months: Visit being recorded, where “What was agreed” is “Declined”; Supervisor told; Intensity set \
             to “High”.",
        ]
    );
}
