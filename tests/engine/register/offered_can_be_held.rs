//! Search and check are one: what is recommended can be held, and nothing else that is vacant and suits is left out.

use crate::common::source;
use crate::properties::cases;
use crate::{GEOGRAPHY, estates, households};
use jiff::{Timestamp, ToSpan};
use lintel::base::domain::RuleSet;
use lintel::engine::eligibility::{Case, OccupancyView};
use lintel::engine::placement::recommend_with;
use lintel::inputs::estate::Estate;
use lintel::inputs::referral;
use lintel::service::register::{Draft, Household, Log, Night, Terms, Why, meaning, utc};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What may happen next, to whom, where, after so many minutes, and so many minutes before it is told.
#[derive(Debug, Clone)]
struct Step {
    event: &'static str,
    household: Index,
    unit: Index,
    minutes: i64,
    told_late: i64,
    /// Which of the events before it corrects, if it does.
    corrects: Option<Index>,
}

const EVENTS: [&str; 20] = [
    "held",
    "held",
    "offered",
    "offered",
    "offer_accepted",
    "claim_ended",
    "arrived",
    "arrived",
    "transferred",
    "departed",
    "expected_departure",
    "decision_given",
    "referral_amended",
    "turned_away",
    "void_began",
    "void_ended",
    "made_ready",
    "unit_closed",
    "unit_opened",
    "annulled",
];

fn step() -> impl Strategy<Value = Step> {
    let minutes = prop_oneof![4 => 0..20i64, 2 => 20..90i64, 1 => 90..4_000i64];
    let late = prop_oneof![4 => Just(0), 1 => 0..3_000i64];
    let corrects = prop_oneof![9 => Just(None), 1 => any::<Index>().prop_map(Some)];
    (select(&EVENTS[..]), any::<Index>(), any::<Index>(), minutes, late, corrects).prop_map(
        |(event, household, unit, minutes, told_late, corrects)| Step {
            event,
            household,
            unit,
            minutes,
            told_late,
            corrects,
        },
    )
}

/// A history as it grows, with every event whole.
struct History {
    estate: Estate,
    forms: Vec<Value>,
    log: Log,
    wholes: BTreeMap<u64, Map<String, Value>>,
    now: Timestamp,
}

impl History {
    fn new(estate: Estate, forms: Vec<Value>) -> Self {
        let now = "2026-10-24T20:00:00Z".parse().unwrap();
        let (log, wholes) = (Log::default(), BTreeMap::new());
        let mut history = Self { estate, forms, log, wholes, now };
        let mut begun = meaning(&history.estate);
        begun.insert("event".to_owned(), "estate_recorded".into());
        assert!(history.tell(begun), "the estate is recorded");
        for k in 0..history.forms.len() {
            let form = history.form(k);
            let event =
                json!({"event": "referral_received", "referral": reference(k), "form": form});
            assert!(history.tell(event.as_object().unwrap().clone()), "a drawn form is one");
        }
        history
    }

    fn form(&self, k: usize) -> Value {
        let mut form = self.forms[k].clone();
        form["reference"] = reference(k).into();
        form["keep_apart"] = json!([reference(k + 1)]);
        form
    }

    fn terms(&self) -> Terms {
        Terms { now: self.now, keep_years: None, may_correct: true }
    }

    fn draft(&self, mut event: Map<String, Value>) -> Draft {
        event.entry("at").or_insert_with(|| utc(self.now).into());
        Draft::of(event).unwrap_or_else(|misread| panic!("{misread:?}"))
    }

    fn tell(&mut self, mut event: Map<String, Value>) -> bool {
        let terms = self.terms();
        event.entry("at").or_insert_with(|| utc(self.now).into());
        let draft = self.draft(event.clone());
        let seq = self.log.next_seq();
        let is_told = self.log.record(draft, &terms).is_ok();
        if is_told {
            self.wholes.insert(seq, event);
        }
        is_told
    }

    /// Tries what a step says; much of it is refused.
    fn take(&mut self, step: &Step) {
        self.now = self.now.checked_add(step.minutes.minutes()).unwrap();
        let at = self.now.checked_sub(step.told_late.minutes()).unwrap();
        let household = step.household.index(self.forms.len());
        let unit = &self.estate.units[step.unit.index(self.estate.units.len())].name;
        let until = utc(at.checked_add(30.minutes()).unwrap());
        let mut event = json!({"event": step.event, "at": utc(at)});
        let mut put = |key: &str, value: Value| event[key] = value;
        if !["void_began", "void_ended", "made_ready", "unit_closed", "unit_opened", "annulled"]
            .contains(&step.event)
        {
            put("referral", reference(household).into());
        }
        if !["departed", "expected_departure", "referral_amended", "turned_away", "annulled"]
            .contains(&step.event)
        {
            put("unit", unit.as_str().into());
        }
        match step.event {
            "held" | "offered" => put("until", until.into()),
            "claim_ended" => put("why", "released".into()),
            "departed" => put("because", "other".into()),
            "expected_departure" => put("on", "2026-11-20".into()),
            "decision_given" => {
                put("rules", json!(["pets", "unsafe_area", "nrpf", "safe_place_purpose"]));
                put("granted", true.into());
            }
            "referral_amended" => put("form", self.form(household)),
            "turned_away" => put("reason", "capacity".into()),
            _ => {}
        }
        let is_correction = step.event == "annulled" || step.corrects.is_some();
        if let Some(corrects) = step.corrects.filter(|_| is_correction) {
            // Never the estate's own, which nobody records by hand.
            event["corrects"] = (1 + corrects.index(self.log.entries().len() - 1)).into();
        } else if step.event == "annulled" {
            return;
        }
        self.tell(event.as_object().unwrap().clone());
    }

