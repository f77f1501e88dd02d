//! What becomes of a household: asked, held, offered, declined or accepted, moved in, grown, moved, left.

use super::year::{DAY, HOUR, MINUTE, Year};
use crate::GEOGRAPHY;
use crate::common::source;
use lintel::base::domain::{RuleName, RuleSet};
use lintel::engine::eligibility::{Case, OccupancyView};
use lintel::engine::placement::{Recommendation, recommend_with};
use lintel::inputs::referral;
use lintel::service::register::{Night, Standing, utc};
use serde_json::{Value, json};

/// What comes next, to whom or where.
pub(super) enum Next {
    Asks(usize),
    Decides(usize),
    IsOffered(usize, String),
    Answers(usize, String),
    Comes(usize, String),
    Grows(usize),
    Shrinks(usize),
    Changes(usize),
    Moves(usize),
    SaysWhen(String, i64),
    Leaves(String),
    Breaks(String),
    IsMended(String),
    IsCorrected(u64),
    IsAnnulled(u64),
}

pub(super) fn reference(k: usize) -> String {
    format!("Y-{:03}", k + 1)
}

impl Year {
    pub(super) fn lives(&mut self, next: Next) {
        match next {
            Next::Asks(k) => self.asks(k),
            Next::Decides(k) => self.decides(k),
            Next::IsOffered(k, unit) => self.is_offered(k, unit),
            Next::Answers(k, unit) => self.answers(k, unit),
            Next::Comes(k, unit) => self.comes(k, &unit),
            Next::Grows(k) => {
                let baby = json!({"role": "child", "age": 0, "sex": self.dice.one_of(&["female", "male"])});
                self.of(k, json!({"event": "person_joined", "person": baby}));
            }
            Next::Shrinks(k) => {
                self.of(k, json!({"event": "person_left", "id": "2", "reason": "lives with a relative now"}));
            }
            Next::Changes(k) => self.changes(k),
            Next::Moves(k) => self.moves(k),
            Next::SaysWhen(who, leaves) => {
                let on = lintel::base::domain::calendar::london_day(self.at(leaves)).to_string();
                self.tells(json!({"event": "expected_departure", "referral": who, "on": on}));
            }
            Next::Leaves(who) => self.leaves(&who),
            Next::Breaks(unit) => self.breaks(unit),
            Next::IsMended(unit) => {
                self.tells(json!({"event": "void_ended", "unit": unit}));
            }
            Next::IsCorrected(seq) => {
                let mut event = self.whole(seq);
                let at: jiff::Timestamp = event["at"].as_str().unwrap().parse().unwrap();
                event["at"] = utc(at - jiff::SignedDuration::from_mins(25)).into();
                event["corrects"] = seq.into();
                event["by"] = "manager-1".into();
                self.tells(event);
            }
            Next::IsAnnulled(seq) => {
                let reason = "written down twice";
                self.tells(json!({"event": "annulled", "corrects": seq, "reason": reason, "by": "manager-1"}));
            }
        }
    }

    /// An event of a household.
    fn of(&mut self, k: usize, mut event: Value) -> Option<u64> {
        event["referral"] = reference(k).into();
        self.tells(event)
    }

    fn asks(&mut self, k: usize) {
        let mut form = self.asks[k].form.clone();
        form["reference"] = reference(k).into();
        form["received"] = utc(self.at(self.now)).into();
        let again = if self.dice.falls(7) { self.who_was_here() } else { None };
        if let Some(again) = again {
            form["repeat_of"] = again.into();
        }
        if self.of(k, json!({"event": "referral_received", "form": form})).is_none() {
            return;
        }
        self.asks[k].form = form;
        match self.dice.between(1, 100) {
            1..=3 => self.is_a_duplicate(k),
            4..=8 => self.cannot_be_reached(k),
            9..=10 => {
                self.of(k, json!({"event": "withdrawn", "reason": "went to her mother's"}));
            }
            _ => {
                let minutes = self.dice.between(5, 40);
                self.later(self.now + minutes * MINUTE, Next::Decides(k));
            }
        }
    }

    /// A household whose last referral is over.
    fn who_was_here(&mut self) -> Option<String> {
        let night = self.night();
        let over = [Standing::Left, Standing::TurnedAway];
        let was = night.households.iter().filter(|of| {
            over.contains(&of.standing) && of.references.len() == 1 && of.reference.starts_with('Y')
        });
        let was: Vec<&str> = was.map(|of| of.reference.as_str()).collect();
        (!was.is_empty()).then(|| self.dice.one_of(&was).to_owned())
    }

    fn is_a_duplicate(&mut self, k: usize) {
        let night = self.night();
        let mut other = night.waiting().into_iter().map(|of| of.reference.clone()).rev();
        match other.find(|of| *of != reference(k)) {
            Some(of) => {
                self.of(k, json!({"event": "duplicate", "of": of}));
            }
            None => self.later(self.now + 10 * MINUTE, Next::Decides(k)),
        }
    }

