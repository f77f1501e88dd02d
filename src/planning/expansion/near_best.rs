//! Which plans are shown to come near a champion: to fall behind it by no more than so much, all with one probability.

use super::race::Replays;
use super::sample::{Sample, freedom};
use crate::base::statistics::{float, two_sided};

/// Looks, each with twice the histories of the one before.
const LOOKS: u32 = 6;

/// What nearness is held to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Nearness {
    /// Households turned away, in all years of a history, by which a plan may fall behind the champion.
    pub within: f64,
    /// The chance that any plan that is said to come near falls behind by more.
    pub error: f64,
    /// Histories of the last look.
    pub most: u32,
    /// The first tape.
    pub tapes: u32,
}

/// What is known of a plan beside the champion.
#[derive(Debug, Clone, Copy)]
struct Beside {
    behind: Sample,
    is_near: Option<bool>,
}

/// Whether each of so many plans comes near the champion, which is one of them.
///
/// # Errors
/// Whatever stops a replay.
pub(super) fn near<E>(
    plans: usize,
    champion: usize,
    rules: Nearness,
    replay: &mut impl Replays<E>,
) -> Result<Vec<bool>, E> {
    let mut beside = vec![Beside { behind: Sample::default(), is_near: None }; plans];
    beside[champion].is_near = Some(true);
    let mut histories = 0;
    for look in (0..LOOKS).rev().map(|halved| (rules.most >> halved).max(2)) {
        let open: Vec<usize> = (0..plans).filter(|&one| beside[one].is_near.is_none()).collect();
        if open.is_empty() || look <= histories {
            continue;
        }
        let all: Vec<usize> = open.iter().copied().chain([champion]).collect();
        let counts = replay(&all, rules.tapes + histories..rules.tapes + look)?;
        histories = look;
        let t = quantile(plans, rules.error, look);
        let Some((own, counts)) = counts.split_last() else { break };
        for (&one, counts) in open.iter().zip(counts) {
            for (theirs, own) in counts.iter().zip(own) {
                beside[one].behind.add(theirs.more_than(*own));
            }
            let (low, high) = beside[one].behind.bounds(t);
            let is_known = high <= rules.within || low > rules.within;
            beside[one].is_near = is_known.then_some(high <= rules.within);
        }
    }
    Ok(beside.iter().map(|one| one.is_near == Some(true)).collect())
}

fn quantile(plans: usize, error: f64, histories: u32) -> f64 {
    let comparisons = float(plans.max(1)) * f64::from(LOOKS);
    two_sided(2.0 * error / comparisons, freedom(histories))
}

#[cfg(test)]
mod tests {
    use super::super::sample::Steadied;
    use super::*;
    use crate::base::random::{Stream, Streams};
    use std::convert::Infallible;
    use std::ops::Range;

    /// The second plan falls behind by just more than it may; with the chance of error stated at 10%, of 200 runs 37 that
    /// say that it comes near would come once in about 5,000 runs of this test.
    #[test]
    fn what_is_said_to_come_near_does() {
        let nearness = |run: u32| {
            let mut replay = |plans: &[usize], tapes: Range<u32>| {
                let figure = |plan: usize, tape: u32| {
                    let streams = Streams::new(u64::from(run), tape);
                    let number =
                        |n| streams.number(u32::try_from(plan).unwrap(), Stream::Arrival, n);
                    let normal = (0..12).map(number).sum::<f64>() - 6.0;
                    Steadied::just(100.0 + 5.0 * normal + [0.0, 5.5, 1.0][plan])
                };
                let of = |&plan: &usize| tapes.clone().map(|tape| figure(plan, tape)).collect();
                Ok::<_, Infallible>(plans.iter().map(of).collect::<Vec<Vec<Steadied>>>())
            };
            let rules = Nearness { within: 5.0, error: 0.1, most: 400, tapes: 0 };
            let Ok(near) = near(3, 0, rules, &mut replay);
            near
        };
        let said: Vec<Vec<bool>> = (0..200).map(nearness).collect();
        assert!(said.iter().filter(|near| near[1]).count() <= 37);
        assert!(said.iter().all(|near| near[0] && near[2]));
    }
}