    fn night(&self) -> Night {
        let night = Night::of(&self.log, self.now);
        let wanted = night.wanted().into_iter();
        let wholes = wanted.map(|seq| (seq, Arc::new(self.wholes[&seq].clone()))).collect();
        night.opened(wholes)
    }

    /// Whether a household can hold a unit now.
    fn can_hold(&self, household: &Household, unit: &str) -> Result<(), Why> {
        let until = utc(self.now.checked_add(30.minutes()).unwrap());
        let event = json!({
            "event": "held", "referral": household.reference, "unit": unit, "until": until,
        });
        let draft = self.draft(event.as_object().unwrap().clone());
        self.log.clone().record(draft, &self.terms()).map(|_| ()).map_err(|refusal| refusal.why)
    }

    /// The promise, for everybody who asks at this moment.
    fn holds(&self) {
        let night = self.night();
        for household in night.households.iter().filter(|of| of.standing.is_active()) {
            self.holds_for(&night, household);
        }
    }

    fn holds_for(&self, night: &Night, household: &Household) {
        let text = night.form(household).unwrap().to_string();
        let home = self.estate.home_sectors();
        let (referral, places) = referral::read_and_locate(
            source("form", &text),
            self.now,
            &GEOGRAPHY,
            self.estate.viewpoint(&home),
        )
        .unwrap();
        let homes = night.estate(self.estate.clone(), Some(&referral));
        let (estate, occupancy) = homes.both();
        let view = OccupancyView::for_household(estate, &occupancy.residents, &referral);
        let case = Case::new(homes.both(), &GEOGRAPHY, (&referral.household, &places), &view);
        let grants = night.grants(estate, &household.reference);
        let answer = recommend_with(&case, referral.received, &grants);
        let claim = claim_of(night, household);
        let mut suits = BTreeSet::new();
        for (k, unit) in estate.units.iter().enumerate() {
            let found = answer.units[k];
            match self.can_hold(household, &unit.name) {
                Ok(()) => assert!(found.vacant, "{} can be held and is not offered", unit.name),
                // One claim at a time: this one ends first, or is its own already.
                Err(Why::HasClaim) => assert!(claim.is_some()),
                Err(why) => assert!(!found.vacant, "{} is offered: {why}", unit.name),
            }
            let asked = found.verdict.asks.minus(grants.get(&k).copied().unwrap_or_default());
            if found.vacant && found.verdict.barred.is_empty() && asked == RuleSet::EMPTY {
                suits.insert(k);
            }
        }
        let offered: BTreeSet<usize> = answer.options.iter().map(|option| option.unit).collect();
        assert_eq!(offered, suits, "nothing that suits is left out");
        self.its_own(household, claim, &answer);
    }

    /// A household's own claim is vacant to it, and once that has ended it may hold whatever else is offered.
    fn its_own(
        &self,
        household: &Household,
        claim: Option<&str>,
        answer: &lintel::engine::placement::Recommendation,
    ) {
        let Some(claim) = claim else { return };
        let vacant = |name: &str| {
            let unit = self.estate.units.iter().position(|unit| unit.name == name).unwrap();
            answer.units[unit].vacant
        };
        assert!(vacant(claim), "{claim} is its own");
        let mut after = self.clone_of();
        let event = json!({
            "event": "claim_ended", "referral": household.reference, "unit": claim, "why": "released",
        });
        assert!(after.tell(event.as_object().unwrap().clone()), "a claim can be let go");
        for unit in self.estate.units.iter().filter(|unit| vacant(&unit.name)) {
            assert_eq!(after.can_hold(household, &unit.name), Ok(()), "{}", unit.name);
        }
    }

    fn clone_of(&self) -> Self {
        Self {
            estate: self.estate.clone(),
            forms: self.forms.clone(),
            log: self.log.clone(),
            wholes: self.wholes.clone(),
            now: self.now,
        }
    }
}

fn reference(k: usize) -> String {
    format!("N-{k}")
}

fn claim_of<'n>(night: &'n Night, household: &Household) -> Option<&'n str> {
    let is_its =
        |of: &Option<String>| of.as_ref().is_some_and(|of| household.references.contains(of));
    let claimed = night.units.iter().find(|unit| unit.state.is_claim() && is_its(&unit.referral));
    claimed.map(|unit| unit.unit.as_str())
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn whatever_is_offered_can_be_held_and_nothing_else_suits(
        estate in estates::estate(),
        forms in vec(households::referral(), 1..5),
        steps in vec(step(), 1..40),
        later in 0..5_000i64,
    ) {
        let estate = estate.read().estate;
        prop_assume!(!estate.units.is_empty());
        let mut history = History::new(estate, forms);
        for (k, step) in steps.iter().enumerate() {
            history.take(step);
            if k % 5 == 0 {
                history.holds();
            }
        }
        history.now = history.now.checked_add(later.minutes()).unwrap();
        history.holds();
    }
}
