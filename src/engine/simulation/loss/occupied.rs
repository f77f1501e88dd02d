//! Units as the moments at which they fall vacant, and households moving into the first that has.
//!
//! All units are compared at once: times are also kept in steps that fit into 32 bits, of which a processor
//! compares four at a time without any wide instructions, and the lowest number among the vacant is the unit.
//! A step is a few hundred milliseconds, so the time itself is looked at afterwards; about once in a million
//! arrivals it says that the unit is not yet vacant, and the times are searched one by one. One more place, the
//! last, is always vacant: whoever comes to it is turned away. So there is nothing to guess wrongly.

use super::asking::Asking;
use super::{Loss, LossStay};
use std::hint::select_unpredictable;

/// What is played: households, before an estate of so many units.
#[derive(Debug)]
pub(super) struct Lane<'a> {
    pub(super) asking: &'a Asking,
    pub(super) units: usize,
    pub(super) stays: &'a mut Stays,
}

/// The stays of those who were placed. Behind the last there may be more that mean nothing.
#[derive(Debug, Default)]
pub(super) struct Stays {
    len: usize,
    stays: Vec<LossStay>,
}

impl Stays {
    /// In order of arrival.
    pub(super) fn told(&self) -> &[LossStay] {
        &self.stays[..self.len]
    }
}

/// Plays all lanes up to the end, several side by side.
pub(super) fn play(lanes: &mut [Lane<'_>], end: u64) {
    let clock = Clock::new(end);
    match lanes.iter().map(|lane| lane.units).max().unwrap_or(0) {
        0..16 => play_with::<16>(lanes, clock),
        16..48 => play_with::<48>(lanes, clock),
        48..128 => play_with::<128>(lanes, clock),
        _ => play_with::<{ Loss::MOST_UNITS + 1 }>(lanes, clock),
    }
}

fn play_with<const N: usize>(lanes: &mut [Lane<'_>], clock: Clock) {
    let (fours, rest) = lanes.as_chunks_mut::<4>();
    let (twos, rest) = rest.as_chunks_mut::<2>();
    for lanes in fours {
        play_these::<N, 4>(lanes, clock);
    }
    for lanes in twos {
        play_these::<N, 2>(lanes, clock);
    }
    for lane in rest {
        play_these::<N, 1>(std::array::from_mut(lane), clock);
    }
}

fn play_these<const N: usize, const LANES: usize>(lanes: &mut [Lane<'_>; LANES], clock: Clock) {
    let mut estates = lanes.each_ref().map(|lane| Slots::<N>::new(lane.units));
    let asking = lanes.each_ref().map(|lane| (lane.asking.at_ms(), lane.asking.stay_ms()));
    let mut placed = [0; LANES];
    let stays = lanes.each_mut().map(|lane| {
        let most = lane.asking.at_ms().len() + 1;
        if lane.stays.stays.len() < most {
            lane.stays.stays.resize(most, LossStay::default());
        }
        &mut *lane.stays.stays
    });
    let together = asking.iter().map(|(at, _)| at.len()).min().unwrap_or(0);
    let same = asking.map(|(at, stay)| (&at[..together], &stay[..together]));
    for k in 0..together {
        for lane in 0..LANES {
            let (at, stay) = same[lane];
            let stay = estates[lane].ask(at[k], stay[k], clock);
            stays[lane][placed[lane]] = stay;
            placed[lane] += usize::from(stay.slot < N - 1);
        }
    }
    for lane in 0..LANES {
        let (at, stay) = asking[lane];
        for (&at, &stay) in at.iter().zip(stay).skip(together) {
            let stay = estates[lane].ask(at, stay, clock);
            stays[lane][placed[lane]] = stay;
            placed[lane] += usize::from(stay.slot < N - 1);
        }
    }
    for (lane, placed) in lanes.iter_mut().zip(placed) {
        lane.stays.len = placed;
    }
}

/// Moments, and the steps they lie in.
#[derive(Debug, Clone, Copy)]
struct Clock {
    /// A stay that goes on beyond the end is cut off here: a millisecond after the end.
    after_end: u64,
    /// A step is two to the power of this, in milliseconds.
    step: u32,
}

impl Clock {
    fn new(end: u64) -> Self {
        const MOST_STEPS: u64 = 1 << 30;
        let step = (0..u64::BITS).find(|step| end >> step < MOST_STEPS).unwrap_or(0);
        Self { after_end: end.saturating_add(1), step }
    }

    #[inline]
    fn step_of(self, at: u64) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "no later than the end")]
        let step = (at >> self.step) as i32;
        step
    }
}

