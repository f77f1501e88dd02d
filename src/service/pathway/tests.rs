//! Each rule of contracts section 11, with its clause of the specification.

use super::*;
use crate::service::pathway::clock::Within;
use jiff::Timestamp;
use jiff::civil::date;
use std::sync::Arc;

/// A day of 2026 at noon in London: `11-20`.
fn on(day: &str) -> Timestamp {
    format!("2026-{day}T12:00:00Z").parse().unwrap()
}

/// Pathways as they are told.
#[derive(Default)]
struct Told {
    state: Pathways,
    in_danger: bool,
}

impl Told {
    fn tell(&self, day: &str, event: &Event) -> Result<Pathways, WhyNot> {
        step(&self.state, event, Now { at: on(day), in_danger: self.in_danger })
    }

    fn ok(&mut self, day: &str, event: impl Into<Event>) {
        self.state = self.tell(day, &event.into()).unwrap();
    }

    fn no(&self, day: &str, event: impl Into<Event>) -> WhyNot {
        self.tell(day, &event.into()).err().unwrap()
    }

    /// Referred on Thursday 19 November 2026, accepted the same day.
    fn accepted() -> Self {
        let mut told = Self::default();
        told.ok("11-19", SanctuaryEvent::Referred);
        told.ok("11-19", SanctuaryEvent::Determined { accepted: true });
        told
    }

    /// The same, assessed on the 23rd: these measures, for so many pence.
    fn assessed(measures: &[&str], pence: u64) -> Self {
        let mut told = Self::accepted();
        told.ok("11-20", SanctuaryEvent::AssessmentBegan);
        for part in PARTS {
            told.ok("11-23", SanctuaryEvent::AssessmentPart(part));
        }
        told.ok("11-23", SanctuaryEvent::AssessmentDone(finding(measures, pence)));
        told
    }

    fn clock(&self, name: ClockName) -> Clock {
        self.state.clocks().into_iter().find(|clock| clock.name == name).unwrap()
    }
}

macro_rules! into_event {
    ($($kind:ident($of:ty)),+) => {
        $(impl From<$of> for Event {
            fn from(event: $of) -> Self {
                Self::$kind(event)
            }
        })+
    };
}

into_event!(
    Sanctuary(SanctuaryEvent),
    SecondStage(SecondStageEvent),
    Floating(FloatingEvent),
    Counselling(CounsellingEvent),
    Budget(BudgetEvent),
    Outcomes(OutcomesEvent)
);

fn names(measures: &[&str]) -> Vec<Arc<str>> {
    measures.iter().map(|measure| Arc::from(*measure)).collect()
}

fn finding(measures: &[&str], pence: u64) -> Finding {
    Finding { measures: names(measures), pence }
}

fn agreed(measures: &[&str]) -> SanctuaryEvent {
    SanctuaryEvent::Agreed { agreed: names(measures), refused: Vec::new() }
}

fn fitted(measure: &str) -> SanctuaryEvent {
    SanctuaryEvent::Fitted(Arc::from(measure))
}

#[test]
fn nobody_in_danger_is_kept_at_home_4_38() {
    let mut told = Told { in_danger: true, ..Told::default() };
    assert_eq!(told.no("11-19", SanctuaryEvent::Referred), WhyNot::LifeInDanger);
    told.in_danger = false;
    told.ok("11-19", SanctuaryEvent::Referred);
}

#[test]
fn housing_solutions_determines_what_was_referred_6_4() {
    let mut told = Told::default();
    let determined = |accepted| SanctuaryEvent::Determined { accepted };
    assert_eq!(told.no("11-19", determined(true)), WhyNot::NotYet);
    told.ok("11-19", SanctuaryEvent::Referred);
    assert_eq!(told.no("11-19", SanctuaryEvent::Referred), WhyNot::NotYet);
    assert_eq!(told.no("11-19", SanctuaryEvent::AssessmentBegan), WhyNot::NotYet);
    told.ok("11-20", determined(false));
    assert_eq!(told.no("11-20", SanctuaryEvent::AssessmentBegan), WhyNot::NotYet);
    assert_eq!(told.no("11-20", determined(true)), WhyNot::NotYet);
    assert!(told.state.clocks().iter().all(|clock| !clock.is_open()));
    told.ok("11-23", SanctuaryEvent::Referred);
    told.ok("11-23", determined(true));
    told.ok("11-24", SanctuaryEvent::AssessmentBegan);
}

