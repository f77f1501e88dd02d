//! What is left of a resident's stay, given how long it has lasted.
//!
//! A stay is support and then a wait for move-on housing. Both are drawn given that together they exceed what
//! has passed: exactly where support alone does, else over a fine grid of support times. Nothing is tried
//! again and again, so somebody who has stayed very long costs no more time than anybody.

use crate::base::statistics::float;
use crate::engine::demand::Tabulated;
use std::sync::Arc;

/// Points of the grid.
const GRID: u32 = 512;

/// Nobody leaves whose remaining stay has this chance or less under what is assumed.
const BEYOND_BELIEF: f64 = 1e-12;

/// Longer than any span.
const NEVER: u64 = u64::MAX >> 2;

/// A stay's two parts.
#[derive(Debug, Clone)]
pub(super) struct ResidualStay {
    pub(super) support: Arc<Tabulated>,
    pub(super) move_on: Option<Arc<Tabulated>>,
    /// Whether the wait ends with a home that comes, and not by itself: then what is drawn is when it begins.
    pub(super) until_a_home_comes: bool,
    /// What then has to be done first, once support has ended.
    pub(super) formalities: Option<Arc<Tabulated>>,
}

/// The rest of a stay, ready to be drawn.
#[derive(Debug)]
pub(super) enum Residual {
    /// So much has passed, in milliseconds.
    After { stay: ResidualStay, passed: u64, beyond: Beyond },
    /// Nobody knows since when: any moment of any stay, long ones the likelier to be met.
    SinceUnknown { stays: Vec<u64>, up_to: Vec<f64> },
    /// One of several stays, by the summed chance that it is this one.
    OneOf { parts: Vec<Self>, up_to: Vec<f64> },
    /// It has said when it leaves: after so many milliseconds.
    Expected(u64),
    /// Longer than any stay that is assumed: not counted on to leave.
    Outstayed,
}

/// How a stay can have lasted longer than what has passed.
#[derive(Debug)]
pub(super) struct Beyond {
    /// The share of support times that have ended by now.
    ended: f64,
    /// The chance of each way, summed: first that support still goes on, then for each point of the grid of
    /// ended support that the wait does.
    up_to: Vec<f64>,
    /// For each point of the grid the support time and the share of waits that would have ended.
    waits: Vec<(u64, f64)>,
}

impl Residual {
    /// Of a resident who moved in so long ago, in milliseconds; none: not known since when.
    pub(super) fn new(stay: &ResidualStay, passed: Option<u64>) -> Self {
        let Some(passed) = passed else { return Self::since_unknown(stay) };
        let beyond = Beyond::of(stay, passed);
        match beyond.up_to.last() {
            Some(&all) if all > BEYOND_BELIEF => Self::After { stay: stay.clone(), passed, beyond },
            _ => Self::Outstayed,
        }
    }

    /// Of a resident of whom only the chances of several stays are known: long ones are met the likelier.
    pub(super) fn one_of(stays: &[(f64, ResidualStay)], passed: Option<u64>) -> Self {
        if let [(_, stay)] = stays {
            return Self::new(stay, passed);
        }
        let parts: Vec<Self> = stays.iter().map(|(_, stay)| Self::new(stay, passed)).collect();
        let weights = stays.iter().zip(&parts).map(|((share, _), part)| share * part.weight());
        let up_to = summed(weights);
        match up_to.last() {
            Some(&all) if all > 0.0 => Self::OneOf { parts, up_to },
            _ => Self::Outstayed,
        }
    }

    /// How likely a stay is to be met as it is.
    fn weight(&self) -> f64 {
        match self {
            Self::After { beyond: Beyond { up_to, .. }, .. }
            | Self::SinceUnknown { up_to, .. }
            | Self::OneOf { up_to, .. } => up_to.last().copied().unwrap_or(0.0),
            Self::Expected(_) => 1.0,
            Self::Outstayed => 0.0,
        }
    }

