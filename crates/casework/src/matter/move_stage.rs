//! Moving a matter to another stage by hand, closing it included.

use access::Ask;
use domain::event::Body;
use domain::{FileId, MatterId, Name};
use pack::model::{Act, Move};
use pack::practice::guards;

use crate::office::{Acting, Ids, Office};
use crate::{Error, Result};

/// Which move.
#[derive(Debug, Clone)]
pub enum Which {
    /// This one.
    Named(Name),
    /// The first by hand that ends the matter.
    Closing,
}

/// Makes a move by hand; gives the stage it led to.
///
/// # Errors
/// `Refused` by guards; `NotAllowed` for roles the pack does not name; `Wrong` where it does not start in this stage.
pub fn move_stage(
    office: &Office,
    acting: &Acting,
    ids: Ids<'_>,
    file: FileId,
    matter: MatterId,
    which: &Which,
) -> Result<Name> {
    office.act(acting, ids, |unit| {
        unit.file(file)?;
        let facts = unit.facts(file)?;
        let seen = unit.permit(&facts, Ask::SeeFile)?;
        let pack = unit.pack_of(file, Some(matter))?;
        let held = unit.opened(file)?.history.matter(matter).cloned().ok_or(Error::NotFound("matter"))?;
        let kind = pack.matter(&held.kind).ok_or(Error::NotFound("matter"))?;
        let leads = |mv: &Move| kind.stage(&mv.to).is_some_and(|s| s.is_final);
        let mut candidates = kind.moves.iter().filter(|mv| match which {
            Which::Named(name) => *mv.name.value == **name,
            Which::Closing => leads(mv) && !mv.by.is_empty(),
        });
        let all: Vec<&Move> = candidates.by_ref().collect();
        let Some(mv) = all.iter().find(|mv| kind.starts_in(mv, held.stage())).or(all.first()).copied() else {
            return Err(Error::wrong(
                format!("{} has no such move", kind.title),
                "a record may make it: look at how the matter ends in the pack's book",
            ));
        };
        if !kind.starts_in(mv, held.stage()) || !held.is_open() {
            let stage = kind.stage(held.stage()).map_or(held.stage().as_str(), |s| s.title.as_str());
            return Err(Error::wrong(format!("{} is at “{stage}”, where this does not start", kind.title), "look at its stage"));
        }
        let by: Vec<Name> = mv.by.iter().map(|r| r.value.clone()).collect();
        let permit = if by.is_empty() {
            unit.permit(&facts, crate::permit::act(if leads(mv) { Act::Close } else { Act::Move }))?
        } else {
            unit.permit(&facts, crate::permit::one_of(&by))?
        };
        drop(seen);
        let (holds, refused) = unit.look(file, Some(matter), None, |context| {
            (mv.when.as_ref().is_none_or(|when| context.holds(when)), guards(context, &kind.matter, &mv.name))
        })?;
        if !refused.is_empty() {
            return Err(Error::Refused(refused));
        }
        if !holds {
            return Err(Error::wrong("this move is not possible yet", "look at what it needs in the pack's book"));
        }
        let now = unit.now()?;
        let stage = mv.to.value.clone();
        let body = Body::StageEntered { matter, stage: stage.clone(), by_move: mv.name.value.clone(), closes: leads(mv) };
        unit.append(&[(&permit, Some(matter))], now, body)?;
        Ok(stage)
    })
}
