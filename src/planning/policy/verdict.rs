//! What follows for the desk: another order is shipped only if it wins beyond doubt.

use super::reading::{Policy, PolicyReading};
use crate::base::statistics::Says;

/// The verdict in sentences. A policy wins if it turns away fewer somewhere, and everywhere else, at every
/// level, in every reading and with demand wrong on purpose, the same or fewer; all beyond doubt.
pub(super) fn verdict(readings: &[PolicyReading]) -> Vec<String> {
    let names = names(readings);
    let winners: Vec<&str> = names.iter().copied().filter(|name| wins(readings, name)).collect();
    let mut said = Vec::new();
    if winners.is_empty() {
        said.push("The plain preference order stays: nothing compared here turns away fewer households beyond doubt at every level of demand, with demand right and wrong.".to_owned());
    } else {
        said.push(format!("Beyond doubt fewer households are turned away by: {}. Look at the points and at whom it falls on before it replaces the preference order.", winners.join(", ")));
    }
    for name in names.iter().filter(|name| !winners.contains(name)) {
        said.push(sentence(readings, name));
    }
    said
}

/// Policies in order, holds apart: a hold is shown with its cost and never wins.
fn names(readings: &[PolicyReading]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for policy in policies(readings) {
        if policy.held.is_none() && !names.contains(&&*policy.policy) {
            names.push(&policy.policy);
        }
    }
    names
}

fn policies(readings: &[PolicyReading]) -> impl Iterator<Item = &Policy> {
    readings.iter().flat_map(|reading| &reading.rounds).flat_map(|round| &round.policies)
}

fn wins(readings: &[PolicyReading], name: &str) -> bool {
    let mut mine = policies(readings).filter(|policy| policy.policy == name).peekable();
    let some = policies(readings).any(|p| p.policy == name && p.says == Says::Fewer);
    mine.peek().is_some() && some && mine.all(|p| matches!(p.says, Says::Fewer | Says::Same))
}

/// What one policy came to, over all contests: a reading at a level of demand is one.
fn sentence(readings: &[PolicyReading], name: &str) -> String {
    let (right, wrong): (Vec<&Policy>, Vec<&Policy>) = policies(readings)
        .filter(|policy| policy.policy == name)
        .partition(|policy| matches!(&*policy.learned_from, "" | "right"));
    let count = |of: &[&Policy], says: Says| of.iter().filter(|policy| policy.says == says).count();
    let is_told_apart = |policy: &&Policy| matches!(policy.says, Says::Fewer | Says::More);
    if !right.iter().chain(&wrong).any(is_told_apart) {
        let ends = right.iter().map(|policy| policy.difference.turned_away);
        let most = ends.map(|i| i.low.abs().max(i.high.abs())).fold(0.0, f64::max);
        return format!(
            "{name} cannot be told apart from it, learned from the right demand or a wrong one; at the right one they differ by at most {most:.1} households a year either way."
        );
    }
    let worst = right.iter().map(|policy| policy.difference.turned_away.mean).fold(0.0, f64::max);
    let (more, fewer) = (count(&right, Says::More), count(&right, Says::Fewer));
    let contests = right.len();
    let at_right = match (more, fewer) {
        (0, 0) => format!("{name} cannot be told apart from it at the demand it learned from"),
        (more, 0) => format!(
            "{name} turns away more, beyond doubt, in {more} of {contests} contests, by up to {worst:.1} households a year, and never fewer"
        ),
        (more, fewer) => format!(
            "{name} turns away fewer, beyond doubt, in {fewer} of {contests} contests and more in {more}"
        ),
    };
    if wrong.is_empty() {
        return at_right + ".";
    }
    format!(
        "{at_right}; learned from wrong demand, more in {} of {} and fewer in {}.",
        count(&wrong, Says::More),
        wrong.len(),
        count(&wrong, Says::Fewer)
    )
}
