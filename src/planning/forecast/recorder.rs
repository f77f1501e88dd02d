//! What a replay tells, written into a history.
//!
//! A household has one request open at a time; each is told by [`Recorder::asked`], then has one outcome. What
//! was asked in the warm-up is remembered and not counted.

use super::count::{Count, NOT_COUNTED};
use super::history::{History, Household, Lodging, Person, Request, WaitEnded};
use super::scope::{Amount, group_of};
use crate::engine::simulation::{Fate, Model, Observer, Onward, Replay, Tape};

/// Counts what a replay tells.
#[derive(Debug)]
pub struct Recorder<'a, 's> {
    history: &'a mut History<'s>,
    model: &'a Model<'a>,
    tape: &'a Tape,
}

impl<'s> History<'s> {
    /// Watches the replay of a tape, from nothing.
    pub fn record<'a>(&'a mut self, model: &'a Model<'a>, tape: &'a Tape) -> Recorder<'a, 's> {
        self.clear();
        self.households.clear();
        self.households.resize(tape.len(), Household::UNKNOWN);
        self.people.clear();
        let people = model.demand.course.sources.map_or(tape.len(), |sources| sources as usize);
        self.people.resize(people, Person::default());
        self.count_arrivals(model, tape);
        Recorder { history: self, model, tape }
    }

    /// Plays a tape and keeps what happens, in place of what was there.
    pub fn play(&mut self, model: &Model<'_>, tape: &Tape, replay: &mut Replay<'_>) {
        let mut recorder = self.record(model, tape);
        replay.run(tape, &mut recorder);
        recorder.finish();
    }
}

impl Recorder<'_, '_> {
    /// The service is not for this household.
    pub fn not_eligible(&mut self, k: usize) {
        self.end_request(k);
        self.count_once(k, Count::NotEligible);
    }

    /// The household was made safe at home.
    pub fn made_safe_at_home(&mut self, k: usize) {
        self.refer(k);
        self.count_once(k, Count::Sanctuary);
        self.count_once(k, Count::NotPlaced);
        self.person(k).safe = true;
    }

    /// Nothing more will be told.
    pub fn finish(&mut self) {
        for k in 0..self.history.households.len() {
            self.close(k);
            self.history.is_contradicted |= self.history.households[k].request == Request::Open;
        }
        for person in 0..self.history.people.len() {
            let Person { first, unmet, safe } = self.history.people[person];
            let Some((k, quarter)) = first.filter(|(_, quarter)| *quarter != NOT_COUNTED) else {
                continue;
            };
            if unmet && !safe {
                let class = self.class(k as usize);
                self.history.add(Count::HouseholdsNeverPlaced, class, quarter, 1);
            }
        }
        self.find_second_stage_over();
        self.history.write_amounts();
    }

    /// Who makes this entry's requests: where referrals come from so many households, one of these.
    fn person(&mut self, k: usize) -> &mut Person {
        let has_sources = self.model.demand.course.sources.is_some();
        let person = if has_sources { self.tape.first[k].source as usize } else { k };
        &mut self.history.people[person]
    }

    fn class(&self, k: usize) -> usize {
        group_of(self.model, usize::from(self.tape.class[k]))
    }

    /// Counts something of a household's latest request, if that counts.
    #[inline]
    fn count_once(&mut self, k: usize, count: Count) {
        let quarter = self.history.households[k].quarter;
        if quarter != NOT_COUNTED {
            self.history.add(count, self.class(k), quarter, 1);
        }
    }

    /// The request has an outcome now: the quarter in which it was made, if it counts.
    #[inline]
    fn end_request(&mut self, k: usize) -> Option<u16> {
        let household = &mut self.history.households[k];
        self.history.is_contradicted |= household.request != Request::Open;
        household.request = Request::Ended;
        (household.quarter != NOT_COUNTED).then_some(household.quarter)
    }

    /// The request has an outcome, and is a referral.
    #[inline]
    fn refer(&mut self, k: usize) -> Option<(usize, u16)> {
        let quarter = self.end_request(k);
        let is_new = self.is_first(k, quarter.unwrap_or(NOT_COUNTED));
        let (quarter, class) = (quarter?, self.class(k));
        self.history.add(Count::Referrals, class, quarter, 1);
        let children = self.children(k);
        if children > 0 {
            self.history.add(Count::Children, class, quarter, children);
        }
        if is_new {
            self.history.add(Count::Households, class, quarter, 1);
        }
        Some((class, quarter))
    }

    /// Whether a household is referred for the first time of all.
    #[inline]
    fn is_first(&mut self, k: usize, quarter: u16) -> bool {
        let at = u32::try_from(k).unwrap_or(u32::MAX);
        let person = self.person(k);
        let is_first = person.first.is_none();
        person.first.get_or_insert((at, quarter));
        is_first
    }

