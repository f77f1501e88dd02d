//! What an event does that was found possible.

use super::estate::Rows;
use super::event::{Act, Closing, Entry, Key};
use super::form::{Form, Member};
use super::judge::claim_of;
use super::notes::Notes;
use super::pathway_events;
use super::state::{Standing, State};
use super::unit::{Claim, ClaimKind, Spell, Stay};
use crate::base::domain::RuleName;
use crate::service::pathway::{self, SanctuaryEvent};
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The claim that an event began, went on with or ended: its unit and the event that began it.
pub(super) type Touched = Option<(usize, u64)>;

/// An event on its way into the state.
struct Doing<'a> {
    state: &'a mut State,
    notes: &'a Notes,
    entry: &'a Entry,
    key: Key,
    /// The event's own moment.
    at: Timestamp,
    referral: Option<usize>,
    unit: Option<usize>,
}

/// Does what an event does.
pub(super) fn apply(state: &mut State, notes: &Notes, entry: &Entry) -> Touched {
    let unit = entry.unit().and_then(|name| state.unit_named(name));
    let referral = entry.referral().and_then(|reference| state.referral_named(reference));
    if let Some(unit) = unit.filter(|unit| !state.unit(*unit).is_named) {
        state.unit_mut(unit).is_named = true;
    }
    if notes.ended.is_muted(entry.seq) {
        return None;
    }
    let (key, at) = (entry.key(), entry.at);
    let mut doing = Doing { state, notes, entry, key, at, referral, unit };
    if let Some(unit) = doing.unit {
        doing.state.unit_mut(unit).settle(key, &notes.ended);
    }
    match (&entry.event.act, doing.referral, doing.unit) {
        (Act::EstateRecorded(rows), ..) => doing.estate(rows),
        (Act::Received(form), ..) => doing.received(form),
        (Act::CarriedIn, _, Some(unit)) => doing.carried_in(unit),
        (act, Some(referral), Some(unit)) => return doing.of_both(act, referral, unit),
        (act, Some(referral), None) => doing.of_referral(act, referral),
        (act, None, Some(unit)) => doing.of_unit(act, unit),
        (_, None, None) => {}
    }
    None
}

