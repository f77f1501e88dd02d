//! Who asks and when, in one replication: points of a plane, thinned.
//!
//! The plane has time one way and a level the other, with one point a day and unit of level on average. A household
//! asks if its level is below the rate at its moment. So the households of a lower demand are among those of any
//! higher one, whatever either is. The plane is drawn in layers, from level 0 to 1, to 2, to 4 and so on, each with
//! numbers of its own, and where the rate varies in stretches of eight weeks: layers above all of a stretch are
//! never drawn.

use super::rate::{Burst, Chance, Rate};
use crate::base::domain::time::DAY_MS;
use crate::base::random::{Stream, Streams};
use crate::engine::demand::Tabulated;
use std::ops::Range;

/// Points that are drawn at once.
pub(super) const AT_ONCE: usize = 16;

/// How long a stretch is: whole weeks, so that clocks of the week agree with the calendar where one begins.
const STRETCH_MS: u64 = 56 * DAY_MS;

/// Numbers for the points of a stretch in a layer as wide as 1: of 56 points, hardly once in 10^15 more.
const OF_STRETCH: u32 = 128;

/// Stretches that have numbers of their own: more than 150 years.
const STRETCHES: u32 = 1 << 10;

/// The most numbers of a stretch: no layer shares any with another, with bursts or with those who are known, up to
/// 16,384 points a day.
const MOST_OF_STRETCH: u32 = OF_STRETCH << 13;

/// The first number of the first burst.
const BURSTS: u32 = 1 << 31;

/// Numbers that a burst has.
const OF_BURST: u32 = 1 << 12;

/// A layer of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Layer {
    /// The level it begins at: 0, or its own width.
    from: f64,
    /// How wide it is, which is how many points a day it has.
    pub(super) width: f64,
    /// Numbers that a stretch has.
    of_stretch: u32,
}

impl Layer {
    const LOWEST: Self = Self { from: 0.0, width: 1.0, of_stretch: OF_STRETCH };

    /// The layers that begin below a rate.
    pub(super) fn below(rate: f64) -> impl Iterator<Item = Self> {
        let next = |before: &Self| {
            let from = before.from + before.width;
            let doubled = before.of_stretch.saturating_mul(2).min(MOST_OF_STRETCH);
            let of_stretch = if before.from > 0.0 { doubled } else { OF_STRETCH };
            Some(Self { from, width: from, of_stretch })
        };
        std::iter::successors(Some(Self::LOWEST), next).take_while(move |layer| layer.from < rate)
    }

    /// The part of it that lies below a rate, more than 1 where it ends below.
    #[inline]
    pub(super) fn share_below(&self, rate: f64) -> f64 {
        (rate - self.from) / self.width
    }

    /// The number of its first point in a stretch.
    pub(super) fn first(&self, stretch: u32) -> u32 {
        let lowest = if self.from > 0.0 { self.of_stretch.wrapping_mul(STRETCHES) } else { 0 };
        lowest.wrapping_add(stretch.wrapping_mul(self.of_stretch))
    }
}

/// A household that asks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Asker {
    /// The moment, in milliseconds since the beginning.
    pub(super) at: u64,
    /// Its number, by which all its draws are found.
    pub(super) household: u32,
    /// The number that decides its support time.
    pub(super) support: f64,
}

/// Everybody who asks in one replication, in order; kept to spare allocations.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    chance: Chance,
    askers: Vec<Asker>,
    in_bursts: Vec<Asker>,
}

/// What a replication is drawn from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) rate: &'a Rate,
    /// A time of mean one day, from one point to the next where one comes a day.
    pub(super) between: &'a Tabulated,
    pub(super) streams: &'a Streams,
}

impl Arrivals {
    /// Draws a replication from a moment on, in place of what was there.
    pub(super) fn draw(&mut self, source: Source<'_>, within: Range<u64>) -> &[Asker] {
        let (rate, end) = (source.rate, within.end);
        self.askers.clear();
        if rate.is_constant() {
            for layer in Layer::below(rate.per_day()) {
                let share = layer.share_below(rate.per_day());
                let points =
                    Points { layer, stretch: 0, limit: end, within: within.clone(), share };
                points.draw(source, &mut self.askers, |_, _| true);
            }
            self.askers.sort_by_key(|asker| asker.at);
            return &self.askers;
        }
        rate.draw(source.streams, end, &mut self.chance);
        self.in_bursts.clear();
        if let Some(burst) = &rate.bursts {
            for (number, &begins) in (0..).zip(&self.chance.bursts) {
                draw_burst(source, burst, (number, begins), &within, &mut self.in_bursts);
            }
            self.in_bursts.sort_by_key(|asker| asker.at);
        }
        for stretch in 0.. {
            let begins = STRETCH_MS * u64::from(stretch);
            if begins >= end {
                break;
            }
            self.draw_stretch(source, (stretch, begins..begins + STRETCH_MS), &within);
        }
        &self.askers
    }