/// Places that have a number of eight bits.
const PLACES: usize = 256;

/// Units in the order in which they are offered, then none, then, as the last of `N`, the place of those who
/// are turned away. There is room for more, so that no number of eight bits lies outside.
#[derive(Debug)]
struct Slots<const N: usize> {
    /// Each one's number.
    numbers: [u8; N],
    /// The step in which it falls vacant.
    vacant_from: [i32; PLACES],
    /// The moment at which it does.
    vacant_at: [u64; PLACES],
}

impl<const N: usize> Slots<N> {
    const TURNED_AWAY: usize = N - 1;

    fn new(units: usize) -> Self {
        let is_there = |slot: usize| slot < units || slot == Self::TURNED_AWAY;
        Self {
            numbers: std::array::from_fn(|slot| u8::try_from(slot).unwrap_or(u8::MAX)),
            vacant_from: std::array::from_fn(
                |slot| {
                    if is_there(slot) { i32::MIN } else { i32::MAX }
                },
            ),
            vacant_at: std::array::from_fn(|slot| if is_there(slot) { 0 } else { u64::MAX }),
        }
    }

    /// A household asks: the stay it has, or would have, in the place it comes to.
    #[expect(clippy::inline_always, reason = "a call would take as long as what it does")]
    #[inline(always)]
    fn ask(&mut self, now: u64, stay_ms: u64, clock: Clock) -> LossStay {
        let mut slot = usize::from(self.first_vacant(clock.step_of(now)));
        if self.vacant_at[slot] > now {
            slot = usize::from(self.search(now));
        }
        let to = now.saturating_add(stay_ms).min(clock.after_end);
        let is_placed = slot < Self::TURNED_AWAY;
        self.vacant_from[slot] = select_unpredictable(is_placed, clock.step_of(to), i32::MIN);
        self.vacant_at[slot] = select_unpredictable(is_placed, to, 0);
        LossStay { from: now, to, slot }
    }

    /// The first that may be vacant in a step.
    #[inline(always)]
    fn first_vacant(&self, step: i32) -> u8 {
        const TOGETHER: usize = 16;
        let mut lowest = [u8::MAX; TOGETHER];
        let numbers = self.numbers.as_chunks::<TOGETHER>().0;
        let vacant_from = self.vacant_from.as_chunks::<TOGETHER>().0;
        for (numbers, vacant_from) in numbers.iter().zip(vacant_from) {
            for slot in 0..TOGETHER {
                let occupied = if vacant_from[slot] > step { u8::MAX } else { 0 };
                lowest[slot] = lowest[slot].min(numbers[slot] | occupied);
            }
        }
        lowest.into_iter().fold(u8::MAX, u8::min)
    }

    /// The first that is vacant at a moment.
    #[cold]
    fn search(&self, now: u64) -> u8 {
        let is_vacant = |slot: &u8| self.vacant_at[usize::from(*slot)] <= now;
        self.numbers.iter().copied().find(is_vacant).unwrap_or(u8::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hold_against_search<const N: usize>(asks: &[(u64, u64)], units: usize, clock: Clock) {
        let mut slots = Slots::<N>::new(units);
        let mut vacant_at = vec![0; units];
        for &(now, stay) in asks {
            let expected = vacant_at.iter().position(|&at| at <= now);
            let found = slots.ask(now, stay, clock);
            assert_eq!((found.slot < N - 1).then_some(found.slot), expected);
            if let Some(slot) = expected {
                vacant_at[slot] = (now + stay).min(clock.after_end);
                assert_eq!(found.to, vacant_at[slot]);
            }
        }
    }

    proptest! {
        /// Steps as long as most stays: the step says vacant where the moment does not, again and again.
        #[test]
        fn the_first_vacant_is_found_however_long_a_step(
            gaps in proptest::collection::vec((0_u64..40, 0_u64..500), 1..200),
            units in 1_usize..16,
            step in 0_u32..8,
        ) {
            let mut now = 0;
            let asks: Vec<(u64, u64)> = gaps.iter().map(|(gap, stay)| { now += gap; (now, *stay) }).collect();
            let clock = Clock { after_end: now + 100, step };
            hold_against_search::<16>(&asks, units.min(15), clock);
            hold_against_search::<48>(&asks, units, clock);
        }
    }
}
