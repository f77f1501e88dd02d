//! A plain, slow engine that asks every rule about every unit at every event, as the desk does, and must agree
//! with the fast replay on everything that is told, in order. It shares the tape and the types, and no mask,
//! count, queue or agenda.
//!
//! Scenarios are drawn at random over every key. The seed is fixed, so that a run repeats; `PROPTEST_RNG_SEED`
//! tries others, and `LINTEL_REPEATS` so many cases (`make test-long`).

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts, and moments of a year"
)]

mod desk;
mod drawn;
mod households;
mod log;
mod slow;
mod tape;
mod whole;

use crate::GEOGRAPHY;
use lintel::base::domain::ReturnReason;
use lintel::engine::demand;
use lintel::engine::simulation::{Fate, Model, Onward, Replay, Tape};
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::scenario::Scenario;
use log::{Log, Told};
use slow::Slow;
use std::collections::{BTreeMap, BTreeSet};

/// How often what was seen.
pub(crate) type Seen = BTreeMap<&'static str, usize>;

/// How tapes are played.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Play {
    pub(crate) replications: u32,
    /// Whether everything that comes from outside comes at midnight, so that much happens at one moment.
    pub(crate) at_midnight: bool,
}

/// Plays some replications on both engines and compares everything that they tell.
pub(crate) fn compare(
    scenario: &Scenario,
    homes: &OccupiedEstate,
    play: Play,
    seen: &mut Seen,
) -> Result<(), String> {
    let demand = demand::build("test", scenario, &homes.estate, &GEOGRAPHY).unwrap();
    let model = Model::new(scenario, homes.both(), &GEOGRAPHY, &demand);
    let (mut tape, mut replay) = (Tape::default(), Replay::new(&model));
    for replication in 0..play.replications {
        tape.draw(&model, replication);
        if play.at_midnight {
            at_midnight(&mut tape);
        }
        let mut fast = Log::default();
        replay.run(&tape, &mut fast);
        let (slow, happened) = Slow::new(&model, scenario.placement.policy, &tape).run();
        agree(&fast.0, &slow).map_err(|why| format!("replication {replication}, {why}"))?;
        conserve(&slow).map_err(|why| format!("replication {replication}, {why}"))?;
        for (what, times) in happened {
            *seen.entry(what).or_default() += times;
        }
        for told in &slow {
            *seen.entry(name_of(told)).or_default() += 1;
        }
    }
    Ok(())
}

fn at_midnight(tape: &mut Tape) {
    const DAY_MS: u64 = 86_400_000;
    let outside = [&mut tape.arrival_ms, &mut tape.homes_ms, &mut tape.resident_left_ms];
    for at in outside.into_iter().flatten() {
        *at = at.div_euclid(DAY_MS) * DAY_MS;
    }
}

fn agree(fast: &[Told], slow: &[Told]) -> Result<(), String> {
    let longest = fast.len().max(slow.len());
    match (0..longest).find(|&at| fast.get(at) != slow.get(at)) {
        None => Ok(()),
        Some(at) => {
            let before = &slow[at.saturating_sub(6).min(slow.len())..at.min(slow.len())];
            let (fast, slow) = (fast.get(at), slow.get(at));
            Err(format!("told {at}:\nfast {fast:?}\nslow {slow:?}\nbefore it {before:?}"))
        }
    }
}

/// Every request that was made has one outcome, told before the household's next.
fn conserve(told: &[Told]) -> Result<(), String> {
    let (mut open, mut onward) = (BTreeMap::new(), BTreeSet::new());
    let (mut requests, mut by_fate) = (0, [0_usize; 6]);
    for told in told {
        match *told {
            Told::Asked { k, request, .. } => {
                requests += 1;
                if open.insert(k, request).is_some() {
                    return Err(format!("household {k} asks while its request is open"));
                }
            }
            Told::Fate(_, Fate::NotAsked { .. }) => {}
            Told::Fate(k, fate) => {
                if open.remove(&k).is_none() {
                    return Err(format!("household {k} has {fate:?} without having asked"));
                }
                by_fate[match fate {
                    Fate::Placed { .. } => 0,
                    Fate::TurnedAway(_) => 1,
                    Fate::Withdrew => 2,
                    Fate::StillWaiting => 3,
                    Fate::Sanctuary => 4,
                    Fate::NotEligible | Fate::NotAsked { .. } => 5,
                }] += 1;
            }
            Told::Onward(k, what) => match what {
                Onward::Asks if open.contains_key(&k) || !onward.insert(k) => {
                    return Err(format!("household {k} asks for a longer unit at a wrong moment"));
                }
                Onward::Asks => {}
                _ if onward.remove(&k) => {}
                _ => return Err(format!("household {k} has {what:?} without having asked")),
            },
            _ => {}
        }
    }
    if !onward.is_empty() {
        return Err(format!("asked for a longer unit and was not told: {onward:?}"));
    }
    let referrals: usize = by_fate[..5].iter().sum();
    if open.is_empty() && requests == referrals + by_fate[5] {
        return Ok(());
    }
    Err(format!("{requests} requests, {by_fate:?} outcomes, open {open:?}"))
}

fn name_of(told: &Told) -> &'static str {
    match told {
        Told::Asked { request: 0, .. } => "asked",
        Told::Asked { .. } => "asked again",
        Told::Fate(_, Fate::Placed { .. }) => "placed",
        Told::Fate(_, Fate::TurnedAway(outcome)) => match outcome.reason {
            ReturnReason::Capacity => "turned away for capacity",
            ReturnReason::NotContacted => "not contacted",
            ReturnReason::Declined => "turned away, having declined",
            ReturnReason::Nrpf => "turned away for want of funding",
            _ => "turned away for another reason",
        },
        Told::Fate(_, Fate::Withdrew) => "withdrew",
        Told::Fate(_, Fate::StillWaiting) => "still waiting",
        Told::Fate(_, Fate::Sanctuary) => "sanctuary",
        Told::Fate(_, Fate::NotEligible) => "not eligible",
        Told::Fate(_, Fate::NotAsked { .. }) => "not asked",
        Told::Onward(_, Onward::Asks) => "asks for a longer unit",
        Told::Onward(_, Onward::Moved { .. }) => "moved to a longer unit",
        Told::Onward(_, Onward::LeftWithout) => "left a short stay without a longer unit",
        Told::Onward(_, Onward::StillThere) => "still waits in a short stay",
        Told::Declined { .. } => "an offer declined",
        Told::Waited { .. } => "waited",
        Told::LivedIn { .. } => "lived in",
        Told::Supported { .. } => "supported",
    }
}
