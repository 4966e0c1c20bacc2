//! Conditions as the book says them.

use pack::Pack;
use pack::model::Requirement;

use super::super::condition::Scope;
use super::super::name::Book;
use super::pack_with;

/// The condition on a visit, in words; `None` where it is shown as written.
fn words(condition: &str) -> Option<String> {
    let quoted = format!("\"{condition}\"");
    let visit = include_str!("pack/visit.yaml").replace("@@", "");
    let visit = visit.replace("\"outcome == 'declined'\"", &quoted);
    let pack: Pack = pack_with("", &[("records/visit.yaml", &visit)]);
    let form = pack.form("visit").unwrap();
    let Requirement::When(when) = &form.significant else {
        panic!("not a condition");
    };
    let book = Book::of(&pack);
    book.holds(&Scope::of_form(form), &when.expr.view())
        .map(|said| said.plain())
}

#[track_caller]
fn check(condition: &str, expect: &str) {
    assert_eq!(words(condition).as_deref(), Some(expect), "{condition}");
}

#[test]
fn answers_are_called_by_their_labels() {
    check("outcome == 'declined'", "“What was agreed” is “Declined”");
    check(
        "outcome != 'declined'",
        "“What was agreed” is not “Declined”",
    );
    check(
        "level in ['low', 'high']",
        "“Level” is “Low level” or “High level”",
    );
    check(
        "!(level in ['low', 'high'])",
        "“Level” is neither “Low level” nor “High level”",
    );
    check(
        "agreement.state == 'given'",
        "“Agreement to visits” is “Given”",
    );
    check("contains(reasons, 'low')", "“Reasons” includes “Low level”");
    check("stage == 'second'", "the stage is “Second”");
    check("intensity == 'low'", "the state Intensity is “Low”");
}

#[test]
fn numbers_and_days_are_compared() {
    check("minutes >= 60", "“Minutes” is at least 60");
    check(
        "again_on > visited_on",
        "“Next visit” is after “Date of visit”",
    );
    check(
        "days_between(visited_on, today) <= 7 * 2",
        "the number of days from “Date of visit” to today is at most 7 times 2",
    );
    check("age() < 16", "the age in years is less than 16");
    check(
        "setting('reading') == 'two'",
        "the service’s setting “Reading” is “Another”",
    );
}

#[test]
fn what_is_missing_is_said() {
    check("has(place)", "“Place” is answered");
    check("!has(place)", "“Place” is not answered");
    check("place != null", "“Place” is answered");
    check("place == null", "“Place” is not answered");
    check("!has(latest('plan'))", "there is no record of Plan");
    check(
        "latest('plan').kind == 'low'",
        "“Kind of plan” in the last Plan is “Low level”",
    );
}

#[test]
fn joined_conditions_keep_their_sense() {
    check(
        "seen == 'yes' && (outcome == 'agreed' || has(place))",
        "“Seen” is “Yes” and (“What was agreed” is “Agreed” or “Place” is answered)",
    );
    check(
        "!(seen == 'yes' && outcome == 'agreed')",
        "“Seen” is not “Yes” or “What was agreed” is not “Agreed”",
    );
    check(
        "!(seen == 'yes' || has(place)) && minutes > 5",
        "“Seen” is not “Yes” and “Place” is not answered and “Minutes” is more than 5",
    );
}

#[test]
fn functions_have_words() {
    check("count('visit') > 0", "there is a record of Visit");
    check(
        "count('visit', 'outcome', 'declined') == 0",
        "there is no record of Visit in which “What was agreed” is “Declined”",
    );
    check("count('visit') >= 3", "the number of Visit is at least 3");
    check("complete('plan')", "the last Plan is fully signed");
    check(
        "!involved('worker')",
        "nobody is allocated as Social worker",
    );
    check(
        "consent('visits') == 'given'",
        "today’s agreement to “Agreement to visits” is “Given”",
    );
    check("late('seen')", "the timescale Seen is out of timescale");
    check(
        "open_matters('episode') > 0",
        "an open Episode is on the file",
    );
    check("acting_as('supervisor')", "the person acting is Supervisor");
    check(
        "worker_may('lift')",
        "the person acting may lift what a rule refuses, with a reason",
    );
    check(
        "any(aims, 'status', 'open')",
        "in at least one row of “Aims”, “Where it stands” is “Open”",
    );
}

#[test]
fn what_has_no_plain_words_is_shown_as_written() {
    for condition in ["reasons.exists(r, r == 'low')", "nobody_knows == 'x'"] {
        assert_eq!(words(condition), None, "{condition}");
    }
}
