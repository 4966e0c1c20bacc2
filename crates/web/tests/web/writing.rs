//! Writing, saving, submitting, signing and reading records, as a browser without a script does it.

mod conflicts;
mod documents;
mod drafts;
mod every_form;
mod signing;

use domain::RecordId;
use serde_json::{Value, json};
use testkit::world::World;

use crate::browser::{Answer, Browser, House, a_house};
use crate::inputs;

/// Hana and Tama, brother and sister, whom Ana works with; Ben works with them as well.
pub fn a_case(store: &testkit::Store) -> House {
    let house = a_house(store);
    let world = &house.world;
    world.person("Hana", "2011-05-03");
    world.person("Tama", "2013-01-20");
    for whom in ["Hana", "Tama"] {
        let ana = world.acting("Ana").at("2026-02-26 09:00");
        ana.records("referral").on(whom).with(referral()).done();
        for who in ["Ana", "Ben"] {
            let sam = world.acting("Sam").at("2026-02-26 09:30");
            sam.allocates(whom, "episode", who, "social-worker")
                .expect("a social worker");
        }
    }
    house
}

fn referral() -> Value {
    json!({
        "received_on": "2026-02-26",
        "source": "school",
        "referrer": {"name": "Mr Lee", "organisation": "Kahurangi College"},
        "service": "massiss",
        "immediate_danger": "no",
        "area_at_risk": ["wellbeing"],
        "risk_level": "medium",
        "why_no_whanau": "To be asked at first contact.",
    })
}

/// A visit to Hana.
pub fn a_visit(world: &World) -> RecordId {
    let visit = json!({"on_date": "2026-02-27", "minutes": 40, "activity": "direct-work",
        "component": "social-work", "content": "We talked."});
    let ana = world.acting("Ana").at("2026-02-27 15:00");
    let writing = ana.records("visit").on("Hana").with(visit);
    writing
        .part("Hana", json!({"seen": "yes", "alone": "yes"}))
        .done()
}

/// A page's form as somebody fills it in.
pub struct Filled {
    pub pairs: Vec<(String, String)>,
    pub path: String,
}

impl Filled {
    /// The form of a draft's page as it stands there.
    #[track_caller]
    pub fn of(page: &Answer) -> Self {
        let start = page
            .text
            .find("<form method=\"post\" action=\"/drafts/")
            .expect("a form");
        let form = &page.text[start..];
        let form = &form[..form.find("</form>").expect("its end")];
        let path = form.split('"').nth(3).expect("its address").to_owned();
        Self {
            pairs: inputs::of(form),
            path,
        }
    }

    /// Types into an input, or ticks it.
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.pairs.retain(|(known, _)| known != name);
        self.pairs.push((name.into(), value.into()));
        self
    }

    pub fn value(&self, name: &str) -> &str {
        let found = self.pairs.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    /// Sends it with a button.
    pub fn press(&self, browser: &mut Browser<'_>, button: &str) -> Answer {
        let mut fields = self.fields();
        fields.push(("do", button));
        browser.post(&self.path, &fields)
    }

    /// What a script sends as somebody types.
    pub fn autosave(&self, browser: &mut Browser<'_>) -> Answer {
        browser.post(&format!("{}/save", self.path), &self.fields())
    }

    fn fields(&self) -> Vec<(&str, &str)> {
        let pairs = self.pairs.iter();
        pairs.map(|(n, v)| (n.as_str(), v.as_str())).collect()
    }
}

/// Begins a visit to Hana, and Tama where it says so; gives its page.
pub fn begin_visit(house: &House, browser: &mut Browser<'_>, also: &[&str]) -> Answer {
    let hana = house.world.id("Hana");
    let also: Vec<String> = also
        .iter()
        .map(|who| house.world.id(who).to_string())
        .collect();
    let fields: Vec<(&str, &str)> = also.iter().map(|id| ("also", id.as_str())).collect();
    let begun = browser.post(&format!("/files/{hana}/write/visit"), &fields);
    begun.is(303);
    let page = browser.follow(&begun);
    page.is(200);
    page
}

/// What the visit needs.
pub fn needed(filled: Filled) -> Filled {
    filled
        .with("a.minutes", "40")
        .with("a.activity", "direct-work")
}
