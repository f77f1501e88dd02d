//! When households ask and for how long they would stay: all that a loss system draws.
//!
//! The same numbers as a tape's, many at a time and nothing besides. Not here: tables of times (`demand`).

use super::Loss;
use crate::base::random::{Blocks, Stream, Streams};
use crate::engine::simulation::arrivals::{AT_ONCE, Layer};

/// Everybody who asks in one replication. Behind the last there may be more that mean nothing.
#[derive(Debug, Default)]
pub(super) struct Asking {
    len: usize,
    at_ms: Vec<u64>,
    /// The number that decides a stay, as 42 bits.
    support: Vec<u64>,
    stay_ms: Vec<u64>,
    /// Room for putting them in order.
    sorted: Vec<(u64, u64)>,
}

impl Asking {
    /// When each household asks, in milliseconds since the beginning.
    pub(super) fn at_ms(&self) -> &[u64] {
        &self.at_ms[..self.len]
    }

    /// For how long each would stay, in milliseconds.
    pub(super) fn stay_ms(&self) -> &[u64] {
        &self.stay_ms[..self.len]
    }

    /// Draws a replication, in place of what was there.
    pub(super) fn draw(&mut self, loss: &Loss<'_>, replication: u32) {
        let streams = Streams::new(loss.model.seed, replication);
        let rate = loss.model.rate.per_day();
        self.len = 0;
        let mut layers = 0;
        for layer in Layer::below(rate) {
            self.draw_layer(loss, &streams, (layer, rate));
            layers += 1;
        }
        if layers > 1 {
            self.put_in_order();
        }
        self.find_stays(loss);
    }

    fn draw_layer(&mut self, loss: &Loss<'_>, streams: &Streams, (layer, rate): (Layer, f64)) {
        let (mut now, end) = (0_u64, loss.model.calendar.end());
        let (days, asks) = (1.0 / layer.width, numbers_below(layer.share_below(rate)));
        for first in (layer.first(0)..).step_by(AT_ONCE) {
            let blocks = streams.blocks::<AT_ONCE>(first, Stream::Arrival);
            let gaps = loss.between.scaled_ms_of(&blocks.wholes(0), days);
            self.keep(&blocks, |lane, level| {
                now = now.saturating_add(gaps[lane]);
                // Not lazily: a branch that chance decides is mispredicted every other time.
                (now, u8::from(level < asks) & u8::from(now < end) == 1)
            });
            if now >= end {
                return;
            }
        }
    }

    /// Whatever layer they are of, in the order in which they ask.
    fn put_in_order(&mut self) {
        let (at_ms, support) = (&mut self.at_ms[..self.len], &mut self.support[..self.len]);
        self.sorted.clear();
        self.sorted.extend(at_ms.iter().copied().zip(support.iter().copied()));
        self.sorted.sort_by_key(|(at, _)| *at);
        for ((at, own), sorted) in at_ms.iter_mut().zip(support).zip(&self.sorted) {
            (*at, *own) = *sorted;
        }
    }

    /// Keeps those of a block's households that ask. Each is written, and the next over it if it does not:
    /// there is nothing to guess wrongly.
    #[inline]
    fn keep(&mut self, blocks: &Blocks<AT_ONCE>, mut asks: impl FnMut(usize, u64) -> (u64, bool)) {
        let (levels, support) = (blocks.wholes(1), blocks.wholes(2));
        if self.at_ms.len() < self.len + AT_ONCE {
            let room = 2 * self.len + 64 * AT_ONCE;
            self.at_ms.resize(room, 0);
            self.support.resize(room, 0);
            self.stay_ms.resize(room, 0);
        }
        let at_ms = self.at_ms[self.len..].first_chunk_mut::<AT_ONCE>();
        let kept = self.support[self.len..].first_chunk_mut::<AT_ONCE>();
        let Some((at_ms, kept)) = at_ms.zip(kept) else { return };
        let mut more = 0;
        for lane in 0..AT_ONCE {
            let (now, does) = asks(lane, levels[lane]);
            at_ms[more & (AT_ONCE - 1)] = now;
            kept[more & (AT_ONCE - 1)] = support[lane];
            more += usize::from(does);
        }
        self.len += more;
    }

    fn find_stays(&mut self, loss: &Loss<'_>) {
        const TOGETHER: usize = 8;
        let (support, _) = self.support.as_chunks::<TOGETHER>();
        let (stays, _) = self.stay_ms.as_chunks_mut::<TOGETHER>();
        let needed = self.len.div_ceil(TOGETHER);
        for (stays, support) in stays.iter_mut().zip(support).take(needed) {
            *stays = loss.stay.scaled_ms_of(support, 1.0);
        }
    }
}

/// How many of the numbers of 42 bits stand for less than a share.
fn numbers_below(share: f64) -> u64 {
    const NUMBERS: f64 = 4_398_046_511_104.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at least 0; exact, for the share is scaled by a power of two"
    )]
    let below = (share * NUMBERS - 0.5).ceil().max(0.0) as u64;
    below
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::statistics::float;

    #[test]
    fn as_many_numbers_are_below_a_share_as_compare_below_it() {
        const NUMBERS: f64 = 4_398_046_511_104.0;
        for share in [0.0, 1e-13, 3e-13, 0.25, 296.0 / 365.0, 0.999_999_999_999, 1.0] {
            let below = numbers_below(share);
            for whole in below.saturating_sub(2)..below + 2 {
                let is_below = (float(whole) + 0.5) * (1.0 / NUMBERS) < share;
                assert_eq!(is_below, whole < below, "{share} {whole}");
            }
        }
    }
}
