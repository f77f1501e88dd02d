//! Markov chains of a few states in continuous time, solved exactly.

use crate::base::statistics::float;

/// A chain by its rates of going from one state to another.
#[derive(Debug, Clone)]
pub struct Chain {
    states: usize,
    rates: Vec<f64>,
}

impl Chain {
    /// Of so many states, without any rate.
    pub fn new(states: usize) -> Self {
        Self { states, rates: vec![0.0; states * states] }
    }

    /// Adds to the rate of going from one state to another.
    pub fn add(&mut self, from: usize, to: usize, rate: f64) {
        self.rates[from * self.states + to] += rate;
    }

    /// The rate of going from one state to another.
    pub fn rate(&self, from: usize, to: usize) -> f64 {
        self.rates[from * self.states + to]
    }

    /// The share of time in each state: π with πQ = 0 and sum 1, for a chain that leads from every state to
    /// every other.
    ///
    /// By the method of Grassmann, Taksar and Heyman (1985): states are taken out one by one, and nothing is
    /// ever subtracted, so no digits are lost.
    pub fn stationary(&self) -> Vec<f64> {
        let n = self.states;
        let mut rates = self.rates.clone();
        for last in (1..n).rev() {
            let leaving: f64 = rates[last * n..last * n + last].iter().sum();
            for from in 0..last {
                rates[from * n + last] /= leaving;
                for to in (0..last).filter(|&to| to != from) {
                    rates[from * n + to] += rates[from * n + last] * rates[last * n + to];
                }
            }
        }
        let mut shares = vec![1.0; n];
        for state in 1..n {
            shares[state] =
                (0..state).map(|before| shares[before] * rates[before * n + state]).sum();
        }
        let all: f64 = shares.iter().sum();
        shares.iter().map(|share| share / all).collect()
    }
}

/// Pools A and B with exponential stays; a household may use A only, B only, or B and if it is full A.
#[derive(Debug, Clone, Copy)]
pub struct Overlap {
    /// Units of each pool.
    pub units: [usize; 2],
    /// Mean stay in each pool.
    pub stays: [f64; 2],
    /// Requests per unit of time of those for A only, B only, B then A.
    pub rates: [f64; 3],
}

impl Overlap {
    /// The chain of (lived in in A, lived in in B).
    pub fn chain(&self) -> Chain {
        let mut chain = Chain::new((self.units[0] + 1) * (self.units[1] + 1));
        for in_a in 0..=self.units[0] {
            for in_b in 0..=self.units[1] {
                let here = self.state(in_a, in_b);
                for class in 0..3 {
                    if let Some(then) = self.joined(class, in_a, in_b) {
                        chain.add(here, then, self.rates[class]);
                    }
                }
                if let Some(fewer) = in_a.checked_sub(1) {
                    chain.add(here, self.state(fewer, in_b), float(in_a) / self.stays[0]);
                }
                if let Some(fewer) = in_b.checked_sub(1) {
                    chain.add(here, self.state(in_a, fewer), float(in_b) / self.stays[1]);
                }
            }
        }
        chain
    }

    /// The share of each class that is turned away: that of the time in which it finds no room (PASTA).
    pub fn turned_away(&self) -> [f64; 3] {
        let shares = self.chain().stationary();
        let mut turned_away = [0.0; 3];
        for in_a in 0..=self.units[0] {
            for in_b in 0..=self.units[1] {
                for (class, lost) in turned_away.iter_mut().enumerate() {
                    if self.joined(class, in_a, in_b).is_none() {
                        *lost += shares[self.state(in_a, in_b)];
                    }
                }
            }
        }
        turned_away
    }

    fn state(&self, in_a: usize, in_b: usize) -> usize {
        in_a * (self.units[1] + 1) + in_b
    }

    /// The state once a household of a class has been placed, if it can be.
    fn joined(&self, class: usize, in_a: usize, in_b: usize) -> Option<usize> {
        let to_a = || (in_a < self.units[0]).then(|| self.state(in_a + 1, in_b));
        let to_b = || (in_b < self.units[1]).then(|| self.state(in_a, in_b + 1));
        match class {
            0 => to_a(),
            1 => to_b(),
            _ => to_b().or_else(to_a),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::verify::theory::erlang_b;

    const OVERLAP: Overlap =
        Overlap { units: [5, 8], stays: [0.625, 0.875], rates: [4.0, 5.6, 6.4] };

    /// Into every state as much flows as out of it, rate by rate: πQ = 0, without the method's own arithmetic.
    #[test]
    fn what_flows_into_a_state_flows_out_again() {
        let chain = OVERLAP.chain();
        let shares = chain.stationary();
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-14);
        assert!(shares.iter().all(|&share| share > 0.0));
        for state in 0..shares.len() {
            let others = || (0..shares.len()).filter(|&other| other != state);
            let inward: f64 = others().map(|other| shares[other] * chain.rate(other, state)).sum();
            let outward: f64 = others().map(|other| shares[state] * chain.rate(state, other)).sum();
            assert!((inward - outward).abs() < 1e-14, "{state}: {inward}, {outward}");
        }
    }

    /// A second way: the chain is stepped through time until nothing changes.
    #[test]
    fn stepping_the_chain_leads_to_the_same_shares() {
        let chain = OVERLAP.chain();
        let states = chain.stationary().len();
        let fastest = (0..states)
            .map(|s| (0..states).map(|t| chain.rate(s, t)).sum::<f64>())
            .fold(0.0, f64::max);
        let mut shares = vec![0.0; states];
        shares[0] = 1.0;
        for _ in 0..2_000 {
            let mut next = shares.clone();
            for from in 0..states {
                for to in 0..states {
                    let moved = shares[from] * chain.rate(from, to) / (1.1 * fastest);
                    next[from] -= moved;
                    next[to] += moved;
                }
            }
            shares = next;
        }
        for (stepped, solved) in shares.iter().zip(chain.stationary()) {
            assert!((stepped - solved).abs() < 1e-12, "{stepped}, {solved}");
        }
    }

    #[test]
    fn pools_that_do_not_overlap_are_erlangs() {
        let apart = Overlap { rates: [4.0, 5.6, 0.0], ..OVERLAP };
        let [a, b, either] = apart.turned_away();
        assert!((a - erlang_b(5, 4.0 * 0.625)).abs() < 1e-14);
        assert!((b - erlang_b(8, 5.6 * 0.875)).abs() < 1e-14);
        assert!((either - a * b).abs() < 1e-14);
    }

    /// Alike stays and everybody fits either: the pools are one.
    #[test]
    fn pools_that_everybody_may_use_are_one() {
        let one = Overlap { units: [5, 8], stays: [0.5, 0.5], rates: [0.0, 0.0, 20.0] };
        assert!((one.turned_away()[2] - erlang_b(13, 10.0)).abs() < 1e-13);
    }
}
