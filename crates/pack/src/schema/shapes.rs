//! How the types are written that are not a plain list of fields: scalars, lists of one, things that may be a text or a
//! mapping, and the files that are read by hand.

use serde_json::{Value, json};

use super::{Definitions, Schema};
use crate::model::{
    ClauseId, Condition, Count, How, Matter, Requirement, Rule, State, TrayHolds, Trigger, Within,
};
use crate::model::{Eligibility, Guard, Notice, Threshold, Warning};
use crate::text::{Entries, Ident, Node, OneOrMany, Spanned};
use jiff::civil::{Date, DateTime, Time};

/// A text, for a person.
fn text() -> Value {
    json!({ "type": "string" })
}

fn either(choices: Vec<Value>) -> Value {
    json!({ "anyOf": choices })
}

fn mapping(required: &[&str], properties: Value) -> Value {
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

macro_rules! plain {
    ($($type:ty => $schema:expr;)*) => {$(
        impl Schema for $type {
            fn schema(_: &mut Definitions) -> Value {
                $schema
            }
        }
    )*};
}

plain! {
    bool => json!({ "enum": [true, false, "yes", "no"] });
    i64 => json!({ "type": "integer" });
    u32 => json!({ "type": "integer", "minimum": 0 });
    i32 => json!({ "type": "integer" });
    u16 => json!({ "type": "integer", "minimum": 0, "maximum": u16::MAX });
    u8 => json!({ "type": "integer", "minimum": 0, "maximum": u8::MAX });
    Date => json!({ "type": "string", "format": "date" });
    Time => json!({ "type": "string", "pattern": "^[0-9]{2}:[0-9]{2}$" });
    DateTime => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}$" });
    Node => json!({});
    f64 => json!({ "type": "number" });
    // A plain `1.10` or `no` is text where text is asked.
    String => json!({ "type": ["string", "number", "boolean"] });
    Ident => json!({ "type": "string", "pattern": "^[a-z][a-z0-9_-]*$", "maxLength": Ident::MAX });
    ClauseId => json!({ "type": "string", "pattern": "^[A-Za-z0-9._-]{1,40}$" });
}