    fn children(&self, k: usize) -> u32 {
        self.model.demand.classes[usize::from(self.tape.class[k])].children
    }

    fn turn_away(&mut self, k: usize, class: usize, quarter: u16) {
        let is_first = !std::mem::replace(&mut self.person(k).unmet, true);
        let children = self.children(k);
        let each = [
            (Count::UnmetNeed, 1),
            (Count::NotPlaced, 1),
            (Count::LeftWithout, 1),
            (Count::ChildrenTurnedAway, children),
            (Count::HouseholdsTurnedAway, u32::from(is_first)),
            (Count::ChildrenTurnedAwayOnce, if is_first { children } else { 0 }),
        ];
        for (count, n) in each.into_iter().filter(|(_, n)| *n > 0) {
            self.history.add(count, class, quarter, n);
        }
    }

    fn place(&mut self, k: usize, unit: usize, at: u64) {
        let referred = self.refer(k);
        let is_short = self.model.is_short(usize::from(self.tape.class[k]), unit);
        self.person(k).safe = true;
        let household = &mut self.history.households[k];
        household.lodging = if is_short { Lodging::Short } else { Lodging::Longer };
        let waited = at.saturating_sub(household.asked_at);
        let Some((class, quarter)) = referred else { return };
        self.history.add(Count::Placed, class, quarter, 1);
        let kind = self.model.kinds[unit] as usize;
        let ms = i64::try_from(waited).unwrap_or(i64::MAX);
        self.history.add_amount(Amount::Placed(kind), usize::from(quarter), 1);
        if ms > 0 {
            self.history.any_rare = true;
            self.history.add_amount(Amount::Waited(class), usize::from(quarter), ms);
        }
        self.history.add_wait(WaitEnded::Placed, waited);
    }

    /// Nothing more will be told of a household's latest request: how long it waited is known, and where it led to.
    #[inline]
    fn close(&mut self, k: usize) {
        match std::mem::replace(&mut self.history.households[k].lodging, Lodging::None) {
            Lodging::None => {}
            Lodging::Short => self.count_once(k, Count::PlacedShortOnly),
            Lodging::Longer => self.count_once(k, Count::PlacedLonger),
        }
        let household = &mut self.history.households[k];
        if household.request == Request::GivenUp {
            household.request = Request::Ended;
            let (waits, waited) = (household.waits, household.waited_ms);
            if waits {
                self.history.add_wait(WaitEnded::GaveUp, waited);
            }
        }
    }

    /// When more households were in second stage than there are places.
    fn find_second_stage_over(&mut self) {
        let History { scope, supported, second_stage_over, .. } = &mut *self.history;
        let Some(places) = scope.second_stage_places else { return };
        let starts = supported.iter().map(|(from, _)| (*from, 1_i64));
        let ends = supported.iter().map(|(_, to)| (*to, -1));
        let mut changes: Vec<(u64, i64)> = starts.chain(ends).collect();
        changes.sort_unstable();
        let mut supported = 0;
        for pair in changes.windows(2) {
            let [(from, change), (to, _)] = *pair else { continue };
            supported += change;
            if supported > i64::from(places) {
                second_stage_over.add(&scope.quarters, from, to);
            }
        }
    }
}

impl Observer for Recorder<'_, '_> {
    fn fate(&mut self, k: usize, fate: Fate) {
        match fate {
            Fate::Placed { unit, at } => self.place(k, unit, at),
            Fate::TurnedAway(outcome) => {
                let Some((class, quarter)) = self.refer(k) else { return };
                self.history.add(Count::Unmet(outcome.reason), class, quarter, 1);
                if outcome.reason.is_unmet_need() {
                    self.turn_away(k, class, quarter);
                } else {
                    self.history.add(Count::NotPlaced, class, quarter, 1);
                }
                if !outcome.barrier.is_empty() {
                    self.history.add_barrier(outcome.reason, outcome.barrier, quarter);
                }
            }
            Fate::Withdrew => {
                let Some((class, quarter)) = self.refer(k) else { return };
                self.history.add(Count::Withdrew, class, quarter, 1);
                self.turn_away(k, class, quarter);
                self.history.households[k].request = Request::GivenUp;
            }
            Fate::StillWaiting => {
                self.refer(k);
                self.count_once(k, Count::StillWaiting);
                self.count_once(k, Count::NotPlaced);
            }
            Fate::Sanctuary => self.made_safe_at_home(k),
            Fate::NotEligible => self.not_eligible(k),
            Fate::NotAsked { at } => {
                let quarter = self.history.scope.quarter(at, &mut self.history.near);
                if quarter != NOT_COUNTED {
                    self.history.add(Count::NotAsked, self.class(k), quarter, 1);
                }
            }
        }
    }

