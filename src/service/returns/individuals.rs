//! Individuals: a household and a person's pseudonym, and whoever is said to have been one of another household.

use crate::base::domain::redact;
use crate::service::register::Named;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Individuals while events are read.
#[derive(Default)]
pub(super) struct Individuals {
    of: BTreeMap<(usize, Arc<str>), usize>,
    /// Whom each is one with; itself where nobody said so.
    is_one_with: Vec<usize>,
}

redact!(Individuals);

impl Individuals {
    /// Somebody of a household.
    pub(super) fn of(&mut self, household: usize, id: &str) -> usize {
        let next = self.is_one_with.len();
        let found = *self.of.entry((household, Arc::from(id))).or_insert(next);
        if found == next {
            self.is_one_with.push(next);
        }
        found
    }

    /// Somebody whom an event names, who may have been another before.
    pub(super) fn named(&mut self, household: usize, named: &Named) -> usize {
        let individual = self.of(household, &named.id);
        if let Some((other, id)) = &named.was {
            let before = self.of(*other, id);
            let (one, two) = (self.first(before), self.first(individual));
            let (first, later) = (one.min(two), one.max(two));
            self.is_one_with[later] = first;
        }
        individual
    }

    fn first(&self, mut individual: usize) -> usize {
        while self.is_one_with[individual] != individual {
            individual = self.is_one_with[individual];
        }
        individual
    }

    /// Whom each is one with in the end, and what everybody is called.
    pub(super) fn whole(&self, households: &[String]) -> (Vec<usize>, Vec<String>) {
        let became = (0..self.is_one_with.len()).map(|individual| self.first(individual)).collect();
        let mut called = vec![String::new(); self.is_one_with.len()];
        for ((household, id), individual) in &self.of {
            called[*individual] = format!("{}/{id}", households[*household]);
        }
        (became, called)
    }
}