impl<T: Schema> Schema for Option<T> {
    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

impl<T: Schema> Schema for Box<T> {
    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

impl<T: Schema> Schema for Spanned<T> {
    fn schema(definitions: &mut Definitions) -> Value {
        T::schema(definitions)
    }
}

impl<T: Schema> Schema for Vec<T> {
    fn schema(definitions: &mut Definitions) -> Value {
        json!({ "type": "array", "items": T::schema(definitions) })
    }
}

impl<T: Schema> Schema for OneOrMany<T> {
    fn schema(definitions: &mut Definitions) -> Value {
        let one = T::schema(definitions);
        either(vec![one.clone(), json!({ "type": "array", "items": one })])
    }
}

impl<T: Schema> Schema for Entries<T> {
    fn schema(definitions: &mut Definitions) -> Value {
        let names = Ident::schema(definitions);
        json!({ "type": "object", "propertyNames": names, "additionalProperties": T::schema(definitions) })
    }
}

impl Schema for Condition {
    fn schema(definitions: &mut Definitions) -> Value {
        definitions.named("Condition", |_| {
            json!({
                "description": "An expression, such as \"seen == 'yes'\".",
                "type": "string",
                "maxLength": crate::expr::MAX_CHARACTERS,
            })
        })
    }
}

impl Schema for Requirement {
    fn schema(definitions: &mut Definitions) -> Value {
        let always = bool::schema(definitions);
        either(vec![always, Condition::schema(definitions)])
    }
}

impl Schema for Trigger {
    fn schema(definitions: &mut Definitions) -> Value {
        definitions.named("Trigger", |definitions| {
            let event =
                json!({ "type": "string", "pattern": "^[a-z][a-z0-9_-]*\\.[a-z][a-z0-9_-]*$" });
            let properties = json!({
                "event": event,
                "when": Condition::schema(definitions),
                "at": Ident::schema(definitions),
            });
            let full = mapping(&["event"], properties);
            let mut schema = either(vec![event, full]);
            schema["description"] =
                "An event such as `visit.recorded`, perhaps with a condition.".into();
            schema
        })
    }
}

fn of_setting(definitions: &mut Definitions, other: Value) -> Value {
    let setting = json!({ "setting": Ident::schema(definitions) });
    either(vec![other, mapping(&["setting"], setting)])
}

impl Schema for Within {
    fn schema(definitions: &mut Definitions) -> Value {
        definitions.named("Interval", |definitions| {
            let mut schema = of_setting(definitions, text());
            schema["description"] =
                "An interval such as `3 working days` or `same day`, or a setting.".into();
            schema
        })
    }
}

impl Schema for Count {
    fn schema(definitions: &mut Definitions) -> Value {
        let number = u32::schema(definitions);
        of_setting(definitions, number)
    }
}

impl Schema for How {
    fn schema(definitions: &mut Definitions) -> Value {
        let features = OneOrMany::<Ident>::schema(definitions);
        either(vec![
            mapping(&["feature"], json!({ "feature": features })),
            mapping(&["not_software"], json!({ "not_software": text() })),
        ])
    }
}

impl Schema for Rule {
    fn schema(definitions: &mut Definitions) -> Value {
        either(vec![
            Guard::schema(definitions),
            Warning::schema(definitions),
            Eligibility::schema(definitions),
            Notice::schema(definitions),
            Threshold::schema(definitions),
        ])
    }
}

impl Schema for TrayHolds {
    fn schema(definitions: &mut Definitions) -> Value {
        let name = Ident::schema(definitions);
        let names = OneOrMany::<Ident>::schema(definitions);
        let when = Condition::schema(definitions);
        let look = crate::model::ClockLook::schema(definitions);
        let all = json!({ "const": "all" });
        either(vec![
            mapping(&["records"], json!({ "records": names, "step": name })),
            mapping(
                &["matters"],
                json!({ "matters": names, "without": name, "when": when }),
            ),
            mapping(&["clocks"], json!({ "clocks": names, "when": look })),
            mapping(&["notices"], json!({ "notices": all })),
            mapping(&["exceptions"], json!({ "exceptions": all })),
        ])
    }
}

/// `process.yaml`.
pub(super) fn process(definitions: &mut Definitions) -> Value {
    let matters = Vec::<Matter>::schema(definitions);
    let states = Vec::<State>::schema(definitions);
    mapping(&[], json!({ "matters": matters, "states": states }))
}

/// `instruments/*.yaml`, as `domain::instrument::InstrumentDef` reads it; what the numbers must be is checked there.
pub(super) fn instrument() -> Value {
    let names = json!({ "type": "array", "items": { "type": "string" } });
    let numbers = json!({ "type": "array", "items": { "type": "integer" } });
    let better = json!({ "enum": ["lower", "higher"] });
    let list = |required: &[&str], properties: Value| json!({ "type": "array", "items": mapping(required, properties) });
    let term = mapping(
        &["when", "score", "times"],
        json!({ "when": { "enum": ["before", "after"] }, "score": text(), "times": { "type": "number" } }),
    );
    mapping(
        &[
            "instrument",
            "title",
            "copyright",
            "items",
            "answers",
            "versions",
            "scales",
        ],
        json!({
            "instrument": text(),
            "title": text(),
            "copyright": text(),
            "clause": either(vec![text(), names.clone()]),
            "item_level": mapping(&["needs", "why"], json!({ "needs": text(), "why": text() })),
            "items": { "type": "integer" },
            "answers": mapping(&["from", "to"], json!({ "from": { "type": "integer" }, "to": { "type": "integer" } })),
            "versions": list(&["version", "title"], json!({ "version": text(), "title": text(), "counts": names })),
            "scales": list(
                &["scale", "title", "items", "at_least", "better"],
                json!({
                    "scale": text(), "title": text(), "items": numbers, "reversed": numbers,
                    "at_least": { "type": "integer" }, "better": better,
                }),
            ),
            "totals": list(
                &["total", "title", "of", "better"],
                json!({ "total": text(), "title": text(), "of": names, "better": better }),
            ),
            "supplement": mapping(
                &["supplement", "title", "places", "points", "better"],
                json!({
                    "supplement": text(), "title": text(), "gate": text(), "points": numbers, "better": better,
                    "places": list(&["place", "title"], json!({ "place": text(), "title": text() })),
                }),
            ),
            "schemes": list(
                &["scheme", "labels"],
                json!({ "scheme": text(), "labels": names, "labels_higher": names }),
            ),
            "bands": list(
                &["version", "scheme", "score", "cuts"],
                json!({ "version": text(), "scheme": text(), "score": text(), "cuts": numbers }),
            ),
            "added_value": list(
                &["version", "constant", "terms"],
                json!({ "version": text(), "constant": { "type": "number" }, "terms": { "type": "array", "items": term } }),
            ),
        }),
    )
}

/// `scenarios/*.yaml`: one scenario or a list of them. Steps and expectations are sentences, which a schema cannot check.
pub(super) fn scenarios(definitions: &mut Definitions) -> Value {
    let scenario = definitions.named("Scenario", |definitions| {
        let free = json!({ "type": "object" });
        let texts = OneOrMany::<String>::schema(definitions);
        let worker = mapping(
            &["role"],
            json!({
                "role": text(), "supervises": texts, "without": texts, "facts": free, "team": text(),
                "elsewhere": bool::schema(definitions),
            }),
        );
        let person = mapping(
            &[],
            json!({ "born": text(), "sibling_of": texts, "school": text(), "facts": free }),
        );
        mapping(
            &["scenario", "calendar", "steps"],
            json!({
                "scenario": text(),
                "clause": OneOrMany::<ClauseId>::schema(definitions),
                "zone": text(),
                "calendar": text(),
                "given": text(),
                "settings": { "type": "object" },
                "workers": { "type": "object", "additionalProperties": either(vec![text(), worker]) },
                "people": { "type": "object", "additionalProperties": either(vec![json!({ "type": "null" }), person]) },
                "sites": { "type": "array", "items": { "type": "string" } },
                "steps": {
                    "type": "array",
                    "items": either(vec![text(), json!({ "type": "object", "minProperties": 1, "maxProperties": 1 })]),
                },
            }),
        )
    });
    either(vec![
        scenario.clone(),
        json!({ "type": "array", "items": scenario }),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys the domain's reader names when it is given one it does not know.
    fn keys_of_instruments() -> Vec<String> {
        let unknown = json!({ "?": null });
        let refused = serde_json::from_value::<domain::instrument::InstrumentDef>(unknown);
        let message = refused.expect_err("an unknown key").to_string();
        let (_, list) = message.split_once("expected").expect("a list of keys");
        list.split('`')
            .skip(1)
            .step_by(2)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn the_schema_of_an_instrument_has_the_keys_that_are_read() {
        let schema = instrument();
        let mut written: Vec<&String> = schema["properties"].as_object().unwrap().keys().collect();
        let read = keys_of_instruments();
        let mut read: Vec<&String> = read.iter().collect();
        written.sort();
        read.sort();
        assert_eq!(written, read);
    }
}
