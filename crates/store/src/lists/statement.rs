//! A statement put together with its arguments, numbered as they come. Only names of columns and tables written in the
//! program go into its text; every value is an argument.

use crate::db::Value;
use crate::scope;

/// The arguments of a statement being put together.
#[derive(Default)]
pub(super) struct Arguments {
    pub all: Vec<Value<'static>>,
}

impl Arguments {
    /// A value; gives how it stands in the text.
    pub fn value(&mut self, value: impl Into<Value<'static>>) -> String {
        self.all.push(value.into());
        format!("?{}", self.all.len())
    }

    /// A list of texts, for after `IN`.
    pub fn texts<T: std::fmt::Display>(&mut self, items: impl IntoIterator<Item = T>) -> String {
        let items = items.into_iter().map(|item| item.to_string());
        self.all.push(Value::texts(items));
        format!("{{{{texts ?{}}}}}", self.all.len())
    }

    /// That of the file of alias `s` somebody learns on duty that it is known.
    pub fn on_duty(&mut self, scope: &access::Scope) -> String {
        let condition = scope::on_duty(scope, self.all.len() + 1);
        self.all.extend(condition.args);
        condition.sql
    }

    /// That the file of alias `s` may be known of.
    pub fn known(&mut self, scope: &access::Scope) -> String {
        let condition = scope::known(scope, self.all.len() + 1);
        self.all.extend(condition.args);
        condition.sql
    }
}