#[test]
fn an_assessment_is_done_only_with_all_four_parts_4_41_a() {
    let mut told = Told::accepted();
    let done = || SanctuaryEvent::AssessmentDone(finding(&["door_chain"], 900));
    assert_eq!(told.no("11-20", SanctuaryEvent::AssessmentPart("fire")), WhyNot::NotYet);
    told.ok("11-20", SanctuaryEvent::AssessmentBegan);
    assert_eq!(told.no("11-20", SanctuaryEvent::AssessmentBegan), WhyNot::NotYet);
    for part in PARTS {
        assert_eq!(told.no("11-20", done()), WhyNot::NotYet, "{part} is missing");
        told.ok("11-20", SanctuaryEvent::AssessmentPart(part));
    }
    told.ok("11-23", done());
    assert_eq!(told.no("11-23", done()), WhyNot::NotRunning);
    assert_eq!(told.no("11-23", SanctuaryEvent::AssessmentPart("fire")), WhyNot::NotRunning);
    // Another assessment may follow.
    told.ok("11-24", SanctuaryEvent::AssessmentBegan);
}

#[test]
fn approval_is_needed_above_100_pounds_or_for_a_higher_level_item_4_41() {
    for (measures, pence, needed) in [
        (&["locks_change"][..], 10_000, false),
        (&["locks_change"], 10_001, true),
        (&["locks_change", "cctv"], 500, true),
        (&["a moat"], 500, true),
        (&[], 0, false),
    ] {
        let told = Told::assessed(measures, pence);
        let needs = told.state.sanctuary.assessed().unwrap().needs_approval();
        assert_eq!(needs, needed, "{measures:?} for {pence}");
    }
}

#[test]
fn nothing_is_fitted_before_assessment_agreement_and_approval_4_41_c() {
    let mut told = Told::accepted();
    assert_eq!(told.no("11-20", fitted("cctv")), WhyNot::NotYet);
    told = Told::assessed(&["cctv", "door_chain"], 9_000);
    assert_eq!(told.no("11-24", fitted("cctv")), WhyNot::NotYet);
    told.ok("11-24", agreed(&["cctv"]));
    assert_eq!(told.no("11-24", fitted("cctv")), WhyNot::NotYet);
    told.ok("11-25", SanctuaryEvent::Approval { granted: false });
    assert_eq!(told.no("11-25", fitted("cctv")), WhyNot::NotYet);
    told.ok("11-26", SanctuaryEvent::Approval { granted: true });
    assert_eq!(told.no("11-26", fitted("door_chain")), WhyNot::NotYet);
    told.ok("11-26", fitted("cctv"));
    assert_eq!(told.state.sanctuary.stage(), SanctuaryStage::Fitted);
}

#[test]
fn a_measure_outside_the_schedule_is_fitted_though_its_words_are_sealed() {
    let begun = |word: &str| {
        let mut told = Told::assessed(&[word], 900);
        told.ok("11-24", agreed(&[word]));
        told.ok("11-25", SanctuaryEvent::Approval { granted: true });
        told
    };
    let mut told = begun("a moat");
    assert_eq!(told.no("11-26", fitted("a wall")), WhyNot::NotYet);
    told.ok("11-26", fitted("a moat"));
    assert_eq!(told.state.sanctuary.stage(), SanctuaryStage::Fitted);
    // Read again from the register: of her words "other" is left.
    let mut told = begun("other");
    assert_eq!(told.no("11-26", fitted("cctv")), WhyNot::NotYet);
    told.ok("11-26", fitted("a moat"));
    assert_eq!(told.state.sanctuary.stage(), SanctuaryStage::Fitted);
}

