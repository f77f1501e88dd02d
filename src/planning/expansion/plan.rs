//! A plan: how many of each candidate are bought. It knows no order, so its value cannot depend on one.

use super::candidate::Candidate;
use super::horizon::Horizon;
use super::pence::pence;

/// How many of each candidate, in the candidates' order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Plan(pub Vec<u16>);

impl Plan {
    /// Nothing is bought.
    pub fn nothing(candidates: usize) -> Self {
        Self(vec![0; candidates])
    }

    /// One more of a candidate.
    #[must_use]
    pub fn with(&self, candidate: usize, more: u16) -> Self {
        let mut counts = self.0.clone();
        counts[candidate] = counts[candidate].saturating_add(more);
        Self(counts)
    }

    /// One more of each of some candidates.
    #[must_use]
    pub(super) fn and(&self, more: &[usize]) -> Self {
        more.iter().fold(self.clone(), |plan, &one| plan.with(one, 1))
    }

    /// One less of a candidate, if there is one.
    pub fn without(&self, candidate: usize) -> Option<Self> {
        let mut counts = self.0.clone();
        counts[candidate] = counts[candidate].checked_sub(1)?;
        Some(Self(counts))
    }

    /// How many things it buys.
    pub fn size(&self) -> u32 {
        self.0.iter().map(|&count| u32::from(count)).sum()
    }

    /// What it buys, with how many.
    pub fn parts<'a>(
        &'a self,
        candidates: &'a [Candidate],
    ) -> impl Iterator<Item = (&'a Candidate, u16)> + 'a {
        candidates.iter().zip(self.0.iter().copied()).filter(|(_, count)| *count > 0)
    }

    /// Whether no candidate is bought more often than it can be.
    pub fn is_possible(&self, candidates: &[Candidate]) -> bool {
        self.parts(candidates).all(|(candidate, count)| u32::from(count) <= candidate.most)
    }

    /// Pounds a year over the years that count, of the days on which each thing works, capital spread over its life: best
    /// estimate, least and most.
    pub fn a_year(&self, candidates: &[Candidate], horizon: Horizon) -> [f64; 3] {
        let mut sum = [0.0; 3];
        for (candidate, count) in self.parts(candidates) {
            let costs = candidate.a_year(horizon);
            sum.iter_mut().zip(costs).for_each(|(sum, cost)| *sum += f64::from(count) * cost);
        }
        sum
    }

    /// The same in whole pence: by this costs are compared.
    pub fn pence_a_year(&self, candidates: &[Candidate], horizon: Horizon) -> i64 {
        pence(self.a_year(candidates, horizon)[0])
    }

    /// Pounds once, and pounds a year of running.
    pub fn money(&self, candidates: &[Candidate]) -> (f64, f64) {
        self.parts(candidates).fold((0.0, 0.0), |(capital, yearly), (candidate, count)| {
            let count = f64::from(count);
            (capital + count * candidate.capital.pounds, yearly + count * candidate.yearly.pounds)
        })
    }

    /// In words: "2 × refuge room, second move-on worker".
    pub fn words(&self, candidates: &[Candidate]) -> String {
        let parts: Vec<String> = self
            .parts(candidates)
            .map(|(candidate, count)| match count {
                1 => candidate.title.clone(),
                many => format!("{many} × {}", candidate.title),
            })
            .collect();
        if parts.is_empty() { "nothing more".to_owned() } else { parts.join(" + ") }
    }
}

/// Every plan of some candidates up to a size, the smallest first.
pub fn every_plan(all: usize, of: &[usize], candidates: &[Candidate], size: u32) -> Vec<Plan> {
    let mut plans = vec![Plan::nothing(all)];
    for &candidate in of {
        let before = plans.clone();
        for plan in before {
            let room = size.saturating_sub(plan.size()).min(candidates[candidate].most);
            let room = u16::try_from(room).unwrap_or(u16::MAX);
            plans.extend((1..=room).map(|more| plan.with(candidate, more)));
        }
    }
    plans.sort_by_key(|plan| (plan.size(), plan.clone()));
    plans
}

/// How many plans of some candidates there are up to a size, without making them.
pub fn count_plans(of: &[usize], candidates: &[Candidate], size: u32) -> u64 {
    let size = size as usize;
    let mut ways = vec![0_u64; size + 1];
    ways[0] = 1;
    for &candidate in of {
        let most = candidates[candidate].most as usize;
        ways = (0..=size)
            .map(|n| (0..=most.min(n)).fold(0_u64, |sum, k| sum.saturating_add(ways[n - k])))
            .collect();
    }
    ways.iter().fold(0, |sum, &n| sum.saturating_add(n))
}