    fn draw_stretch(
        &mut self,
        source: Source<'_>,
        (stretch, time): (u32, Range<u64>),
        within: &Range<u64>,
    ) {
        if time.end <= within.start {
            return;
        }
        let first = self.askers.len();
        let (rate, chance) = (source.rate, &self.chance);
        let most = rate.most(chance, time.start..time.end.min(within.end));
        for layer in Layer::below(most) {
            let share = layer.share_below(most);
            let points = Points { layer, stretch, limit: time.end, within: within.clone(), share };
            points.draw(source, &mut self.askers, |level, at| {
                level < layer.share_below(rate.at(chance, at))
            });
        }
        let [from, to] = [time.start, time.end]
            .map(|moment| self.in_bursts.partition_point(|asker| asker.at < moment));
        self.askers.extend_from_slice(&self.in_bursts[from..to]);
        self.askers[first..].sort_by_key(|asker| asker.at);
    }
}

/// The points of a layer in a stretch.
struct Points {
    layer: Layer,
    stretch: u32,
    /// When the stretch is over.
    limit: u64,
    /// When askers count.
    within: Range<u64>,
    /// From this level on, as a part of the layer, nobody asks.
    share: f64,
}

impl Points {
    /// Draws them in order of time, and keeps those whose level, as a part of the layer, is low enough.
    #[inline]
    fn draw(&self, source: Source<'_>, askers: &mut Vec<Asker>, asks: impl Fn(f64, u64) -> bool) {
        let days = 1.0 / self.layer.width;
        let mut by_clock = STRETCH_MS * u64::from(self.stretch);
        for first in (self.layer.first(self.stretch)..).step_by(AT_ONCE) {
            let blocks = source.streams.blocks::<AT_ONCE>(first, Stream::Arrival);
            let gaps = source.between.scaled_ms_of(&blocks.wholes(0), days);
            for (lane, household) in (first..).take(AT_ONCE).enumerate() {
                by_clock = by_clock.saturating_add(gaps[lane]);
                if by_clock >= self.limit {
                    return;
                }
                let level = blocks.number(lane, 1);
                if level >= self.share {
                    continue;
                }
                let at = source.rate.week.as_ref().map_or(by_clock, |week| week.moment(by_clock));
                if at >= self.within.end {
                    return;
                }
                if at >= self.within.start && asks(level, at) {
                    askers.push(Asker { at, household, support: blocks.number(lane, 2) });
                }
            }
        }
    }
}

/// Draws who asks because of a burst.
fn draw_burst(
    source: Source<'_>,
    burst: &Burst,
    (number, begins): (u32, u64),
    within: &Range<u64>,
    askers: &mut Vec<Asker>,
) {
    if burst.per_day <= 0.0 {
        return;
    }
    let ends = within.end.min(begins.saturating_add(burst.ms));
    let mut at = begins;
    let first = BURSTS | number.wrapping_mul(OF_BURST);
    for household in (first..).take(OF_BURST as usize) {
        let [gap, _, support] = source.streams.numbers(household, Stream::Arrival, 0);
        at = at.saturating_add(source.between.scaled_ms(gap, 1.0 / burst.per_day));
        if at >= ends {
            return;
        }
        if at >= within.start {
            askers.push(Asker { at, household, support });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn layers_fill_the_plane_up_to_a_rate_and_share_no_numbers() {
        let layers: Vec<Layer> = Layer::below(16_384.0).collect();
        let mut up_to = 0.0_f64;
        let mut numbers = BTreeSet::new();
        for layer in &layers {
            assert!((layer.from - up_to).abs() < 1e-12);
            up_to += layer.width;
            let [from, to] = [0, STRETCHES].map(|stretch| {
                u64::from(layer.first(0)) + u64::from(stretch) * u64::from(layer.of_stretch)
            });
            assert!(numbers.last().is_none_or(|last| *last < from) && to <= u64::from(BURSTS));
            numbers.extend([from, to - 1]);
            // Hardly ever do so many points fall into a stretch: 9 standard deviations.
            let mean = 56.0 * layer.width;
            assert!(mean + 9.0 * mean.sqrt() < f64::from(layer.of_stretch));
        }
        assert!((up_to - 16_384.0).abs() < 1e-9);
        assert_eq!(Layer::below(1.0).count(), 1);
        assert_eq!(Layer::below(0.0).count(), 0);
    }
}