#[test]
fn what_was_refused_after_all_is_not_fitted() {
    let mut told = Told::assessed(&["door_chain"], 900);
    told.ok("11-24", agreed(&["door_chain"]));
    let refused = names(&["door_chain"]);
    told.ok("11-25", SanctuaryEvent::Agreed { agreed: Vec::new(), refused });
    assert_eq!(told.no("11-25", fitted("door_chain")), WhyNot::NotYet);
    assert!(!told.clock(ClockName::Fitting).is_open());
    assert_eq!(told.clock(ClockName::Fitting).standing(on("12-10")), ClockStanding::Kept);
}

#[test]
fn what_was_late_stays_late_whatever_happens_to_it_afterwards() {
    let agreed_late = || {
        let mut told = Told::assessed(&["door_chain"], 900);
        told.ok("11-24", agreed(&["door_chain"]));
        told
    };
    let late = |told: &Told| {
        let clocks = told.state.clocks().into_iter();
        let fitting = clocks.filter(|clock| clock.name == ClockName::Fitting);
        fitting.map(|clock| clock.standing(on("12-31"))).collect::<Vec<_>>()
    };
    // Refused after all, assessed anew, another measure that needs approval, and at its end.
    let mut told = agreed_late();
    let refused = names(&["door_chain"]);
    told.ok("12-09", SanctuaryEvent::Agreed { agreed: Vec::new(), refused });
    assert_eq!(late(&told), [ClockStanding::KeptLate]);
    let mut told = agreed_late();
    told.ok("12-09", SanctuaryEvent::AssessmentBegan);
    for part in PARTS {
        told.ok("12-09", SanctuaryEvent::AssessmentPart(part));
    }
    assert_eq!(late(&told), [ClockStanding::Late], "until the new one is done");
    told.ok("12-09", SanctuaryEvent::AssessmentDone(finding(&["spy_hole"], 900)));
    assert_eq!(late(&told), [ClockStanding::KeptLate]);
    let mut told = agreed_late();
    told.ok("12-09", agreed(&["cctv"]));
    assert_eq!(late(&told), [ClockStanding::KeptLate], "nothing is fitted without approval");
    told.ok("12-10", SanctuaryEvent::Approval { granted: true });
    told.ok("12-11", fitted("door_chain"));
    assert_eq!(
        late(&told),
        [ClockStanding::KeptLate, ClockStanding::Kept, ClockStanding::Late],
        "from the approval on both run anew"
    );
    let mut told = agreed_late();
    told.ok("12-09", SanctuaryEvent::Ended);
    assert_eq!(late(&told), [ClockStanding::KeptLate]);
}

#[test]
fn one_plan_is_that_of_every_assessment_of_needs_before_it_4_41_b() {
    let mut told = Told::accepted();
    told.ok("11-20", SanctuaryEvent::AssessmentBegan);
    told.ok("11-20", SanctuaryEvent::NeedsAssessed);
    told.ok("11-26", SanctuaryEvent::NeedsAssessed);
    told.ok("11-30", SanctuaryEvent::PlanMade);
    let clocks = told.state.clocks().into_iter();
    let plans = clocks.filter(|clock| clock.name == ClockName::SupportPlan);
    let standings: Vec<_> = plans.map(|clock| clock.standing(on("12-01"))).collect();
    assert_eq!(standings, [ClockStanding::KeptLate, ClockStanding::Kept]);
}

