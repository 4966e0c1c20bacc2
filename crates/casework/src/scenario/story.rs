//! A story carried out on somebody's database: one provider, the same acts as anybody's. It publishes no pack, and never
//! touches what was there before.

use std::sync::Arc;

use domain::{FileId, Name, ServiceId};
use jiff::Timestamp;
use jiff::civil::Date;
use pack::Pack;
use pack::scenario::Story;

use super::Failure;
use super::stage::{Provider, Stage};
use crate::office::Office;
use crate::{Error, Result, setup, timescale};

/// What a story left behind.
#[derive(Debug, Clone)]
pub struct Told {
    /// The service.
    pub service: ServiceId,
    /// Who works there, by name.
    pub workers: Vec<(String, FileId)>,
}

/// Tells a story from beginning to end, and what passing time tells people until `now`. Periods of timescales are laid out
/// at least until `horizon`; `seed` makes the identifiers; `tick` hears how many steps are done.
///
/// # Errors
/// `Wrong` with the first step that did not go as the story tells.
pub fn tell(
    office: &Office,
    pack: &Arc<Pack>,
    story: &Story,
    (now, horizon): (Timestamp, Date),
    seed: u128,
    tick: &mut dyn FnMut(usize),
) -> Result<Told> {
    let slug = Name::parse(&story.slug).ok_or_else(|| {
        Error::wrong(
            format!("`{}` is no short name", story.slug),
            "use lower-case letters, figures and -",
        )
    })?;
    let provider = Provider {
        agency: story.agency.clone(),
        slug,
        horizon: Some(horizon),
    };
    let mut stage = Stage::of(office, pack, &story.scenario, &provider, seed)?;
    let failures = stage.play_on(&story.scenario, false, tick);
    if !failures.is_empty() {
        return Err(failed(&failures));
    }
    let acting = setup::deployment(stage.service, now);
    stage.with_ids(|ids| timescale::pass::pass(office, &acting, ids))?;
    let workers = stage.workers.iter();
    let workers = workers
        .filter(|(_, (_, _, service))| *service == stage.service)
        .map(|(name, (file, _, _))| (name.clone(), *file));
    Ok(Told {
        service: stage.service,
        workers: workers.collect(),
    })
}

/// The most failures that are told.
const TOLD: usize = 5;

fn failed(failures: &[Failure]) -> Error {
    let told: Vec<String> = failures
        .iter()
        .take(TOLD)
        .map(|f| format!("line {}, `{}`: {}", f.line, f.phrase, f.found))
        .collect();
    let what = format!(
        "{} steps of the story did not go as it tells: {}",
        failures.len(),
        told.join("; ")
    );
    Error::wrong(what, "mend the story")
}
