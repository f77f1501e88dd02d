//! Systems in which households wait in order of arrival: birth and death.

/// Alike units, Poisson requests, exponential stays; whoever waits may give up after an exponential time.
///
/// Rates are per the same unit of time. Without patience nobody gives up.
#[derive(Debug, Clone, Copy)]
pub struct Queue {
    /// Requests.
    pub arrivals: f64,
    /// Departures from a unit that is lived in.
    pub departures: f64,
    /// How soon one who waits gives up; 0: never.
    pub giving_up: f64,
    /// Units.
    pub units: u32,
    /// The most who may wait.
    pub places: u32,
}

/// Enough places that nobody is ever turned away, in any system here.
const MANY: u32 = 5_000;

impl Queue {
    /// Erlang's waiting system: everybody waits for as long as it takes.
    pub fn patient(units: u32, load: f64) -> Self {
        Self { arrivals: load, departures: 1.0, giving_up: 0.0, units, places: MANY }
    }

    /// The share of time with so many present, housed or waiting: as often as one more comes, one leaves.
    pub fn present(&self) -> Vec<f64> {
        let mut weights = vec![1.0_f64];
        let mut all = 1.0;
        for n in 1..=self.units + self.places {
            let leaving = f64::from(n.min(self.units)) * self.departures
                + f64::from(n.saturating_sub(self.units)) * self.giving_up;
            let weight = weights[weights.len() - 1] * self.arrivals / leaving;
            if weight < 1e-30 * all {
                break;
            }
            all += weight;
            weights.push(weight);
        }
        weights.iter().map(|weight| weight / all).collect()
    }

    /// Mean number present, housed or waiting.
    pub fn mean_present(&self) -> f64 {
        (0_u32..).zip(self.present()).map(|(n, share)| f64::from(n) * share).sum()
    }

    /// The share of requests that finds every unit and every place to wait taken.
    pub fn turned_away(&self) -> f64 {
        self.present().get(to_index(self.units + self.places)).copied().unwrap_or(0.0)
    }

    /// The share of requests that waits.
    pub fn waits(&self) -> f64 {
        let present = self.present();
        let from = present.iter().skip(to_index(self.units));
        from.sum::<f64>() - self.turned_away()
    }

    /// The share of requests that gives up: the rate of giving up over that of asking.
    pub fn gives_up(&self) -> f64 {
        let waiting = (0_u32..)
            .zip(self.present())
            .map(|(n, share)| f64::from(n.saturating_sub(self.units)) * share)
            .sum::<f64>();
        self.giving_up * waiting / self.arrivals
    }
}

fn to_index(number: u32) -> usize {
    number as usize
}

/// Erlang's formula for the share that waits where nobody gives up, from his loss formula:
/// `C = B / (1 - ρ (1 - B))`.
pub fn erlang_c(units: u32, load: f64) -> f64 {
    let lost = super::erlang_b(units, load);
    lost / (1.0 - load / f64::from(units) * (1.0 - lost))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::verify::theory::{Chain, erlang_b};

    fn is_near(ours: f64, other: f64, within: f64) {
        assert!((ours - other).abs() < within, "{ours}, {other}");
    }

    #[test]
    fn erlangs_waiting_formula_gives_published_digits_and_the_chain() {
        is_near(erlang_c(37, 33.0), 0.394_812_343, 1e-9);
        is_near(erlang_c(37, 33.0), Queue::patient(37, 33.0).waits(), 1e-13);
    }

    #[test]
    fn two_units_and_one_place_give_the_published_digits() {
        let queue = Queue { arrivals: 3.0, departures: 4.0, giving_up: 0.0, units: 2, places: 1 };
        is_near(queue.mean_present(), 0.762_340_037, 1e-9);
        is_near(queue.turned_away(), 0.049_360_146, 1e-9);
        // By hand: weights 1, 3/4, 9/32, 27/256.
        let weights = [256.0, 192.0, 72.0, 27.0];
        is_near(queue.turned_away(), 27.0 / weights.iter().sum::<f64>(), 1e-15);
    }

    #[test]
    fn without_places_it_is_a_loss_system() {
        let queue = Queue { arrivals: 35.0, departures: 1.0, giving_up: 0.0, units: 37, places: 0 };
        is_near(queue.turned_away(), erlang_b(37, 35.0), 1e-14);
    }

    /// The same system as a chain whose states are solved for by elimination.
    #[test]
    fn giving_up_is_the_markov_chains() {
        let queue = Queue {
            arrivals: 40.0,
            departures: 1.0,
            giving_up: 45.0 / 14.0,
            units: 37,
            places: MANY,
        };
        let states = 160;
        let mut chain = Chain::new(states);
        for n in 1..states {
            let number = |n: usize| f64::from(u32::try_from(n).unwrap());
            chain.add(n - 1, n, 40.0);
            chain.add(n, n - 1, number(n.min(37)) + number(n.saturating_sub(37)) * 45.0 / 14.0);
        }
        let shares = chain.stationary();
        for (ours, chains) in queue.present().iter().zip(&shares) {
            is_near(*ours, *chains, 1e-14);
        }
        // Who asks is housed or gives up: what leaves by departures and by giving up is what came.
        let housed: f64 =
            (0_u32..).zip(&shares).map(|(n, share)| f64::from(n.min(37)) * share).sum();
        is_near(queue.gives_up(), 1.0 - housed / 40.0, 1e-12);
    }

    /// Patience as long as the stay: everybody is as if housed (M/M/infinity), so the number present is Poisson.
    #[test]
    fn patience_as_long_as_a_stay_makes_the_number_present_poisson() {
        let queue =
            Queue { arrivals: 9.0, departures: 1.0, giving_up: 1.0, units: 4, places: MANY };
        let mut poisson = (-9.0_f64).exp();
        for (n, share) in (1_u32..).zip(queue.present().iter().take(30)) {
            is_near(*share, poisson, 1e-14);
            poisson *= 9.0 / f64::from(n);
        }
    }
}