    fn cannot_be_reached(&mut self, k: usize) {
        let first = self.of(k, json!({"event": "contact_attempted", "how": "telephone"}));
        self.now += 3 * MINUTE;
        self.of(k, json!({"event": "contact_attempted", "how": "telephone, a second time"}));
        if let Some(seq) = first.filter(|_| self.dice.falls(40)) {
            self.later(self.now + 12 * HOUR, Next::IsAnnulled(seq));
        }
        self.now += 20 * MINUTE;
        self.of(k, json!({"event": "turned_away", "reason": "not_contacted"}));
    }

    /// What `recommend` says of a household now.
    fn recommended(&self, night: &Night, k: usize) -> Option<Recommendation> {
        let household = night.household(&reference(k))?;
        let text = night.form(household)?.to_string();
        let home = self.estate.home_sectors();
        let from = self.estate.viewpoint(&home);
        let read = referral::read_and_locate(source("form", &text), night.at, &GEOGRAPHY, from);
        let (referral, places) = read.unwrap();
        let homes = night.estate(self.estate.clone(), Some(&referral));
        let (estate, occupancy) = homes.both();
        let view = OccupancyView::for_household(estate, &occupancy.residents, &referral);
        let case = Case::new(homes.both(), &GEOGRAPHY, (&referral.household, &places), &view);
        let grants = night.grants(estate, &reference(k));
        Some(recommend_with(&case, referral.received, &grants))
    }

    fn decides(&mut self, k: usize) {
        let night = self.night();
        let is_open =
            night.household(&reference(k)).is_some_and(|of| of.standing == Standing::Open);
        let Some(answer) = self.recommended(&night, k).filter(|_| is_open) else { return };
        let declined = self.declined.entry(k).or_default().clone();
        if declined.len() >= 2 {
            self.of(k, json!({"event": "turned_away", "reason": "declined"}));
            return;
        }
        let name = |unit: usize| self.estate.units[unit].name.clone();
        let mut options = answer.options.iter().map(|option| name(option.unit));
        if let Some(unit) = options.find(|unit| !declined.contains(unit)) {
            return self.is_held(k, unit);
        }
        let asked = answer.decisions.iter().map(|option| (name(option.unit), option.asks));
        let asked: Vec<(String, RuleSet)> =
            asked.filter(|(unit, _)| !declined.contains(unit)).take(2).collect();
        for (unit, rules) in asked {
            if self.somebody_decides(k, &unit, rules) {
                self.now += 5 * MINUTE;
                return self.is_held(k, unit);
            }
        }
        self.finds_nothing(k, &answer);
    }

    fn somebody_decides(&mut self, k: usize, unit: &str, rules: RuleSet) -> bool {
        let granted = rules.is_within(self.asks[k].granted);
        let names: Vec<&str> = rules.iter().map(RuleName::name).collect();
        let role = "manager on call";
        let decided = json!({"event": "decision_given", "unit": unit, "rules": names, "granted": granted, "role": role, "by": "manager-1"});
        self.of(k, decided).is_some() && granted
    }

    fn finds_nothing(&mut self, k: usize, answer: &Recommendation) {
        let tries = self.tries.entry(k).or_default();
        *tries += 1;
        let may_wait = *tries < 4;
        let where_to = self.dice.one_of(&[
            "council",
            "other_refuge",
            "other_refuge",
            "registered_provider",
            "family",
        ]);
        match self.dice.between(1, 100) {
            1..=25 => {
                self.of(k, json!({"event": "placed_elsewhere", "where": where_to}));
            }
            26..=70 if may_wait => {
                let hours = self.dice.between(14, 40);
                self.later(self.now + hours * HOUR, Next::Decides(k));
            }
            26..=32 => {
                self.of(k, json!({"event": "withdrawn", "reason": "gave up waiting"}));
            }
            _ => {
                let reason =
                    answer.outcome_if_none.map_or("declined", |outcome| outcome.reason.name());
                let barrier: Vec<&str> = answer.barrier().iter().map(RuleName::name).collect();
                let would = reason == "capacity";
                self.of(k, json!({"event": "turned_away", "reason": reason, "barrier": barrier, "would_take_if_free": would}));
            }
        }
    }

    fn is_held(&mut self, k: usize, unit: String) {
        let until = utc(self.at(self.now + 30 * MINUTE));
        if self.of(k, json!({"event": "held", "unit": unit, "until": until})).is_none() {
            self.later(self.now + 5 * MINUTE, Next::Decides(k));
        } else if self.dice.falls(8) {
            // Nobody comes back to it: it lapses.
            self.later(self.now + 50 * MINUTE, Next::Decides(k));
        } else {
            let minutes = self.dice.between(6, 25);
            self.later(self.now + minutes * MINUTE, Next::IsOffered(k, unit));
        }
    }