    #[inline]
    fn asked(&mut self, k: usize, at: u64, _request: u32) {
        self.close(k);
        let quarter = self.history.scope.quarter(at, &mut self.history.near);
        let household = &mut self.history.households[k];
        self.history.is_contradicted |= household.request == Request::Open;
        household.asked_at = at;
        household.waited_ms = 0;
        household.quarter = quarter;
        household.request = Request::Open;
        household.waits = false;
        if quarter != NOT_COUNTED {
            self.history.add(Count::Requests, self.class(k), quarter, 1);
        }
    }

    fn onward(&mut self, k: usize, what: Onward) {
        let count = match what {
            Onward::Asks => Count::OnwardAsked,
            Onward::Moved { .. } => {
                self.history.households[k].lodging = Lodging::Longer;
                Count::OnwardPlaced
            }
            Onward::LeftWithout => {
                self.count_once(k, Count::LeftWithout);
                Count::OnwardUnmet
            }
            Onward::StillThere => Count::OnwardWaiting,
        };
        self.count_once(k, count);
    }

    fn declined(&mut self, k: usize, _unit: usize) {
        self.count_once(k, Count::OffersDeclined);
    }

    fn waited(&mut self, k: usize, from: u64, to: u64) {
        let class = self.class(k);
        let History { scope, any_rare, waiting, households, .. } = &mut *self.history;
        waiting[class].add(&scope.quarters, from, to);
        let household = &mut households[k];
        household.waited_ms += to.saturating_sub(from);
        *any_rare = true;
        if to > from && !std::mem::replace(&mut household.waits, true) {
            self.count_once(k, Count::Waited);
        }
    }

    fn supported(&mut self, from: u64, to: u64) {
        let History { scope, any_rare, second_stage, second_stage_by_week, supported, .. } =
            &mut *self.history;
        *any_rare = true;
        second_stage.add(&scope.quarters, from, to);
        second_stage_by_week.add(&scope.weeks, from, to);
        if scope.second_stage_places.is_some() && from < to {
            supported.push((from, to));
        }
    }

    fn lived_in(&mut self, unit: usize, from: u64, to: u64) {
        let kind = self.model.kinds[unit] as usize;
        let scope = self.history.scope;
        let History { lived_in, lived_in_by_week, .. } = &mut *self.history;
        lived_in[kind].add(&scope.quarters, from, to);
        lived_in_by_week[kind].add(&scope.weeks, from, to);
        for (day, at) in scope.census_ms.iter().enumerate() {
            if (from..to).contains(at) {
                self.history.add_amount(Amount::Residents(kind), day, 1);
            }
        }
    }
}

impl History<'_> {
    /// Who comes to ask within the span, and for how long each would stay.
    fn count_arrivals(&mut self, model: &Model<'_>, tape: &Tape) {
        let scope = self.scope;
        let (kind, mut near) = (scope.usual_kind, 0);
        let offered = scope.amounts_of(Amount::Offered).start;
        for (k, &at) in tape.arrival_ms.iter().enumerate() {
            let quarter = scope.quarter(at, &mut near);
            if quarter == NOT_COUNTED {
                continue;
            }
            let class = usize::from(tape.class[k]);
            self.add(Count::Arrivals, group_of(model, class), quarter, 1);
            let stay = tape.stay_ms(model, k, &tape.request(model, k, 0), kind);
            self.amounts[offered + usize::from(quarter)] += i64::try_from(stay).unwrap_or(i64::MAX);
        }
    }

    /// Amounts of time, once no more comes.
    fn write_amounts(&mut self) {
        let Self { scope, amounts, .. } = self;
        let (quarters, weeks) = (&scope.quarters, &scope.weeks);
        for (class, spans) in self.waiting.iter().enumerate().filter(|(_, spans)| spans.any) {
            spans.write(quarters, &mut amounts[scope.amounts_of(Amount::Waiting(class))]);
        }
        for (kind, spans) in self.lived_in.iter().enumerate() {
            spans.write(quarters, &mut amounts[scope.amounts_of(Amount::LivedIn(kind))]);
        }
        for (kind, spans) in self.lived_in_by_week.iter().enumerate() {
            spans.write(weeks, &mut amounts[scope.amounts_of(Amount::LivedInByWeek(kind))]);
        }
        if self.second_stage.any {
            let by_week = Amount::SecondStageByWeek;
            self.second_stage.write(quarters, &mut amounts[scope.amounts_of(Amount::SecondStage)]);
            self.second_stage_by_week.write(weeks, &mut amounts[scope.amounts_of(by_week)]);
        }
        if self.second_stage_over.any {
            let over = &mut amounts[scope.amounts_of(Amount::SecondStageOver)];
            self.second_stage_over.write(quarters, over);
        }
    }
}