    fn since_unknown(stay: &ResidualStay) -> Self {
        let points = 0..GRID;
        let stays: Vec<u64> = points
            .map(|point| {
                let share = (f64::from(point) + 0.5) / f64::from(GRID);
                let wait = stay.move_on.as_ref().map_or(0, |wait| wait.ms(scattered(point)));
                stay.support.ms(share).saturating_add(wait)
            })
            .collect();
        let up_to = summed(stays.iter().map(|&stay| float(stay)));
        Self::SinceUnknown { stays, up_to }
    }

    /// Milliseconds until it leaves, from three numbers between 0 and 1.
    pub(super) fn draw(&self, [way, first, second]: [f64; 3]) -> u64 {
        match self {
            Self::Outstayed => NEVER,
            Self::Expected(after) => *after,
            Self::OneOf { parts, up_to } => {
                let (which, way) = pick_and_keep(up_to, way);
                parts.get(which).map_or(NEVER, |part| part.draw([way, first, second]))
            }
            Self::After { stay, passed, beyond } => {
                beyond.draw(stay, *passed, [way, first, second])
            }
            Self::SinceUnknown { stays, up_to } => {
                let which = pick(up_to, way);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a part of some years in milliseconds"
                )]
                let left = (first * float(stays.get(which).copied().unwrap_or(0))) as u64;
                left
            }
        }
    }

    /// Whether it has outstayed everything that is assumed.
    pub(super) fn is_outstayed(&self) -> bool {
        matches!(self, Self::Outstayed)
    }
}

impl Beyond {
    fn of(stay: &ResidualStay, passed: u64) -> Self {
        let ended = stay.support.share_up_to(passed);
        let mut ways = vec![1.0 - ended];
        let mut waits = Vec::new();
        if let Some(wait) = &stay.move_on {
            for (support, share) in ended_supports(&stay.support, passed, GRID) {
                let gone = wait.share_up_to(passed - support);
                waits.push((support, gone));
                ways.push(share * (1.0 - gone));
            }
        }
        Self { ended, up_to: summed(ways.into_iter()), waits }
    }

    fn draw(&self, stay: &ResidualStay, passed: u64, [way, first, second]: [f64; 3]) -> u64 {
        let inside = |share: f64| share.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
        let wait_after =
            |share: f64| stay.move_on.as_ref().map_or(0, |wait| wait.ms(inside(share)));
        let ended_at =
            pick(&self.up_to, way).checked_sub(1).and_then(|point| self.waits.get(point));
        if let Some(&(support, gone)) = ended_at {
            if stay.until_a_home_comes {
                return turn(support, passed);
            }
            let wait = wait_after(gone + first * (1.0 - gone));
            return support.saturating_add(wait).saturating_sub(passed);
        }
        let support = stay.support.ms(inside(self.ended + first * (1.0 - self.ended)));
        let formalities = || stay.formalities.as_ref().map_or(0, |time| time.ms(second));
        let wait = if stay.until_a_home_comes { formalities() } else { wait_after(second) };
        support.max(passed).saturating_add(wait) - passed
    }
}

/// Support times that have ended by now, each with the share of all that it stands for.
///
/// The points lie evenly in the logarithm of what is left of them, so that the rare long ones, which alone leave a
/// short wait to somebody who has stayed very long, are as fine as the others.
pub(super) fn ended_supports(
    support: &Tabulated,
    passed: u64,
    points: u32,
) -> impl Iterator<Item = (u64, f64)> {
    let step = -libm::log1p(-support.share_up_to(passed)) / f64::from(points);
    (0..points).map(move |point| {
        let at = f64::from(point) * step;
        let share = libm::exp(-at) * -libm::expm1(-step);
        let middle = -libm::expm1(-at - 0.5 * step);
        let middle = middle.clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON);
        (support.ms(middle).min(passed), share)
    })
}

/// The first moments, in milliseconds: whoever has needed a home longest stands first in the line for one.
fn turn(support: u64, passed: u64) -> u64 {
    const LINE_MS: u128 = 10_000;
    let place = u128::from(support) * LINE_MS;
    u64::try_from(place.checked_div(u128::from(passed)).unwrap_or(0)).unwrap_or(0)
}

fn summed(weights: impl Iterator<Item = f64>) -> Vec<f64> {
    weights
        .scan(0.0, |sum, weight| {
            *sum += weight;
            Some(*sum)
        })
        .collect()
}

