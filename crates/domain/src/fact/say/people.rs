//! Who somebody is, where they belong, how to reach them.

use super::super::describe::label;
use super::super::{
    Address, AddressKind, Birth, Channel, Contact, Fact, Name, NameKind, Safe, SafeContact,
};
use super::{Naming, day, plain, safe_with, when, whos, with};

pub(super) fn say(fact: &Fact, naming: &dyn Naming) -> Option<String> {
    Some(match fact {
        Fact::Name(name) => named(name, naming),
        Fact::Birth(Birth::Known { date }) => format!("born on {}", day(*date)),
        Fact::Birth(Birth::Estimated { date }) => format!("born {date}, by an estimate"),
        Fact::Birth(Birth::Expected { due }) => format!("not born yet; due on {}", day(*due)),
        Fact::Death(death) => {
            let what = if death.before_birth {
                "lost before birth"
            } else {
                "died"
            };
            with(format!("{what}, {}", death.date), [death.note.clone()])
        }
        Fact::Gender(gender) => with(
            gender.gender.clone(),
            [
                gender.pronouns.clone(),
                safe_with(&gender.safe_with, naming),
            ],
        ),
        Fact::Identifier(of) => format!("{}: {}", plain(&of.system), of.value),
        Fact::Ethnicity(of) => of.name.clone(),
        Fact::Affiliation(of) => with(
            match &of.branch {
                Some(branch) => format!("{}, {branch}", of.people),
                None => of.people.clone(),
            },
            [of.note.clone()],
        ),
        Fact::Language(of) => {
            let mut interpreter = when(of.interpreter, "an interpreter is needed");
            if let (Some(said), Some(note)) = (&mut interpreter, &of.interpreter_note) {
                said.push_str(": ");
                said.push_str(note);
            }
            let said = format!("speaks {}", of.language);
            with(
                said,
                [when(of.preferred, "would rather use it"), interpreter],
            )
        }
        Fact::AccessNeed(of) => match &of.what_helps {
            Some(helps) => format!("{}: {helps}", of.need),
            None => of.need.clone(),
        },
        Fact::CultureNote(of) => format!("“{}”", of.words),
        Fact::Address(of) => address(of, naming),
        Fact::Contact(of) => contact(of),
        Fact::SafeContactRule(of) => {
            let rule = of.rule.trim_end_matches('.');
            let mut said = safe(&of.safe, true);
            said.push(rule.to_owned());
            lower_after_first(said).join("; ")
        }
        Fact::AgencyContact(of) => {
            let whom = match &of.name {
                Some(name) => format!("{}, {name}", of.role_label),
                None => of.role_label.clone(),
            };
            format!("{whom}: {}", contact(&of.contact))
        }
        _ => return None,
    })
}

fn named(name: &Name, naming: &dyn Naming) -> String {
    let shown = match (&name.preferred, &name.given) {
        (Some(preferred), Some(_)) => format!("{} “{preferred}”", name.shown()),
        _ => name.shown(),
    };
    let said = match name.name_kind {
        NameKind::Preferred => format!("goes by {shown}"),
        NameKind::Legal => format!("{shown} on official papers"),
        NameKind::Birth => format!("named {shown} at birth"),
        NameKind::Former => format!("formerly {shown}"),
        NameKind::Alias => format!("also known as {shown}"),
        NameKind::Adoptive => format!("{shown}, the name taken on adoption"),
        NameKind::Placeholder => format!("{shown}, until there is a name"),
    };
    let never = when(name.never_on_letters, "never on a letter");
    with(said, [safe_with(&name.safe_with, naming), never])
}