impl Doing<'_> {
    fn of_both(&mut self, act: &Act, referral: usize, unit: usize) -> Touched {
        match act {
            Act::Held { until } => {
                return Some(self.claim(ClaimKind::Held, referral, unit, *until));
            }
            Act::Offered { until } => {
                return Some(self.claim(ClaimKind::Offered, referral, unit, *until));
            }
            Act::Accepted { expected } => return self.accepted(unit, expected.clone()),
            Act::ClaimEnded { .. } => {
                let begun = self.state.unit(unit).claim.as_ref().map(|claim| (unit, claim.begun));
                self.state.unit_mut(unit).free(self.at);
                return begun;
            }
            Act::Decided { rules, granted } => self.decided(referral, unit, rules, *granted),
            Act::Arrived => self.moves_in(referral, unit),
            Act::Transferred => {
                self.moves_out(referral);
                self.moves_in(referral, unit);
            }
            _ => {}
        }
        None
    }

    fn of_referral(&mut self, act: &Act, referral: usize) {
        match act {
            Act::Amended(form) => self.amended(referral, form),
            Act::Expected { on } => {
                let unit = self.state.referral(referral).unit;
                let stay = unit.and_then(|unit| self.state.unit_mut(unit).stay.as_mut());
                if let Some(stay) = stay {
                    stay.on = Some(on.clone());
                }
            }
            Act::Joined(member) => self.joined(referral, member),
            Act::Left { id } => self.left(referral, id),
            Act::Departed => {
                self.moves_out(referral);
                self.close(referral, Standing::Left);
                if self.entry.get("because").and_then(Value::as_str) == Some("died") {
                    self.ends_household(referral);
                }
            }
            Act::Erased { .. } => self.ends_household(referral),
            Act::Closed(Closing::TurnedAway) => self.close(referral, Standing::TurnedAway),
            Act::Closed(Closing::PlacedElsewhere) => {
                self.close(referral, Standing::PlacedElsewhere);
            }
            Act::Closed(Closing::Withdrawn) => self.close(referral, Standing::Withdrawn),
            Act::Duplicate { .. } => self.close(referral, Standing::Duplicate),
            Act::OnPathway { event, .. } => self.on_pathway(referral, event),
            _ => {}
        }
    }

    fn of_unit(&mut self, act: &Act, unit: usize) {
        let at = self.at;
        let spell = |expected| Spell { since: Some(at), until: None, expected };
        let unit = self.state.unit_mut(unit);
        match act {
            Act::UnitOpened => unit.closed = None,
            Act::UnitClosed => return unit.closed = Some(spell(None)),
            Act::VoidBegan { expected } => {
                if unit.claim.is_some() {
                    unit.free(at);
                }
                return unit.void = Some(spell(expected.clone()));
            }
            Act::VoidEnded => unit.void = None,
            Act::MadeReady => unit.turnaround = None,
            _ => return,
        }
        unit.end(at);
    }

    fn estate(&mut self, rows: &Arc<Rows>) {
        let is_first = self.key.at == Timestamp::MIN;
        let since = (!is_first).then_some(self.at);
        for row in &rows.units {
            let unit = self.state.unit_or_new(&row.unit);
            let is_listed = self.state.unit(unit).is_listed;
            let (key, at, ended) = (self.key, self.at, &self.notes.ended);
            let unit = self.state.unit_mut(unit);
            unit.settle(key, ended);
            if is_listed { unit.say(row.said(), at) } else { unit.begin(row.said(), since) }
        }
        self.take_out(rows);
        self.state.set_estate(rows.clone());
    }

    /// Units that the estate no longer has and nobody ever named are gone.
    fn take_out(&mut self, rows: &Rows) {
        let Some(before) = self.state.estate().cloned() else { return };
        let stay: BTreeSet<&str> = rows.units.iter().map(|row| row.unit.as_str()).collect();
        for row in before.units.iter().filter(|row| !stay.contains(row.unit.as_str())) {
            let Some(unit) = self.state.unit_named(&row.unit) else { continue };
            let was_named = self.state.unit(unit).is_named
                || self.notes.first_named(&row.unit).is_some_and(|seq| seq < self.entry.seq);
            if !was_named {
                self.state.unit_mut(unit).is_listed = false;
            }
        }
    }

    fn received(&mut self, form: &Form) {
        let Some(reference) = &self.entry.event.referral else { return };
        let repeats = form.repeat_of.as_ref().and_then(|of| self.state.referral_named(of));
        let household = repeats.map(|of| self.state.referral(of).household);
        let referral = self.state.new_referral(reference, self.entry.place, household);
        self.takes_form(referral, form);
    }

    fn amended(&mut self, referral: usize, form: &Form) {
        let repeats = form.repeat_of.as_ref().and_then(|of| self.state.referral_named(of));
        if let Some(other) = repeats {
            let household = |referral: usize| self.state.referral(referral).household;
            self.state.join(household(other), household(referral));
        }
        self.takes_form(referral, form);
    }

    fn takes_form(&mut self, referral: usize, form: &Form) {
        let household = self.state.referral(referral).household;
        self.state.household_mut(household).replace(&form.members);
        let referral = self.state.referral_mut(referral);
        referral.form = Some(self.entry.seq);
        referral.grants = Arc::default();
        referral.in_danger = form.in_danger;
    }

    fn carried_in(&mut self, unit: usize) {
        let Some(reference) = &self.entry.event.referral else { return };
        let referral = self.state.new_referral(reference, self.entry.place, None);
        self.moves_in(referral, unit);
    }

    fn decided(&mut self, referral: usize, unit: usize, rules: &[RuleName], granted: bool) {
        let grants = Arc::make_mut(&mut self.state.referral_mut(referral).grants);
        grants.retain(|(of, rule)| *of != unit || !rules.contains(rule));
        if granted {
            grants.extend(rules.iter().map(|rule| (unit, *rule)));
        }
    }

    fn claim(
        &mut self,
        kind: ClaimKind,
        referral: usize,
        on: usize,
        until: Timestamp,
    ) -> (usize, u64) {
        let (seq, at) = (self.entry.seq, self.at);
        let unit = self.state.unit_mut(on);
        let before = unit.claim.take();
        let began = before.as_ref().map_or(seq, |claim| claim.begun);
        let since = before.filter(|claim| claim.kind == kind).map_or(at, |claim| claim.since);
        let until = Some(until);
        unit.claim = Some(Claim { begun: began, referral, kind, since, until, expected: None });
        self.state.referral_mut(referral).claimed = Some(on);
        (on, began)
    }

    fn accepted(&mut self, on: usize, expected: Option<Arc<str>>) -> Touched {
        let at = self.at;
        let claim = self.state.unit_mut(on).claim.as_mut()?;
        *claim =
            Claim { kind: ClaimKind::Accepted, since: at, until: None, expected, ..claim.clone() };
        Some((on, claim.begun))
    }

    fn moves_in(&mut self, referral: usize, unit: usize) {
        let (at, since) = (self.at, self.at);
        let into = self.state.unit_mut(unit);
        into.claim = None;
        into.stay = Some(Stay { referral, since, on: None });
        self.ends_claims(referral, at);
        let referral = self.state.referral_mut(referral);
        referral.standing = Standing::Placed;
        referral.unit = Some(unit);
        if let Some(placed) = referral.pathways.placed(at) {
            referral.pathways = Arc::new(placed);
        }
    }

    fn moves_out(&mut self, referral: usize) {
        let nights = self.state.estate().map_or(0, |estate| estate.turnaround_nights);
        let Some(unit) = self.state.referral(referral).unit else { return };
        let (key, at, ended) = (self.key, self.at, &self.notes.ended);
        let unit = self.state.unit_mut(unit);
        unit.settle(key, ended);
        unit.leave(at, nights);
    }

    /// Another state of its pathways; an accepted sanctuary closes the referral.
    fn on_pathway(&mut self, referral: usize, event: &pathway::Event) {
        let Ok(next) = pathway_events::after(self.state, referral, event, self.at) else { return };
        self.state.referral_mut(referral).pathways = Arc::new(next);
        let is_accepted =
            |event: &SanctuaryEvent| matches!(event, SanctuaryEvent::Determined { accepted: true });
        if matches!(event, pathway::Event::Sanctuary(event) if is_accepted(event)) {
            self.close(referral, Standing::Sanctuary);
        }
    }

    fn close(&mut self, referral: usize, standing: Standing) {
        self.ends_claims(referral, self.at);
        let (at, referral) = (self.at, self.state.referral_mut(referral));
        referral.standing = standing;
        referral.unit = None;
        referral.closed = Some(at);
        // Whoever has left or stays at home is supported on; of all others nothing goes on.
        let goes_on = matches!(standing, Standing::Left | Standing::Sanctuary);
        if let Some(closed) = referral.pathways.closed(at).filter(|_| !goes_on) {
            referral.pathways = Arc::new(closed);
        }
    }

    /// A death, or an erasure: nothing goes on for the household, on whichever of its referrals it ran.
    fn ends_household(&mut self, referral: usize) {
        let household = self.state.referral(referral).household;
        for referral in self.state.household(household).referrals.clone() {
            if let Some(over) = self.state.referral(referral).pathways.over(self.at) {
                self.state.referral_mut(referral).pathways = Arc::new(over);
            }
        }
    }

    /// Ends whatever the household claims.
    fn ends_claims(&mut self, referral: usize, at: Timestamp) {
        let household = self.state.referral(referral).household;
        let referrals = self.state.household(household).referrals.clone();
        for referral in referrals {
            if let Some(unit) = claim_of(self.state, self.notes, referral, self.key) {
                self.state.unit_mut(unit).free(at);
            }
        }
    }

    fn joined(&mut self, referral: usize, member: &Member) {
        let household = self.state.referral(referral).household;
        let household = self.state.household_mut(household);
        let id = member.id.clone().unwrap_or_else(|| household.next_number());
        Arc::make_mut(&mut household.ever).insert(id.clone());
        Arc::make_mut(&mut household.present).push(id);
        self.state.referral_mut(referral).grants = Arc::default();
    }

    fn left(&mut self, referral: usize, id: &Arc<str>) {
        let household = self.state.referral(referral).household;
        Arc::make_mut(&mut self.state.household_mut(household).present).retain(|other| other != id);
        self.state.referral_mut(referral).grants = Arc::default();
    }
}
