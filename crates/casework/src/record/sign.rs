//! Signing a step of a record's chain. Nobody signs their own work, save where the pack lets them with a reason that
//! somebody else reviews.

use access::Permit;
use domain::event::Body;
use domain::history::RecordStatus;
use domain::{Name, RecordId};
use pack::model::OwnWork;
use pack::practice::{guards, steps_from};

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// A signature somebody gives.
#[derive(Debug, Clone)]
pub struct Sign {
    /// The record.
    pub record: RecordId,
    /// The version that was read.
    pub version: u32,
    /// The step.
    pub step: Name,
    /// The reason, where somebody signs their own work.
    pub own_work: Option<String>,
}

/// Signs; gives the step the record now waits for.
///
/// # Errors
/// `NotAllowed` with who can; `Refused` by guards; `Stale` where the record changed in the meantime.
pub fn sign(office: &Office, acting: &Acting, ids: Ids<'_>, sign: &Sign) -> Result<Option<Name>> {
    office.act(acting, ids, |unit| {
        let found = super::find(unit, sign.record)?;
        let form = found.form()?.clone();
        let facts = found.facts(unit)?;
        let step = form.step(&sign.step).ok_or_else(|| {
            Error::wrong(
                format!("“{}” has no step `{}`", form.title, sign.step),
                "look at who signs it, in what order",
            )
        })?;
        let by: Vec<Name> = step.by.iter().map(|r| r.value.clone()).collect();
        let permits = facts
            .iter()
            .map(|f| unit.permit(f, crate::permit::sign(&found.held, &by)))
            .collect::<Result<Vec<Permit<'_>>>>()?;
        if found.held.version != sign.version
            || found.held.status != RecordStatus::Waiting(sign.step.clone())
        {
            return Err(Error::Stale { what: "the record" });
        }
        let worker = unit.acting.worker;
        // Whoever amended it signs it as little as whoever wrote it, in their own name or under cover.
        let writers = super::writers(unit, &found)?;
        let for_ = unit
            .acting
            .on_behalf
            .or_else(|| permits.iter().find_map(Permit::on_behalf));
        let own = writers.contains(&worker) || for_.is_some_and(|w| writers.contains(&w));
        let own_work = match (own, step.own_work) {
            (false, _) => None,
            (true, OwnWork::Never) => {
                let title = |r: &Name| {
                    found
                        .pack
                        .role(r)
                        .map_or_else(|| r.to_string(), |x| x.title.clone())
                };
                let who: Vec<String> = by.iter().map(title).collect();
                return Err(Error::not_allowed(format!(
                    "nobody signs their own work: another {} can",
                    who.join(" or ").to_lowercase()
                )));
            }
            (true, OwnWork::Recorded) => {
                let why = sign.own_work.as_deref().ok_or_else(|| {
                    Error::wrong(
                        "this is your own work",
                        "say why you sign it yourself; somebody else will look at it afterwards",
                    )
                })?;
                Some(super::reason(why)?)
            }
        };
        let home = found.home();
        let answers = found.held.answers_for(home);
        let matter = found.held.matter;
        let (holds, refused, next) = unit.look(home, matter, Some(&answers), |context| {
            (
                step.needs.as_ref().is_none_or(|needs| context.holds(needs)),
                guards(context, &form.record, &sign.step),
                steps_from(&form, Some(&sign.step), context).map(|s| s.step.value.clone()),
            )
        })?;
        if !refused.is_empty() {
            return Err(Error::Refused(refused));
        }
        if !holds {
            return Err(Error::wrong(
                format!("“{}” is not ready for this step", form.title),
                "look at what the step needs, amend the record, then sign",
            ));
        }
        let to = found.places(unit, &permits)?;
        let now = unit.now()?;
        let body = Body::RecordSigned {
            record: sign.record,
            version: sign.version,
            step: sign.step.clone(),
            waits_for: next.clone(),
            own_work,
        };
        unit.append(&to, now, body)?;
        Ok(next)
    })
}