fn address(of: &Address, naming: &dyn Naming) -> String {
    let parts = of.lines.iter().chain(&of.locality).chain(&of.postcode);
    let place: Vec<&str> = parts.chain(&of.country).map(String::as_str).collect();
    let place = place.join(", ");
    let said = match of.address_kind {
        AddressKind::Home => format!("lives at {place}"),
        AddressKind::Placement => format!("is placed at {place}"),
        AddressKind::Temporary => format!("stays for now at {place}"),
        AddressKind::Refuge => format!("is in a place of safety, {place}"),
        AddressKind::Postal => format!("letters go to {place}"),
        AddressKind::Work => format!("works at {place}"),
        AddressKind::Office => format!("office: {place}"),
        AddressKind::NoFixedAbode => format!("no fixed address: {place}"),
    };
    let protected = of.protected.then(|| match of.protected_from.as_slice() {
        [] => "protected: tell nobody".to_owned(),
        from => format!("protected: keep it from {}", whos(from, naming)),
    });
    with(said, [protected])
}

fn contact(of: &Contact) -> String {
    let way = match of.channel {
        Channel::Through => "through".to_owned(),
        Channel::Phone => "telephone".to_owned(),
        _ => label("contact", "channel", channel(of.channel))
            .unwrap_or_default()
            .to_lowercase(),
    };
    let reached = with(format!("{way} {}", of.value), [of.label.clone()]);
    let voice = matches!(
        of.channel,
        Channel::Phone | Channel::Mobile | Channel::Messaging | Channel::Through
    );
    match safe(&of.safe, voice) {
        said if said.is_empty() => reached,
        said => format!("{reached}: {}", lower_after_first(said).join("; ")),
    }
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Phone => "phone",
        Channel::Mobile => "mobile",
        Channel::Email => "email",
        Channel::Messaging => "messaging",
        Channel::Web => "web",
        Channel::Through => "through",
    }
}

/// What is safe, a clause each, beginning with what may be done: "text only, after 3 pm", "never ring".
fn safe(safe: &SafeContact, voice: bool) -> Vec<String> {
    let ways = [
        (safe.call, "ring"),
        (safe.text, "text"),
        (safe.post, "write"),
        (safe.leave_message, "leave a message"),
    ];
    let all = |wanted: Safe| -> Vec<&str> {
        let fits = ways.iter().filter(|(safe, _)| *safe == wanted);
        fits.map(|(_, way)| *way).collect()
    };
    let (may, never, ask) = (all(Safe::Yes), all(Safe::No), all(Safe::NotAsked));
    let mut said = Vec::new();
    let first = match may.as_slice() {
        [] => None,
        [one] if never.len() >= 2 || ask.is_empty() => Some(format!("{one} only")),
        several => Some(format!("may {}", either(several))),
    };
    match (first, &safe.when) {
        (Some(first), Some(when)) => said.push(format!("{first}, {}", when.trim_end_matches('.'))),
        (Some(first), None) => said.push(first),
        (None, Some(when)) => said.push(when.trim_end_matches('.').to_owned()),
        (None, None) => {}
    }
    if !never.is_empty() {
        said.push(format!("never {}", either(&never)));
    }
    // Nothing asked at all goes without saying for a web address, and not for a telephone.
    if !ask.is_empty() && (voice || ask.len() < ways.len()) {
        said.push(match ask.len() {
            4 => "ask first what is safe".to_owned(),
            _ => format!("ask before you {}", either(&ask)),
        });
    }
    if let Some(not) = &safe.must_not_say {
        said.push(format!(
            "do not say or write: {}",
            not.trim_end_matches('.')
        ));
    }
    said
}

fn either(all: &[&str]) -> String {
    match all {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        all => all.concat(),
    }
}

/// Clauses after the first begin small, unless their second letter is a capital too.
fn lower_after_first(mut all: Vec<String>) -> Vec<String> {
    for said in all.iter_mut().skip(1) {
        let mut letters = said.chars();
        if let Some(first) = letters.next()
            && letters.clone().next().is_none_or(char::is_lowercase)
        {
            *said = first.to_lowercase().chain(letters).collect();
        }
    }
    all
}
