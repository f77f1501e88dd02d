//! Households that are known by their forms and ask before anybody who is drawn.
//!
//! They serve an outlook from one night: whoever waits, and the household it is for. Not here: who comes
//! first among them (`outlook`).

use super::known_household::{Grants, Known, Waits};
use super::model::Model;
use super::request_draws::{Drawn, Numbers, drawn};
use super::tape::{Tape, masks};
use crate::base::domain::{RuleName, RuleSet};
use crate::base::random::{Stream, Streams};
use crate::engine::demand::Waiting;

/// The number by which the draws of a known household are found: as far as can be from those of the others.
fn household(number: usize) -> u32 {
    u32::MAX - u32::try_from(number).unwrap_or(u32::MAX)
}

impl Tape {
    pub(super) fn push_known(
        &mut self,
        model: &Model<'_>,
        streams: &Streams,
        (number, at): (usize, u64),
        known: &Known,
    ) {
        let household = household(number);
        let [support, patience, _] = streams.numbers(household, Stream::Arrival, 0);
        let anybodys = drawn(model, known.class, &Numbers::of(streams, household));
        // It is past the exits, and none of the sources from which others are drawn.
        let own = Drawn { exit: None, is_put_off: false, source: u32::MAX, ..anybodys };
        self.first.push(match (known.waits, &model.demand.course.waiting) {
            (Waits::Throughout, _) => Drawn { declines: 0, patience_ms: u64::MAX, ..own },
            (Waits::AsAnybody(waited), Some(Waiting { patience: Some(time), .. })) => {
                let patience_ms = time.ms_beyond(waited, patience).unwrap_or(0);
                Drawn { patience_ms, ..own }
            }
            (Waits::AsAnybody(_), _) => own,
        });
        self.household.push(household);
        self.arrival_ms.push(at);
        self.class.push(u16::try_from(known.class).unwrap_or(u16::MAX));
        self.place.push(None);
        self.support.push(support);
        self.granted.push(RuleSet::EMPTY);
        self.push_no_masks();
        let k = self.len() - 1;
        self.draw_decisions(model, streams, k);
        self.decide(model, k, known.decisions);
    }

    /// Draws the decisions of the `k`th of so many known households anew, as of another with the same form.
    pub fn decide_anew(&mut self, model: &Model<'_>, (k, of): (usize, usize), attempt: u32) {
        self.household[k] = household(k + of * attempt as usize);
        self.draw_decisions(model, &Streams::new(model.seed, self.replication), k);
    }

    fn draw_decisions(&mut self, model: &Model<'_>, streams: &Streams, k: usize) {
        let class = usize::from(self.class[k]);
        let compiled = &model.compiled[class];
        let household = self.household[k];
        let number = |rule| streams.number(household, Stream::ManagerGrants, rule);
        let granted = model.granted(class, number);
        self.granted[k] = granted;
        let places = k * self.words..;
        for (at, of_word) in places.zip(masks(model, (compiled, self.place[k], granted))) {
            [self.suits[at], self.suits_if_granted[at], self.if_cleared[at]] = of_word;
        }
    }

    /// Settles what is decided of a household, whatever was drawn: all that may be asked for, or nothing.
    pub fn decide(&mut self, model: &Model<'_>, k: usize, decisions: Grants) {
        if decisions == Grants::AsDrawn {
            return;
        }
        let all = decisions == Grants::All;
        self.granted[k] = if all { RuleName::ALL.into_iter().collect() } else { RuleSet::EMPTY };
        let compiled = &model.compiled[usize::from(self.class[k])];
        let (near, perhaps_near) = compiled.risks.masks(self.place[k]);
        let words = near.len();
        for word in 0..words {
            let asked = compiled.asks.iter().map(|(_, mask)| mask[word]);
            let asked = asked.fold(perhaps_near[word], |all, mask| all | mask);
            let open = asked & !compiled.barred[word] & !near[word];
            self.suits_if_granted[k * words + word] = if all { open } else { 0 };
            self.if_cleared[k * words + word] = 0;
        }
    }
}
