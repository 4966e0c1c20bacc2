//! Two versions of a pack beside each other: field ids are for ever, so what an older version asked must still have a place
//! in the later one, or the migration says what becomes of it. It compares names and types, never practice.

use serde_json::Value;

use domain::event::Answers;

use super::{Change, Migration};
use crate::Pack;
use crate::model::{Field, FieldType, Form, Option_};

/// Something of the older version without a place in the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// Where: `record visit, field seen`.
    pub place: String,
    /// What became of it.
    pub what: String,
    /// What to do.
    pub remedy: String,
}

/// What a migration does to one record's answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moves {
    /// Answers that go elsewhere or are no longer asked, in words.
    pub moved: Vec<String>,
    /// Answers without a place, by their field's path.
    pub unplaced: Vec<String>,
}

impl Moves {
    /// Whether nothing becomes of the answers.
    pub fn is_empty(&self) -> bool {
        self.moved.is_empty() && self.unplaced.is_empty()
    }
}

/// Everything of `old` that `new` lost: record kinds, fields, their types, options, stages of matters; and a version that
/// stayed the same.
pub fn compare(old: &Pack, new: &Pack) -> Vec<Lost> {
    let mut lost = Vec::new();
    let file = format!("migrations/{}.yaml", old.head.version.value);
    for form in &old.forms {
        let kind = form.record.as_str();
        match new.form(kind) {
            None => lost.push(Lost {
                place: format!("record {kind}"),
                what: "is gone".into(),
                remedy: "keep the form: old records are read by it".into(),
            }),
            Some(now) => fields(old, new, form, now, &file, &mut lost),
        }
    }
    for matter in &old.matters {
        let kind = matter.matter.as_str();
        for stage in &matter.stages {
            if self::stage(old, new, kind, &stage.stage).is_none() {
                lost.push(Lost {
                    place: format!("matter {kind}, stage {}", stage.stage.value),
                    what: "is gone".into(),
                    remedy: format!("say in {file} which stage takes its place"),
                });
            }
        }
    }
    lost
}

/// The stage of the later version at which a matter goes on; none if it has no place.
pub fn stage<'n>(old: &Pack, new: &'n Pack, kind: &str, at: &str) -> Option<&'n str> {
    let mapped = from(old, new)
        .into_iter()
        .flat_map(|m| &m.changes)
        .filter(|c| c.matter.as_ref().is_some_and(|m| **m == *kind))
        .find_map(|c| c.stage.get(at))
        .map_or(at, |to| to.as_str());
    new.matter(kind)?.stage(mapped).map(|s| s.stage.as_str())
}

/// What becomes of the answers of a record of some kind.
pub fn answers(old: &Pack, new: &Pack, kind: &str, given: &Answers) -> Moves {
    let mut moves = Moves::default();
    let (Some(was), Some(now)) = (old.form(kind), new.form(kind)) else {
        moves.unplaced.extend(given.keys().cloned());
        return moves;
    };
    let of = Of {
        old,
        new,
        changes: changes(old, new, kind),
    };
    let (was, now): (Vec<&Field>, Vec<&Field>) = (was.fields().collect(), now.fields().collect());
    of.walk("", &was, &now, given, &mut moves);
    moves.moved.dedup();
    moves.unplaced.dedup();
    moves
}

fn from<'n>(old: &Pack, new: &'n Pack) -> Option<&'n Migration> {
    let version = &old.head.version.value;
    new.migrations.iter().find(|m| m.from.value == *version)
}

fn changes<'n>(old: &Pack, new: &'n Pack, kind: &str) -> Vec<&'n Change> {
    let all = from(old, new).into_iter().flat_map(|m| &m.changes);
    all.filter(|c| c.record.as_ref().is_some_and(|r| **r == *kind))
        .collect()
}

/// Fields with what a migration says of them.
struct Of<'p> {
    old: &'p Pack,
    new: &'p Pack,
    changes: Vec<&'p Change>,
}

