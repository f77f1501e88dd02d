//! Moving in and out, and what a departure leaves behind.

use super::{Household, Past, Slow};
use lintel::base::domain::{InWords, Resident};
use lintel::engine::simulation::{Leaver, Observer};
use lintel::inputs::scenario::Begins;

impl Slow<'_> {
    /// Moves a household in after so long, where these live here.
    pub(super) fn place(
        &mut self,
        k: usize,
        units: &[usize],
        residents: &[Resident],
        held_ms: u64,
    ) {
        let arrives = self.now.saturating_add(held_ms);
        let (class, first) = (self.desk.class_of(k), units[0]);
        let mut units = units.to_vec();
        units[1..].sort_unstable();
        if units.len() > 1 {
            self.saw("several units at once");
        }
        let request = self.past[&k].request;
        let drawn = self.tape.request(self.model, k, request);
        let kind = self.model.estate.setting_of(first).kind;
        let support = self.tape.support_ms(self.model, k, &drawn, kind);
        let stay = self.tape.stay_ms(self.model, k, &drawn, kind);
        let funded = residents.iter().filter(|resident| resident.nrpf).count();
        let places = self.model.estate.provider.nrpf_places;
        let is_over_and_above = places.is_some_and(|places| funded >= places as usize);
        let who = Leaver::Household { k: u32::try_from(k).unwrap(), request };
        let is_short = self.is_short(first) && !class.has_own_stay;
        let onward = if is_short { self.tape.asks_onward(self.model, k, request) } else { None };
        let household = Household {
            who,
            units,
            moved_in: arrives,
            stays_until: arrives.saturating_add(stay),
            needs_home: onward.is_none() && !class.has_own_stay && self.is_left_for_a_home(first),
            is_settled: false,
            onward,
            has_asked_onward: false,
            as_resident: Resident {
                unit: first,
                reference: format!("simulated-{k}"),
                moved_in: None,
                complex_needs: class.household.needs.complex.may_be(),
                nrpf: class.household.needs.nrpf.may_be() && !is_over_and_above,
                keep_apart: Vec::new(),
                in_words: InWords::default(),
                movable: false,
                left: None,
            },
            departure: self.tape.departure(self.model, who),
        };
        self.move_in(household, arrives.saturating_add(support));
    }

    pub(super) fn is_left_for_a_home(&self, unit: usize) -> bool {
        let kind = self.model.estate.setting_of(unit).kind;
        let homes = self.model.demand.course.homes.as_ref();
        homes.is_some_and(|homes| homes.needed_from[kind as usize])
    }

    pub(super) fn move_in(&mut self, household: Household, support_ends: u64) {
        if household.onward.is_none() {
            self.tell_support(&household, Begins::SupportEnd, support_ends);
        }
        if !household.may_stay_on() {
            self.tell_stay(&household, household.stays_until);
        }
        self.households.push(household);
    }

    /// Tells that a household lived in its units until a moment, and of support that begins then.
    fn tell_stay(&mut self, household: &Household, to: u64) {
        self.tell_nights(household, to);
        self.tell_support(household, Begins::Departure, to);
    }

    pub(super) fn tell_nights(&mut self, household: &Household, to: u64) {
        for &unit in &household.units {
            self.log.lived_in(unit, household.moved_in, to);
        }
    }

    fn tell_support(&mut self, household: &Household, begins: Begins, from: u64) {
        let Some(stage) = &self.model.demand.course.second_stage else { return };
        let Some(ms) = household.departure.second_stage_ms else { return };
        if stage.begins == begins {
            self.saw(match begins {
                Begins::Departure => "second stage from departure",
                Begins::SupportEnd => "second stage from the end of support",
            });
            self.log.supported(from, from.saturating_add(ms));
        }
    }

    pub(super) fn leave(&mut self, first: usize) {
        let at = self.households.iter().position(|h| h.units[0] == first).unwrap();
        let household = self.households.remove(at);
        if household.may_stay_on() {
            self.tell_stay(&household, self.now);
        }
        if household.onward.is_some() {
            self.tell_support(&household, Begins::SupportEnd, self.now);
        }
        self.hand_over(&household);
        if let Leaver::Household { k, .. } = household.who {
            self.perhaps_return(k as usize);
        }
        self.serve();
    }

    /// Its units are cleaned and repaired.
    pub(super) fn hand_over(&mut self, household: &Household) {
        let turnaround = self.model.demand.course.turnaround_ms;
        let repairs = household.departure.repairs_ms;
        if repairs > 0 {
            self.saw("repairs");
        }
        let ready = self.now.saturating_add(turnaround).saturating_add(repairs);
        if ready > self.now {
            self.in_repair.extend(household.units.iter().map(|&unit| (ready, unit)));
        }
    }

    fn perhaps_return(&mut self, k: usize) {
        let past = self.past[&k];
        let most = self.model.demand.course.returns.as_ref().map_or(0, |again| again.at_most);
        if past.returns >= most {
            return;
        }
        if let Some(after) = self.tape.returns_after_ms(self.model, k, past.request) {
            self.saw("a household that returns");
            let (request, returns) = (past.request + 1, past.returns + 1);
            self.past.insert(k, Past { request, returns, ..past });
            self.to_ask_again.push((self.now.saturating_add(after), k));
        }
    }
}
