//! Where someone is and how to reach them without doing harm. A former address is one whose period has ended; it is kept
//! for the history and never offered for sending. This module does not choose where to send: it says what is safe.

use serde::{Deserialize, Serialize};

use super::Checked;
use super::check::Check;
use super::who::Who;

/// What sort of address it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressKind {
    /// Where they live.
    Home,
    /// Where a child in care has been placed.
    Placement,
    /// Where they stay for now.
    Temporary,
    /// A refuge or other place of safety; always protected.
    Refuge,
    /// Where letters go and nobody lives.
    Postal,
    /// Work.
    Work,
    /// Where a site or agency is.
    Office,
    /// No fixed address: the lines say where to find them.
    NoFixedAbode,
}

/// One address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// What sort of address it is.
    pub address_kind: AddressKind,
    /// Street lines.
    #[serde(default)]
    pub lines: Vec<String>,
    /// Suburb, town or district: what searching and reports use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locality: Option<String>,
    /// Postcode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
    /// Country, where it is not the service's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Whether it must be kept from someone. What betrays it (school, locality, appointments) is then protected too.
    #[serde(default)]
    pub protected: bool,
    /// From whom; empty means from all who are not named elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protected_from: Vec<Who>,
}

impl Checked for Address {
    fn check(&self, check: &mut Check) {
        check.lines("lines", &self.lines, 0);
        check.line_if("locality", self.locality.as_ref());
        check.line_if("postcode", self.postcode.as_ref());
        check.line_if("country", self.country.as_ref());
        if self.lines.is_empty() && self.locality.is_none() {
            check.add(
                "lines",
                "is empty, and so is the locality",
                "a street line or a locality",
            );
        }
        check.whos("protected_from", &self.protected_from, 0);
        if !self.protected {
            if !self.protected_from.is_empty() {
                check.add(
                    "protected",
                    "is not set, but someone is named in protected_from",
                    "true",
                );
            }
            if self.address_kind == AddressKind::Refuge {
                check.add("protected", "is not set for a refuge", "true");
            }
        }
    }
}

/// By which way something is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A telephone at a place.
    Phone,
    /// A telephone someone carries.
    Mobile,
    /// E-mail.
    Email,
    /// An account of a messaging service.
    Messaging,
    /// A web address.
    Web,
    /// Through another person, named in the value.
    Through,
}

/// Whether something may be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Safe {
    /// They said yes.
    Yes,
    /// They said no.
    No,
    /// Nobody has asked yet: ask before use.
    #[default]
    NotAsked,
}

/// What is safe. Everything starts as "not asked".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SafeContact {
    /// Ring.
    pub call: Safe,
    /// Text or send a message.
    pub text: Safe,
    /// Send a letter or an e-mail.
    pub post: Safe,
    /// Leave a message with a person or a machine.
    pub leave_message: Safe,
    /// When it is safe: "after 3 pm on school days".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
    /// What must not be said or written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub must_not_say: Option<String>,
}

impl SafeContact {
    /// The stricter of two: a "no" on either side stays, then "not asked"; both texts are kept.
    pub fn stricter(&self, other: &SafeContact) -> SafeContact {
        fn least(a: Safe, b: Safe) -> Safe {
            match (a, b) {
                (Safe::No, _) | (_, Safe::No) => Safe::No,
                (Safe::Yes, Safe::Yes) => Safe::Yes,
                _ => Safe::NotAsked,
            }
        }
        fn both(a: Option<&String>, b: Option<&String>) -> Option<String> {
            let mut texts: Vec<&str> = a.into_iter().chain(b).map(String::as_str).collect();
            texts.dedup();
            (!texts.is_empty()).then(|| texts.join("\n"))
        }
        SafeContact {
            call: least(self.call, other.call),
            text: least(self.text, other.text),
            post: least(self.post, other.post),
            leave_message: least(self.leave_message, other.leave_message),
            when: both(self.when.as_ref(), other.when.as_ref()),
            must_not_say: both(self.must_not_say.as_ref(), other.must_not_say.as_ref()),
        }
    }

    fn check(&self, check: &mut Check) {
        check.text_if("safe.when", self.when.as_ref());
        check.text_if("safe.must_not_say", self.must_not_say.as_ref());
    }
}

/// One number or address by which to reach someone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// By which way.
    pub channel: Channel,
    /// The number or address as written.
    pub value: String,
    /// "Work", "Nan's landline", "reception".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What is safe with it.
    #[serde(default)]
    pub safe: SafeContact,
}

impl Checked for Contact {
    fn check(&self, check: &mut Check) {
        check.line("value", &self.value);
        check.line_if("label", self.label.as_ref());
        self.safe.check(check);
        match self.channel {
            Channel::Phone | Channel::Mobile => {
                if self.value.chars().filter(char::is_ascii_digit).count() < 3 {
                    check.add(
                        "value",
                        "is not a telephone number",
                        "at least three figures",
                    );
                }
            }
            Channel::Email => {
                let parts: Vec<&str> = self.value.split('@').collect();
                let whole = matches!(parts.as_slice(), [name, host] if !name.is_empty() && !host.is_empty());
                if !whole || self.value.contains(char::is_whitespace) {
                    check.add(
                        "value",
                        "is not an e-mail address",
                        "name@host, without spaces",
                    );
                }
            }
            Channel::Messaging | Channel::Web | Channel::Through => {}
        }
    }
}

/// What holds for every way of reaching this person: "never ring the house".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SafeContactRule {
    /// What is safe at all; joined with each contact's own by [`SafeContact::stricter`].
    #[serde(default)]
    pub safe: SafeContact,
    /// The rule in words, shown wherever something is about to be sent.
    pub rule: String,
}

impl Checked for SafeContactRule {
    fn check(&self, check: &mut Check) {
        check.text("rule", &self.rule);
        self.safe.check(check);
    }
}