#[test]
fn a_plan_follows_an_assessment_of_needs_4_41_b() {
    let mut told = Told::accepted();
    assert_eq!(told.no("11-20", SanctuaryEvent::NeedsAssessed), WhyNot::NotYet);
    told.ok("11-20", SanctuaryEvent::AssessmentBegan);
    assert_eq!(told.no("11-20", SanctuaryEvent::PlanMade), WhyNot::NotYet);
    told.ok("11-20", SanctuaryEvent::NeedsAssessed);
    let clock = told.clock(ClockName::SupportPlan);
    assert_eq!(clock.due(), Some(date(2026, 11, 27)));
    told.ok("11-30", SanctuaryEvent::PlanMade);
    let clock = told.clock(ClockName::SupportPlan);
    assert_eq!(clock.standing(on("12-01")), ClockStanding::KeptLate);
    assert_eq!(clock.working_days(), Some(6));
}

#[test]
fn nothing_happens_to_a_sanctuary_that_has_ended() {
    let mut told = Told::accepted();
    told.ok("11-20", SanctuaryEvent::Ended);
    assert_eq!(told.no("11-21", SanctuaryEvent::Ended), WhyNot::NotRunning);
    assert_eq!(told.no("11-21", SanctuaryEvent::AssessmentBegan), WhyNot::NotRunning);
    assert!(told.state.clocks().iter().all(|clock| !clock.is_open()));
}

#[test]
fn an_assessment_begins_within_two_working_days_of_the_referral_4_41_a() {
    let mut told = Told::accepted();
    let clock = told.clock(ClockName::RiskAssessment);
    assert_eq!(clock.due(), Some(date(2026, 11, 23)));
    for (day, standing) in [
        ("11-19", ClockStanding::Due),
        ("11-20", ClockStanding::Soon),
        ("11-23", ClockStanding::Soon),
        ("11-24", ClockStanding::Late),
    ] {
        assert_eq!(clock.standing(on(day)), standing, "{day}");
    }
    told.ok("11-23", SanctuaryEvent::AssessmentBegan);
    assert_eq!(told.clock(ClockName::RiskAssessment).standing(on("12-01")), ClockStanding::Kept);
}

#[test]
fn fitting_is_counted_from_the_latest_of_three_4_41_c() {
    let mut told = Told::assessed(&["cctv"], 9_000);
    told.ok("11-24", agreed(&["cctv"]));
    assert!(told.state.clocks().iter().all(|clock| clock.name != ClockName::Fitting));
    told.ok("11-27", SanctuaryEvent::Approval { granted: true });
    let clock = told.clock(ClockName::Fitting);
    assert_eq!((clock.since, clock.due()), (on("11-27"), Some(date(2026, 12, 4))));
    told.ok("12-07", fitted("cctv"));
    let clock = told.clock(ClockName::Fitting);
    assert_eq!(clock.standing(on("12-07")), ClockStanding::KeptLate);
    assert_eq!(clock.working_days(), Some(6));
}

#[test]
fn a_clock_beyond_the_table_of_bank_holidays_is_not_known() {
    let clock = Clock {
        name: ClockName::SupportPlan,
        measure: None,
        since: "2028-12-29T12:00:00Z".parse().unwrap(),
        within: Within::WorkingDays(5),
        end: None,
    };
    assert_eq!(clock.standing(clock.since), ClockStanding::NotKnown);
}

#[test]
fn second_stage_lasts_twelve_months_unless_extended_4_15() {
    let mut told = Told::default();
    let level = |extended| SecondStageEvent::Level { level: "low", extended };
    assert_eq!(told.no("01-31", level(false)), WhyNot::NotYet);
    told.ok("01-31", SecondStageEvent::Began { relevant: true, extended: false });
    assert_eq!(
        told.no("02-01", SecondStageEvent::Began { relevant: true, extended: false }),
        WhyNot::NotYet
    );
    told.ok("02-01", level(false));
    let clock = told.clock(ClockName::SecondStage);
    assert_eq!(clock.due(), Some(date(2027, 1, 31)));
    assert_eq!(clock.standing("2027-02-01T12:00:00Z".parse().unwrap()), ClockStanding::Late);
    told.ok("11-20", level(true));
    assert!(!told.clock(ClockName::SecondStage).is_open());
    told.ok("11-21", SecondStageEvent::Ended);
    let clock = told.clock(ClockName::SecondStage);
    assert_eq!(
        clock.end,
        Some(ClockEnd::Met(on("11-20"))),
        "once extended, the 12 months are over"
    );
    assert_eq!(told.no("11-22", level(false)), WhyNot::NotRunning);
    // Again in a crisis (4.19).
    told.ok("11-23", SecondStageEvent::Began { relevant: false, extended: false });
    assert_eq!(told.state.second_stage.periods.len(), 2);
}

