//! Is a rule shown? It is if a scenario that passes fails once the rule is taken out of the pack. Nothing else proves that
//! the rule does anything.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pack::Pack;
use pack::rules::RuleEntry;

use super::run;

/// The first scenario that fails without a rule, by the rule's id; rules that none needs are not in it.
pub type Shown = BTreeMap<String, Vec<String>>;

/// Takes each of these rules out in turn. Scenarios must pass with the whole pack. `tick` is called after each rule with
/// how many are done.
pub fn shown(pack: &Arc<Pack>, rules: &[RuleEntry], tick: &(dyn Fn(usize) + Sync)) -> Shown {
    let next = AtomicUsize::new(0);
    let done = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    let found: Vec<Shown> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let mut own = Shown::new();
                    while let Some(rule) = rules.get(next.fetch_add(1, Ordering::Relaxed)) {
                        if let Some(scenario) = needs(pack, rule) {
                            own.insert(rule.id.clone(), vec![scenario]);
                        }
                        tick(done.fetch_add(1, Ordering::Relaxed) + 1);
                    }
                    own
                })
            })
            .collect();
        threads.into_iter().filter_map(|t| t.join().ok()).collect()
    });
    found.into_iter().flatten().collect()
}

/// The first scenario that fails without the rule; those that speak of it or of its clauses are tried first.
fn needs(pack: &Arc<Pack>, rule: &RuleEntry) -> Option<String> {
    let without = Arc::new(pack.without(&rule.id)?);
    let words: Vec<&str> = rule.id.split([':', '.']).skip(1).collect();
    let mut order: Vec<(usize, usize)> = pack
        .scenarios
        .iter()
        .enumerate()
        .map(|(index, scenario)| {
            let cites = scenario
                .clause
                .iter()
                .any(|c| rule.clauses.contains(&c.value));
            let text = format!("{scenario:?}");
            let speaks = words.iter().filter(|w| text.contains(**w)).count();
            (usize::MAX - (usize::from(cites) * 2 + speaks), index)
        })
        .collect();
    order.sort_unstable();
    order
        .into_iter()
        .map(|(_, index)| &pack.scenarios[index])
        .find_map(|scenario| {
            let outcome = run(&without, scenario);
            (!outcome.passed()).then_some(outcome.scenario)
        })
}