/// Which of several, by their summed weights.
fn pick(up_to: &[f64], u: f64) -> usize {
    let all = up_to.last().copied().unwrap_or(0.0);
    up_to.partition_point(|&sum| sum <= u * all).min(up_to.len().saturating_sub(1))
}

/// The same, and the number that is left of `u` for what is picked.
fn pick_and_keep(up_to: &[f64], u: f64) -> (usize, f64) {
    let which = pick(up_to, u);
    let before = which.checked_sub(1).map_or(0.0, |last| up_to[last]);
    let (all, width) = (up_to.last().copied().unwrap_or(0.0), up_to[which] - before);
    let left = (u * all - before) / width;
    (which, if left.is_finite() { left.clamp(1e-12, 1.0 - 1e-12) } else { 0.5 })
}

/// Van der Corput's sequence: spread evenly, and unrelated to the point's own order.
fn scattered(point: u32) -> f64 {
    (f64::from(point.reverse_bits()) + 0.5) / 4_294_967_296.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::demand::Quantile;
    use crate::inputs::scenario::{Distribution, Family};

    use crate::base::domain::time::NIGHT_MS as DAY;

    fn table(family: Family, mean_days: f64, cv: f64) -> Arc<Tabulated> {
        Arc::new(Tabulated::of(Quantile::of(Distribution { family, mean_days, cv })))
    }

    fn days(n: f64) -> u64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some years")]
        let ms = (n * DAY) as u64;
        ms
    }

    /// Three numbers that fill the cube evenly.
    fn numbers(n: u32) -> impl Iterator<Item = [f64; 3]> {
        const STEPS: [f64; 3] =
            [0.819_172_513_396_164_5, 0.671_043_606_703_789_3, 0.549_700_477_901_97];
        (1..=n).map(|k| STEPS.map(|step| (f64::from(k) * step).fract().clamp(1e-9, 1.0 - 1e-9)))
    }

    fn shares_gone(residual: &Residual, after: &[f64]) -> Vec<f64> {
        const N: u32 = 100_000;
        let left: Vec<u64> = numbers(N).map(|numbers| residual.draw(numbers)).collect();
        let gone = |within: u64| left.iter().filter(|&&left| left <= within).count();
        after
            .iter()
            .map(|&within| f64::from(u32::try_from(gone(days(within))).unwrap()) / f64::from(N))
            .collect()
    }

    #[test]
    fn an_exponential_stay_forgets_how_long_it_has_lasted() {
        let stay = ResidualStay {
            support: table(Family::Exponential, 100.0, 1.0),
            move_on: None,
            until_a_home_comes: false,
            formalities: None,
        };
        for passed in [0.0, 30.0, 400.0, 2_000.0] {
            let gone = shares_gone(&Residual::new(&stay, Some(days(passed))), &[1.0, 14.0, 100.0]);
            for (share, within) in gone.iter().zip([1.0_f64, 14.0, 100.0]) {
                let exact = -(-within / 100.0).exp_m1();
                assert!((share - exact).abs() < 0.002, "{passed}: {share} and {exact}");
            }
        }
    }

    #[test]
    fn two_exponential_parts_are_a_small_markov_chain() {
        // Support at rate 1/60, then a wait at rate 1/20: given both have lasted s, the chance of still being
        // in support is exact, and so is the share that is gone within t.
        let stay = ResidualStay {
            support: table(Family::Exponential, 60.0, 1.0),
            move_on: Some(table(Family::Exponential, 20.0, 1.0)),
            until_a_home_comes: false,
            formalities: None,
        };
        let (a, b) = (1.0 / 60.0_f64, 1.0 / 20.0_f64);
        let stays_beyond = |t: f64| (b * (-a * t).exp() - a * (-b * t).exp()) / (b - a);
        for passed in [0.5, 20.0, 90.0, 600.0] {
            let gone = shares_gone(&Residual::new(&stay, Some(days(passed))), &[1.0, 7.0, 14.0]);
            for (share, within) in gone.iter().zip([1.0, 7.0, 14.0]) {
                let exact = 1.0 - stays_beyond(passed + within) / stays_beyond(passed);
                assert!((share - exact).abs() < 0.003, "{passed} {within}: {share} and {exact}");
            }
        }
    }

    #[test]
    fn tries_until_one_is_long_enough_say_the_same() {
        let stay = ResidualStay {
            support: table(Family::Lognormal, 110.0, 1.0),
            move_on: Some(table(Family::Lognormal, 30.0, 1.0)),
            until_a_home_comes: false,
            formalities: None,
        };
        for passed in [10.0, 140.0, 330.0] {
            let gone = shares_gone(&Residual::new(&stay, Some(days(passed))), &[3.0, 14.0]);
            let whole = |u: &[f64; 3]| {
                stay.support.ms(u[0]) + stay.move_on.as_ref().map_or(0, |wait| wait.ms(u[1]))
            };
            let long: Vec<u64> =
                numbers(2_000_000).map(|u| whole(&u)).filter(|&stay| stay > days(passed)).collect();
            for (share, within) in gone.iter().zip([3.0, 14.0]) {
                let left = long.iter().filter(|&&stay| stay <= days(passed + within)).count();
                let tried = f64::from(u32::try_from(left).unwrap())
                    / f64::from(u32::try_from(long.len()).unwrap());
                assert!((share - tried).abs() < 0.004, "{passed} {within}: {share} and {tried}");
            }
        }
    }

    #[test]
    fn of_two_stays_the_one_that_can_have_lasted_so_long_is_the_likelier() {
        // Rates 1/10 and 1/100, each as likely at first; after 60 days the short one is left in 0.45 of 100.
        let stay = |mean| ResidualStay {
            support: table(Family::Exponential, mean, 1.0),
            move_on: None,
            until_a_home_comes: false,
            formalities: None,
        };
        let residual = Residual::one_of(&[(0.5, stay(10.0)), (0.5, stay(100.0))], Some(days(60.0)));
        let left = |t: f64| 0.5 * (-t / 10.0).exp() + 0.5 * (-t / 100.0).exp();
        let share = shares_gone(&residual, &[14.0])[0];
        let exact = 1.0 - left(74.0) / left(60.0);
        assert!((share - exact).abs() < 0.003, "{share} and {exact}");
    }

    #[test]
    fn who_waits_for_a_home_stands_in_line_by_when_support_ended() {
        let stay = ResidualStay {
            support: table(Family::Exponential, 20.0, 1.0),
            move_on: Some(table(Family::Exponential, 20.0, 1.0)),
            until_a_home_comes: true,
            formalities: None,
        };
        let residual = Residual::new(&stay, Some(days(60.0)));
        // Support still goes on for 1 in 1 + 60/20: for the others only their turn is drawn.
        let share = shares_gone(&residual, &[0.001])[0];
        assert!((share - 0.75).abs() < 0.01, "{share}");
        assert!(turn(days(1.0), days(60.0)) < turn(days(40.0), days(60.0)));
    }

    #[test]
    fn a_fixed_stay_ends_on_its_day_and_beyond_nothing_is_known() {
        let stay = ResidualStay {
            support: table(Family::Deterministic, 20.0, 1.0),
            move_on: None,
            until_a_home_comes: false,
            formalities: None,
        };
        assert_eq!(shares_gone(&Residual::new(&stay, Some(days(15.0))), &[4.9, 5.1]), [0.0, 1.0]);
        let outstayed = Residual::new(&stay, Some(days(21.0)));
        assert!(outstayed.is_outstayed());
        assert_eq!(shares_gone(&outstayed, &[10_000.0]), [0.0]);
    }

    #[test]
    fn since_nobody_knows_when_is_the_middle_of_a_long_stay() {
        // Renewal theory: the rest of a stay met at random has mean (1 + cv^2) / 2 times the mean stay.
        let stay = ResidualStay {
            support: table(Family::Gamma, 100.0, 0.5),
            move_on: None,
            until_a_home_comes: false,
            formalities: None,
        };
        let residual = Residual::new(&stay, None);
        let sum: f64 = numbers(50_000).map(|numbers| float(residual.draw(numbers)) / DAY).sum();
        let mean = sum / 50_000.0;
        assert!((mean - 62.5).abs() < 0.5, "{mean}");
    }
}