    fn is_offered(&mut self, k: usize, unit: String) {
        let until = utc(self.at(self.now + 4 * HOUR));
        if self.of(k, json!({"event": "offered", "unit": unit, "until": until})).is_none() {
            return self.later(self.now + 5 * MINUTE, Next::Decides(k));
        }
        let minutes = self.dice.between(10, 200);
        self.later(self.now + minutes * MINUTE, Next::Answers(k, unit));
    }

    fn answers(&mut self, k: usize, unit: String) {
        if self.dice.falls(14) {
            let reason = self.dice.one_of(&[
                "too far from the school",
                "stairs",
                "shared kitchen",
                "no reason given",
            ]);
            self.of(
                k,
                json!({"event": "claim_ended", "unit": unit, "why": "declined", "reason": reason}),
            );
            self.declined.entry(k).or_default().push(unit);
            return self.later(self.now + 15 * MINUTE, Next::Decides(k));
        }
        let hours = self.dice.between(1, 20);
        let comes = self.now + hours * HOUR;
        let expected = utc(self.at(comes));
        self.of(k, json!({"event": "offer_accepted", "unit": unit, "expected": expected}));
        let late = self.dice.between(-40, 60) * MINUTE;
        self.later(comes + late, Next::Comes(k, unit));
    }

    fn comes(&mut self, k: usize, unit: &str) {
        if self.dice.falls(6) {
            self.of(k, json!({"event": "claim_ended", "unit": unit, "why": "not_arrived"}));
            self.now += 10 * MINUTE;
            self.of(k, json!({"event": "withdrawn", "reason": "could not be reached again"}));
            return;
        }
        let Some(seq) = self.of(k, json!({"event": "arrived", "unit": unit})) else { return };
        if self.dice.falls(5) {
            self.later(self.now + 11 * HOUR, Next::IsCorrected(seq));
        }
        if self.dice.falls(15) {
            let note = self.dice.one_of(&[
                "Asked for a cot.",
                "Would like a key safe.",
                "Interpreter booked for Monday.",
                "School place found.",
            ]);
            self.of(k, json!({"event": "noted", "text": note}));
        }
        let place = self.estate.units.iter().position(|one| one.name == *unit).unwrap();
        let kind = self.estate.setting_of(place).kind;
        let drawn = self.asks[k].stays.iter().find(|(of, _)| *of == kind).unwrap().1;
        let stay = drawn.max(2 * DAY);
        let midway = self.now + stay.div_euclid(2);
        for (in_100, next) in [
            (12, Next::Changes(k)),
            (9, Next::Grows(k)),
            (50, Next::Moves(k)),
            (14, Next::Shrinks(k)),
        ] {
            if self.dice.falls(in_100) {
                let hours = self.dice.between(0, 9);
                self.later(midway + hours * HOUR, next);
            }
        }
        let leaves = self.now + stay;
        if stay > 12 * DAY && self.dice.falls(60) {
            self.later(leaves - 10 * DAY, Next::SaysWhen(reference(k), leaves));
        }
        self.later(leaves, Next::Leaves(reference(k)));
    }

    /// Something on the form is otherwise now.
    fn changes(&mut self, k: usize) {
        let mut form = self.asks[k].form.clone();
        form["needs"]["support"] = json!(["mental_health", "other"]);
        form["dash"] = self.dice.between(6, 15).into();
        self.of(k, json!({"event": "referral_amended", "form": form}));
    }

    fn moves(&mut self, k: usize) {
        let night = self.night();
        let Some(answer) = self.recommended(&night, k) else { return };
        if let Some(option) = answer.options.first() {
            let unit = self.estate.units[option.unit].name.clone();
            self.of(
                k,
                json!({"event": "transferred", "unit": unit, "reason": "a home of their own"}),
            );
        }
    }

    fn leaves(&mut self, who: &str) {
        let night = self.night();
        let unit = night.household(who).and_then(|of| of.unit.clone());
        let because = self.dice.one_of(&[
            "stopped_needing",
            "stopped_needing",
            "stopped_needing",
            "other",
            "lives_with_perpetrator",
            "evicted",
        ]);
        let is_planned = because == "stopped_needing" || self.dice.falls(20);
        let left = json!({
            "event": "departed", "referral": who, "because": because, "planned": is_planned,
            "independent": because == "stopped_needing",
        });
        if let (Some(_), Some(unit)) = (self.tells(left), unit)
            && self.dice.falls(22)
        {
            self.later(self.now + 2 * HOUR, Next::Breaks(unit));
        }
    }

    fn breaks(&mut self, unit: String) {
        let days = self.dice.between(3, 18);
        let expected = lintel::base::domain::calendar::london_day(self.at(self.now + days * DAY));
        let reason = self.dice.one_of(&["boiler", "damp", "lock and door", "redecoration"]);
        let began = json!({"event": "void_began", "unit": unit, "reason": reason, "expected": expected.to_string()});
        if self.tells(began).is_some() {
            let late = self.dice.between(-1, 3);
            self.later(self.now + (days + late) * DAY, Next::IsMended(unit));
        }
    }
}
