//! What follows a short stay: the household asks for a longer unit, and perhaps waits for it where it is.

use super::{Answers, Slow, Waiting};
use lintel::engine::simulation::{Leaver, Observer, Onward};

impl Slow<'_> {
    pub(super) fn is_short(&self, unit: usize) -> bool {
        self.model.demand.course.short[self.model.estate.setting_of(unit).kind as usize]
    }

    pub(super) fn ask_onward(&mut self, first: usize) {
        let household = self.households.iter_mut().find(|h| h.units[0] == first).unwrap();
        household.has_asked_onward = true;
        let to_decline = household.onward.unwrap();
        let Leaver::Household { k, .. } = household.who else { return };
        let k = k as usize;
        self.log.onward(k, Onward::Asks);
        let declined = (0..self.opened.len()).filter(|&unit| self.is_short(unit)).collect();
        let mut answers = Answers { to_decline, declined };
        if self.moves_on(first, &mut answers) {
            self.saw("one moved on at once");
            return self.leave_behind(first);
        }
        let may_stay = self.model.demand.course.onward.unwrap().may_stay_ms;
        let short = &self.model.demand.course.short;
        let estate = self.model.estate;
        let is_longer = |unit: usize| !short[estate.setting_of(unit).kind as usize];
        if may_stay == 0 || !self.could_ever(k, is_longer) {
            return self.leave_without(k, first);
        }
        let deadline = self.now.saturating_add(may_stay);
        self.join(Waiting { k, since: self.now, deadline, answers, lives_in: Some(first) });
    }

    /// Whether a household finds a longer unit, where it does not count among the residents itself.
    pub(super) fn moves_on(&mut self, first: usize, answers: &mut Answers) -> bool {
        let at = self.households.iter().position(|h| h.units[0] == first).unwrap();
        let Leaver::Household { k, .. } = self.households[at].who else { return false };
        let k = k as usize;
        let residents = self.residents_but(Some(first));
        let Some(units) = self.accepted(k, answers, &residents) else { return false };
        self.households[at].as_resident.nrpf = false;
        self.past.entry(k).or_default().request += 1;
        self.place(k, &units, &residents, 0);
        self.log.onward(k, Onward::Moved { unit: units[0], at: self.now });
        true
    }

    pub(super) fn leave_behind(&mut self, first: usize) {
        let at = self.households.iter().position(|h| h.units[0] == first).unwrap();
        let household = self.households.remove(at);
        self.tell_nights(&household, self.now);
        self.hand_over(&household);
        self.serve();
    }

    pub(super) fn leave_without(&mut self, k: usize, first: usize) {
        self.log.onward(k, Onward::LeftWithout);
        self.leave(first);
    }
}
