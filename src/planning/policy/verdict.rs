//! What follows for the desk: another order is shipped only if it wins beyond doubt.

use super::reading::{Policy, PolicyReading};
use crate::base::statistics::Says;

/// What follows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PolicyVerdict {
    /// Policies that turn away fewer somewhere, and everywhere else, at every level, in every reading and with demand wrong
    /// on purpose, the same or fewer; all beyond doubt.
    pub winners: Vec<String>,
    /// The others.
    pub others: Vec<Contested>,
}

/// What one policy came to, over all contests: a reading at a level of demand is one.
#[derive(Debug, Clone, PartialEq)]
pub struct Contested {
    /// The policy.
    pub policy: String,
    /// Learned from the right demand.
    pub right: Contests,
    /// Learned from a wrong one.
    pub wrong: Contests,
    /// The farthest that any interval of the difference reaches from 0, learned from the right demand.
    pub farthest: f64,
    /// The most by which it turned away more on average, learned from the right demand.
    pub worst: f64,
}

/// How contests ended, as far as chance allows to say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contests {
    /// All of them.
    pub all: usize,
    /// In which it turned away more, beyond doubt.
    pub more: usize,
    /// In which it turned away fewer, beyond doubt.
    pub fewer: usize,
}

/// The verdict over all readings.
pub(super) fn verdict(readings: &[PolicyReading]) -> PolicyVerdict {
    let names = names(readings).into_iter();
    let (winners, others): (Vec<&str>, Vec<&str>) = names.partition(|name| wins(readings, name));
    PolicyVerdict {
        winners: winners.into_iter().map(str::to_owned).collect(),
        others: others.into_iter().map(|name| contested(readings, name)).collect(),
    }
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

fn contested(readings: &[PolicyReading], name: &str) -> Contested {
    let (right, wrong): (Vec<&Policy>, Vec<&Policy>) = policies(readings)
        .filter(|policy| policy.policy == name)
        .partition(|policy| matches!(&*policy.learned_from, "" | "right"));
    let ends = right.iter().map(|policy| policy.difference.turned_away);
    let farthest = ends.map(|i| i.low.abs().max(i.high.abs())).fold(0.0, f64::max);
    let worst = right.iter().map(|policy| policy.difference.turned_away.mean).fold(0.0, f64::max);
    let (policy, right, wrong) = (name.to_owned(), Contests::of(&right), Contests::of(&wrong));
    Contested { policy, right, wrong, farthest, worst }
}

impl Contests {
    fn of(policies: &[&Policy]) -> Self {
        let count = |says: Says| policies.iter().filter(|policy| policy.says == says).count();
        Self { all: policies.len(), more: count(Says::More), fewer: count(Says::Fewer) }
    }

    /// Whether any told it apart from the plain preference order.
    pub fn tell_apart(self) -> bool {
        self.more + self.fewer > 0
    }
}