#[test]
fn floating_support_runs_from_its_beginning_to_its_end_4_20() {
    let mut told = Told::default();
    assert_eq!(told.no("11-19", FloatingEvent::Contact), WhyNot::NotYet);
    told.ok("11-19", FloatingEvent::Began);
    assert_eq!(told.no("11-20", FloatingEvent::Began), WhyNot::NotYet);
    told.ok("11-20", FloatingEvent::Contact);
    told.ok("11-21", FloatingEvent::Ended);
    assert_eq!(told.no("11-22", FloatingEvent::Contact), WhyNot::NotRunning);
    assert_eq!(told.no("11-22", FloatingEvent::Ended), WhyNot::NotRunning);
}

#[test]
fn a_session_follows_a_referral_and_each_end_ends_one_4_25() {
    let mut told = Told::default();
    let of = |make: fn(Arc<str>) -> CounsellingEvent, person: &str| make(Arc::from(person));
    assert_eq!(told.no("11-19", of(CounsellingEvent::Session, "1")), WhyNot::NotYet);
    told.ok("11-19", of(CounsellingEvent::Referred, "1"));
    told.ok("11-19", of(CounsellingEvent::Referred, "1"));
    assert_eq!(told.no("11-20", of(CounsellingEvent::Ended, "2")), WhyNot::NotYet);
    told.ok("11-20", of(CounsellingEvent::Ended, "1"));
    told.ok("11-21", of(CounsellingEvent::Session, "1"));
    told.ok("11-22", of(CounsellingEvent::Ended, "1"));
    assert_eq!(told.no("11-23", of(CounsellingEvent::Session, "1")), WhyNot::NotRunning);
}

#[test]
fn a_budget_is_never_below_zero_4_30() {
    let mut told = Told::default();
    assert_eq!(told.no("11-19", BudgetEvent::Spent(1)), WhyNot::OverBudget);
    told.ok("11-19", BudgetEvent::Allocated(5_000));
    told.ok("11-20", BudgetEvent::Spent(4_999));
    assert_eq!(told.no("11-20", BudgetEvent::Spent(2)), WhyNot::OverBudget);
    told.ok("11-20", BudgetEvent::Spent(1));
    assert_eq!(told.state.budget.left_pence(), 0);
    told.ok("11-21", BudgetEvent::Allocated(u64::MAX));
    told.ok("11-21", BudgetEvent::Allocated(u64::MAX));
}

#[test]
fn only_a_need_that_is_known_is_reviewed_10_10() {
    let mut told = Told::default();
    let (person, area): (Arc<str>, Arc<str>) = ("1".into(), "mental_health".into());
    let reviewed =
        |positive| OutcomesEvent::Reviewed { person: person.clone(), area: area.clone(), positive };
    assert_eq!(told.no("11-19", reviewed(true)), WhyNot::NotYet);
    let known = OutcomesEvent::Identified { person: person.clone(), area: area.clone() };
    told.ok("11-19", known);
    told.ok("11-20", reviewed(false));
    told.ok("11-21", reviewed(true));
    let needs: Vec<_> = told.state.outcomes.needs().map(|(.., need)| need.review).collect();
    assert_eq!(needs, [Some((on("11-21"), true))]);
}

#[test]
fn the_schedule_has_nine_lower_and_eight_higher_measures_4_41_d() {
    let lower = MEASURES.iter().filter(|(.., level)| *level == MeasureLevel::Lower).count();
    assert_eq!((lower, MEASURES.len()), (9, 17));
}
