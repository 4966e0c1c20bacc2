//! Who may see and do what: one decision with its reason, and the same decision as a list scope.
//!
//! [`decide`] is the only place where the policy stands; [`Permit`] is the proof that it was asked, and
//! [`Scope`] its twin for lists. Nothing here reads a database, a clock or a pack: whoever loads the facts
//! does so in the transaction that acts on the answer.

mod actor;
mod ask;
mod belongs;
mod decide;
mod denied;
mod facts;
mod permit;
mod rights;
mod scope;
mod sealed;
mod ways;
mod why;

pub use actor::{Actor, HeldRole};
pub use ask::Ask;
pub use belongs::{Belongs, Sort};
pub use decide::{Decision, Reach, decide};
pub use denied::{Denied, Refusal};
pub use facts::{Facts, Involved, RawFacts, Restriction, Waiting};
pub use permit::{Permit, permit};
pub use rights::{Names, PackRole, Rights, RoleBook, Sees, act};
pub use scope::Scope;
pub use sealed::{Sealed, Unopened};
pub use why::{Day, Why};
