//! `alongside pack test` and `coverage`: scenarios carried out, rules taken out one by one, and what becomes of each clause.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;
use std::process::exit;
use std::sync::Arc;

use ::pack::Pack;
use ::pack::rules::{ClauseCoverage, Coverage, RuleEntry};
use casework::scenario::{Bench, Outcome, mutate};
use clap::{Args as ClapArgs, ValueEnum};
use miette::{IntoDiagnostic, miette};

use crate::features;
use crate::progress::bar;

/// `alongside pack test`.
#[derive(ClapArgs)]
pub struct TestArgs {
    /// The pack's folder.
    dir: PathBuf,
    /// Also take each rule out of the pack, and name those whose absence no scenario notices.
    #[arg(long)]
    mutate: bool,
    /// Only scenarios whose name holds this text.
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
}

/// `alongside pack coverage`.
#[derive(ClapArgs)]
pub struct CoverageArgs {
    /// The pack's folder.
    dir: PathBuf,
    /// Print counts and ids as JSON.
    #[arg(long)]
    json: bool,
    /// Print only the ids of these clauses.
    #[arg(long, value_name = "WHICH")]
    list: Option<Which>,
    /// Do not take rules out: what is met, without what is shown.
    #[arg(long)]
    quick: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Which {
    Met,
    Shown,
    #[value(name = "not-software")]
    NotSoftware,
    Open,
    /// Met, and no scenario or test shows it.
    Unshown,
}

/// A pack that can be used; what is wrong with it goes to `out`.
pub fn usable(dir: &std::path::Path, out: &mut impl Write) -> miette::Result<Arc<Pack>> {
    let (pack, problems) = super::read(dir)?;
    match pack {
        Some(pack) => Ok(Arc::new(pack)),
        None => {
            write!(out, "{problems}").into_diagnostic()?;
            Err(miette!(
                "the pack cannot be used: mend what `alongside pack check` names"
            ))
        }
    }
}

fn outcomes(pack: &Arc<Pack>, only: Option<&str>) -> miette::Result<Vec<Outcome>> {
    let bench = Bench::new().into_diagnostic()?;
    let chosen: Vec<_> = pack
        .scenarios
        .iter()
        .filter(|s| only.is_none_or(|o| s.scenario.contains(o)))
        .collect();
    let progress = bar(chosen.len(), "scenarios");
    let all = chosen.into_iter().map(|scenario| {
        let outcome = bench.run(pack, scenario);
        progress.inc(1);
        outcome
    });
    let all = all.collect();
    progress.finish_and_clear();
    Ok(all)
}

/// Carries out `pack test`.
pub fn test(args: &TestArgs, out: &mut impl Write) -> miette::Result<()> {
    let pack = usable(&args.dir, out)?;
    let all = outcomes(&pack, args.only.as_deref())?;
    let mut failed = 0;
    for outcome in all.iter().filter(|o| !o.passed()) {
        failed += 1;
        writeln!(out, "FAILED {}", outcome.scenario).into_diagnostic()?;
        for failure in &outcome.failures {
            writeln!(
                out,
                "  line {}: {}\n    {}",
                failure.line, failure.phrase, failure.found
            )
            .into_diagnostic()?;
        }
    }
    let mut unshown = 0;
    if args.mutate && failed == 0 {
        let rules: Vec<RuleEntry> = pack
            .rule_list()
            .into_iter()
            .filter(|r| !r.clauses.is_empty())
            .collect();
        let shown = shown(&pack, &rules)?;
        for rule in rules.iter().filter(|r| !shown.contains_key(&r.id)) {
            unshown += 1;
            writeln!(
                out,
                "NOT SHOWN {}: {} ({})",
                rule.place, rule.id, rule.title
            )
            .into_diagnostic()?;
        }
        writeln!(
            out,
            "{} rules taken out, {unshown} not noticed",
            rules.len()
        )
        .into_diagnostic()?;
    }
    writeln!(out, "{} passed, {failed} failed", all.len() - failed).into_diagnostic()?;
    if failed > 0 || unshown > 0 {
        out.flush().into_diagnostic()?;
        exit(1);
    }
    Ok(())
}

fn shown(pack: &Arc<Pack>, rules: &[RuleEntry]) -> miette::Result<mutate::Shown> {
    let progress = bar(rules.len(), "rules taken out");
    let shown = mutate::shown(pack, rules, &|done| progress.set_position(done as u64));
    progress.finish_and_clear();
    shown.into_diagnostic()
}

/// What becomes of each clause; `quick` leaves out what is shown.
///
/// # Errors
/// Those of the database in memory.
pub fn coverage_of(pack: &Arc<Pack>, quick: bool) -> miette::Result<Coverage> {
    let shown = if quick {
        BTreeMap::new()
    } else {
        let rules: Vec<RuleEntry> = pack
            .rule_list()
            .into_iter()
            .filter(|r| !r.clauses.is_empty())
            .collect();
        shown(pack, &rules)?
    };
    let features = features::FEATURES
        .iter()
        .map(|f| {
            (
                f.name.to_owned(),
                f.tests.iter().map(|t| (*t).to_owned()).collect(),
            )
        })
        .collect();
    Ok(Coverage::of(pack, &shown, &features))
}

/// Fails with the first scenario that does.
pub fn all_pass(pack: &Arc<Pack>) -> miette::Result<()> {
    match outcomes(pack, None)?.iter().find(|o| !o.passed()) {
        None => Ok(()),
        Some(bad) => Err(miette!(
            "scenario “{}” fails: coverage counts only scenarios that pass",
            bad.scenario
        )),
    }
}

/// Carries out `pack coverage`.
pub fn coverage(args: &CoverageArgs, out: &mut impl Write) -> miette::Result<()> {
    let pack = usable(&args.dir, out)?;
    let needs_shown = !args.quick
        && !matches!(
            args.list,
            Some(Which::Met | Which::NotSoftware | Which::Open)
        );
    if needs_shown {
        all_pass(&pack)?;
    }
    let found = coverage_of(&pack, !needs_shown)?;
    if let Some(which) = args.list {
        let holds: fn(&ClauseCoverage) -> bool = match which {
            Which::Met => ClauseCoverage::is_met,
            Which::Shown => ClauseCoverage::is_shown,
            Which::NotSoftware => ClauseCoverage::is_not_software,
            Which::Open => ClauseCoverage::is_open,
            Which::Unshown => |c| c.is_met() && !c.is_shown(),
        };
        for id in found.ids(holds) {
            writeln!(out, "{id}").into_diagnostic()?;
        }
        return Ok(());
    }
    if args.json {
        let json = serde_json::to_string_pretty(&found.to_json()).into_diagnostic()?;
        return writeln!(out, "{json}").into_diagnostic();
    }
    for clause in &found.clauses {
        let state = if let Some(why) = &clause.not_software {
            format!("not software: {why}")
        } else if clause.is_open() {
            "open".into()
        } else {
            let by: Vec<&str> = clause
                .rules
                .iter()
                .chain(&clause.features)
                .map(String::as_str)
                .collect();
            let shown = if clause.shown_by.is_empty() {
                "not shown".into()
            } else {
                clause.shown_by.join("; ")
            };
            format!("met by {}; shown by {shown}", by.join(", "))
        };
        writeln!(out, "{} {state}", clause.id).into_diagnostic()?;
    }
    let json = found.to_json();
    let count = |name: &str| json.get(name).cloned().unwrap_or_default();
    writeln!(
        out,
        "{} clauses: {} met, {} shown, {} not software, {} open",
        count("clauses"),
        count("met"),
        count("shown"),
        count("not_software"),
        count("open")
    )
    .into_diagnostic()
}
