//! When somebody was last seen, and their latest words.

use domain::event::Body;
use serde_json::json;
use store::derived::DerivedTable::Seen;

use super::chain::{Chain, TOM, record, visit};
use super::{lines, rows_of};

fn seen(chain: &Chain) -> Vec<String> {
    let columns = ["day", "alone", "place", "record", "words", "words_day"];
    lines(&rows_of(chain), Seen, &columns)
}

#[test]
fn the_last_visit_in_which_they_were_seen_counts_and_not_the_last_written() {
    let chain = Chain::of_a_child().episode(1);
    assert_eq!(seen(&chain), [""; 0]);
    let chain = chain
        .on("2026-04-10")
        .visit(1, json!({"seen": "yes", "alone": "no", "place": "home", "words": [{"who": "H", "said": "First."}]}))
        .on("2026-04-20")
        .visit(2, json!({"seen": "no", "place": "school"}));
    let first = format!(
        "2026-04-10 | no | Home | {} | First. | 2026-04-10",
        record(1)
    );
    assert_eq!(seen(&chain), std::slice::from_ref(&first));
    let late = chain.on("2026-04-05").visit(
        3,
        json!({"seen": "yes", "alone": "yes", "words": [{"who": "H", "said": "Late."}]}),
    );
    assert_eq!(seen(&late), [first]);
}

#[test]
fn what_is_taken_out_of_view_counts_no_longer() {
    let chain = Chain::of_a_child()
        .episode(1)
        .on("2026-04-10")
        .visit(1, json!({"seen": "yes", "words": [{"who": "H", "said": "A."}, {"who": "H", "said": "B.", "on": "2026-04-09"}]}))
        .then(Body::RecordRemoved {
            record: record(1),
            asked_by: TOM,
            moved_to: None,
        });
    assert_eq!(seen(&chain), [""; 0]);
    let file = chain.file;
    let amended = Chain::of_a_child()
        .episode(1)
        .on("2026-04-10")
        .visit(1, json!({"seen": "yes", "words": [{"who": "H", "said": "A."}, {"who": "H", "said": "B.", "on": "2026-04-09"}]}))
        .then(visit(1, 2, file, json!({"seen": "no", "words": "C."}), None));
    assert_eq!(seen(&amended), ["- | - | - | - | C. | 2026-04-10"]);
}

#[test]
fn of_several_words_the_last_count_on_the_day_they_were_said() {
    let chain = Chain::of_a_child().episode(1).on("2026-04-10").visit(
        1,
        json!({"seen": "yes", "words": [{"who": "H", "said": "A."}, {"who": "H", "said": "B.", "on": "2026-04-09"}]}),
    );
    let expected = format!("2026-04-10 | - | - | {} | B. | 2026-04-09", record(1));
    assert_eq!(seen(&chain), [expected]);
}