/// What becomes of a field.
enum Place<'p> {
    Here(&'p Field),
    Renamed(&'p Field),
    Retired,
    None,
}

impl<'p> Of<'p> {
    fn place(&self, id: &str, now: &[&'p Field]) -> Place<'p> {
        let find = |id: &str| now.iter().find(|f| **f.id == *id).copied();
        let renamed = self.changes.iter().find_map(|c| c.rename.get(id));
        if let Some(field) = renamed.and_then(|to| find(to)) {
            return Place::Renamed(field);
        }
        if let Some(field) = find(id) {
            return Place::Here(field);
        }
        let retired = self
            .changes
            .iter()
            .any(|c| c.retire.iter().any(|r| **r == *id));
        if retired { Place::Retired } else { Place::None }
    }

    /// The options a choice has lost, with what takes their place.
    fn option(&self, field: &Field, option: &str) -> Option<Option<&'p str>> {
        let known = options(self.new, field);
        let mapped = self
            .changes
            .iter()
            .flat_map(|c| c.map.iter())
            .filter(|m| *m.field == *field.id)
            .find_map(|m| m.values.get(option));
        match mapped {
            Some(to) => known
                .iter()
                .any(|o| *o.id == ***to)
                .then_some(Some(to.as_str())),
            None if known.is_empty() || field.other => Some(None),
            None => known.iter().any(|o| **o.id == *option).then_some(None),
        }
    }

    fn walk(
        &self,
        path: &str,
        was: &[&Field],
        now: &[&'p Field],
        given: &Answers,
        moves: &mut Moves,
    ) {
        for (id, answer) in given {
            let here = format!("{path}{id}");
            let before = was.iter().find(|f| **f.id == *id.as_str());
            let field = match self.place(id, now) {
                Place::None => {
                    moves.unplaced.push(here);
                    continue;
                }
                Place::Retired => {
                    moves.moved.push(format!("{here} is no longer asked"));
                    continue;
                }
                Place::Renamed(field) => {
                    let to = &field.id.value;
                    moves.moved.push(format!("{here} becomes {path}{to}"));
                    field
                }
                Place::Here(field) => field,
            };
            if before.is_some_and(|b| b.kind.value != field.kind.value) {
                moves.unplaced.push(here);
                continue;
            }
            if field.kind.value == FieldType::Group {
                let was: Vec<&Field> = before.map_or_else(Vec::new, |b| b.fields.iter().collect());
                let now: Vec<&Field> = field.fields.iter().collect();
                for row in answer.as_array().into_iter().flatten() {
                    if let Some(row) = row.as_object() {
                        self.walk(&format!("{here}."), &was, &now, row, moves);
                    }
                }
            } else if is_choice(field) {
                for chosen in chosen(answer) {
                    match self.option(field, chosen) {
                        None => moves.unplaced.push(format!("{here} ({chosen})")),
                        Some(Some(to)) => {
                            moves.moved.push(format!("{here} ({chosen}) becomes {to}"));
                        }
                        Some(None) => {}
                    }
                }
            }
        }
    }

    fn lost(
        &self,
        (kind, path, file): (&str, &str, &str),
        was: &[&Field],
        now: &[&'p Field],
        lost: &mut Vec<Lost>,
    ) {
        for field in was {
            let id = field.id.as_str();
            let place = format!("record {kind}, field {path}{id}");
            let found = match self.place(id, now) {
                Place::Retired => continue,
                Place::None => {
                    lost.push(Lost {
                        place,
                        what: "is gone".into(),
                        remedy: format!(
                            "keep it with `retired: true`, or say in {file} where its answers go"
                        ),
                    });
                    continue;
                }
                Place::Here(found) | Place::Renamed(found) => found,
            };
            if found.kind.value != field.kind.value {
                lost.push(Lost {
                    place,
                    what: format!(
                        "was `{}` and is now `{}`",
                        field.kind.value.name(),
                        found.kind.value.name()
                    ),
                    remedy: "give the new question an id of its own".into(),
                });
                continue;
            }
            if is_choice(found) {
                for option in options(self.old, field) {
                    if self.option(found, &option.id).is_none() {
                        lost.push(Lost {
                            place: place.clone(),
                            what: format!("has no option `{}` any more", option.id.value),
                            remedy: format!("keep it with `retired: true`, or map it in {file}"),
                        });
                    }
                }
            }
            let was: Vec<&Field> = field.fields.iter().collect();
            let now: Vec<&Field> = found.fields.iter().collect();
            self.lost((kind, &format!("{path}{id}."), file), &was, &now, lost);
        }
    }
}

fn fields(old: &Pack, new: &Pack, was: &Form, now: &Form, file: &str, lost: &mut Vec<Lost>) {
    let of = Of {
        old,
        new,
        changes: changes(old, new, &was.record),
    };
    let (before, after): (Vec<&Field>, Vec<&Field>) =
        (was.fields().collect(), now.fields().collect());
    of.lost((&was.record, "", file), &before, &after, lost);
}

fn is_choice(field: &Field) -> bool {
    matches!(
        field.kind.value,
        FieldType::Choice | FieldType::Choices | FieldType::Checklist
    )
}

fn options<'f>(pack: &'f Pack, field: &'f Field) -> &'f [Option_] {
    match &field.list {
        Some(list) => pack.list(list).map_or(&[], |l| &l.options),
        None => &field.options,
    }
}

fn chosen(answer: &Value) -> Vec<&str> {
    match answer {
        Value::String(one) => vec![one],
        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sources;

    fn pack(version: &str, visit: &str, migration: &str) -> Pack {
        let head = format!("pack: a\nversion: {version}\ntitle: A\n");
        let visit = format!(
            "record: visit\ntitle: Visit\nfiled_on: person\ncategory: case\nwritten_by: [w]\nsections: [{{title: A, fields: [{visit}]}}]\n"
        );
        let process = "matters: [{matter: work, title: Work, on: person, lead: w, stages: [{stage: one, title: One}, {stage: end, title: End, final: true}]}]\n";
        let mut files = vec![
            ("pack.yaml", head.as_str()),
            ("process.yaml", process),
            ("records/visit.yaml", visit.as_str()),
        ];
        if !migration.is_empty() {
            files.push(("migrations/1.0.0.yaml", migration));
        }
        Pack::read(&Sources::of(files)).0.unwrap()
    }

    const OLD: &str = "{id: seen, label: S, type: yes_no}, {id: how, label: H, type: choice, options: [{id: well, label: W}, {id: ill, label: I}]}, \
        {id: rows, label: R, type: group, fields: [{id: what, label: W, type: text}]}";

    fn check(visit: &str, migration: &str, lost: &[&str], moved: &[&str], unplaced: &[&str]) {
        let (old, new) = (pack("1.0.0", OLD, ""), pack("1.1.0", visit, migration));
        let found: Vec<String> = compare(&old, &new)
            .into_iter()
            .map(|l| format!("{} {}", l.place, l.what))
            .collect();
        assert_eq!(found, lost);
        let given = serde_json::json!({"seen": "yes", "how": "ill", "rows": [{"what": "x"}, {"what": "y"}]});
        let moves = answers(&old, &new, "visit", given.as_object().unwrap());
        assert_eq!(moves.moved, moved);
        assert_eq!(moves.unplaced, unplaced);
    }

    #[test]
    fn nothing_is_lost_where_every_id_stays() {
        let more = format!("{OLD}, {{id: new, label: N, type: text}}");
        check(&more, "", &[], &[], &[]);
    }

    #[test]
    fn fields_types_and_options_that_went_are_named() {
        check(
            "{id: seen, label: S, type: text}, {id: how, label: H, type: choice, options: [{id: well, label: W}]}, \
             {id: rows, label: R, type: group, fields: [{id: other, label: W, type: text}]}",
            "",
            &[
                "record visit, field seen was `yes_no` and is now `text`",
                "record visit, field how has no option `ill` any more",
                "record visit, field rows.what is gone",
            ],
            &[],
            &["seen", "how (ill)", "rows.what"],
        );
    }

    #[test]
    fn a_migration_gives_them_a_place() {
        check(
            "{id: seen_on_day, label: S, type: yes_no}, {id: how, label: H, type: choice, options: [{id: well, label: W}, {id: unwell, label: I}]}",
            "- {record: visit, rename: {seen: seen_on_day}, retire: [rows], map: {field: how, values: {ill: unwell}}}\n",
            &[],
            &[
                "seen becomes seen_on_day",
                "how (ill) becomes unwell",
                "rows is no longer asked",
            ],
            &[],
        );
    }

    #[test]
    fn stages_are_mapped_or_lost() {
        let old = pack("1.0.0", OLD, "");
        let mut new = pack("1.1.0", OLD, "- {matter: work, stage: {one: end}}\n");
        new.matters[0].stages.remove(0);
        assert_eq!(stage(&old, &new, "work", "one"), Some("end"));
        new.migrations.clear();
        assert_eq!(stage(&old, &new, "work", "one"), None);
        assert_eq!(compare(&old, &new)[0].place, "matter work, stage one");
    }
}
