//! Homes made safer, second stages, support and the clocks of 10.14 x.

use super::super::{Counting, Line, Lists, Odd, Period, Record, odd, outcomes, sanctuary};
use super::{END, Told, child, woman};
use crate::service::pathway::{NOT_ACCEPTED, NOT_WANTED};
use crate::service::register::what_stays;
use serde_json::{Value, json};

impl Told {
    fn on(&mut self, when: &str, event: &str, keys: Value) {
        let mut keys = keys;
        (keys["event"], keys["referral"]) = (json!(event), json!("R-1"));
        self.does(when, &keys);
    }

    /// Asked for, accepted, assessed by all four, and agreed to.
    fn assessed(&mut self, referred: &str, began: &str, done: &str) {
        self.on(referred, "sanctuary_referred", json!({"source": "agency", "tenure": "owned"}));
        self.on(referred, "sanctuary_determined", json!({"accepted": true}));
        self.on(began, "risk_assessment_began", json!({}));
        for part in ["practitioner", "police", "fire", "housing"] {
            self.on(began, "risk_assessment_part", json!({"part": part}));
        }
        let measures = json!(["door_chain", "spy_hole", "window_locks"]);
        self.on(done, "risk_assessment_done", json!({"measures": measures, "pence": 6000}));
        let refused = json!([{"measure": "spy_hole", "reason": "Not wanted"}]);
        self.on(
            done,
            "measures_agreed",
            json!({"agreed": ["door_chain", "window_locks"], "refused": refused}),
        );
    }

    fn fitted(&mut self, when: &str, measure: &str) {
        self.on(when, "measure_fitted", json!({
            "measure": measure, "materials_pence": 1250, "labour_pence": 2000, "instructions": true,
        }));
    }

    fn of_sanctuary(&self, period: &str, category: (&str, &str)) -> String {
        let record = Record::of(&self.log, END.parse().unwrap());
        let lists = Lists::own().unwrap();
        let rows = sanctuary(&Counting::new(&record, Period::read(period).unwrap(), &lists));
        let found: Vec<String> = rows
            .iter()
            .filter(|row| (row.line.word(), row.category.as_str()) == category)
            .map(|row| format!("{} {}", row.cells()[4], row.counts.word()))
            .collect();
        found.join(", ")
    }
}

#[test]
fn a_sanctuary_fitted_in_part_counts_from_the_first_fitting() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30), child(3)]));
    told.assessed("2026-05-05", "2026-05-06", "2026-05-12");
    told.has(
        "2026-04-01..2026-05-31",
        &[("ii,sanctuary,all,individual", "0"), ("reconciliation,all,sanctuary,referral", "1")],
    );
    told.fitted("2026-06-03", "door_chain");
    told.has(
        "2026-Q2",
        &[
            ("ii,all,all,individual", "2"),
            ("ii,sanctuary,all,individual", "2"),
            ("iii,sanctuary,child,individual", "1"),
            ("x,all,still_in,stay", "0"),
        ],
    );
    for (of, expected) in [
        (("i", "all"), "1 referral"),
        (("ii", "all"), "0 referral"),
        (("iii", "owned"), "1 household"),
        (("iv", "all"), "2 individual"),
        (("vi", "not_wanted"), "1 instance"),
        (("vii", "all"), "3 instance, 1 household"),
        (("viii", "door_chain"), "1 instance"),
        (("viii", "mean"), "1.00 household"),
        (("ix", "all"), "3250 pence"),
        (("ix", "support"), " pence"),
    ] {
        assert_eq!(told.of_sanctuary("2026-Q2", of), expected, "{of:?}");
    }
}

#[test]
fn working_days_go_over_easter_and_christmas() {
    let mut told = Told::new();
    told.refers("2026-04-01", "R-1", &json!([woman(30)]));
    // Thursday before Good Friday to the Wednesday after Easter Monday: two working days.
    told.assessed("2026-04-02", "2026-04-08", "2026-12-18");
    // Friday 18 December to Tuesday 29: 21, 22, 23, 24 December, and 29.
    told.fitted("2026-12-29", "door_chain");
    told.fitted("2026-12-30", "window_locks");
    for (of, expected) in [
        (("x", "risk_assessment"), "1 instance"),
        (("x", "risk_assessment_median"), "2 working_day"),
        (("x", "risk_assessment_late"), "0 instance"),
        (("x", "fitting_median"), "5.5 working_day"),
        (("x", "fitting_in_time"), "1 instance"),
        (("x", "fitting_late"), "1 instance"),
        (("x", "support_plan_median"), " working_day"),
    ] {
        assert_eq!(told.of_sanctuary("2026-04-01..2026-12-31", of), expected, "{of:?}");
    }
}

#[test]
fn who_left_into_a_second_stage_has_not_stopped() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.arrives("2026-05-01", "R-1", "R1");
    told.on("2026-05-20", "second_stage_began", json!({"relevant": true}));
    told.departs("2026-06-01", "R-1", "stopped_needing", true);
    told.has("2026-Q2", &[("ix,all,all,household", "0"), ("ii,second_stage,all,individual", "1")]);
    told.on("2026-08-01", "second_stage_ended", json!({"because": "settled"}));
    told.has(
        "2026-27",
        &[
            ("ii,all,all,individual", "1"),
            ("ix,all,stopped_needing,household", "1"),
            ("x,all,1_3,stay", "1"),
        ],
    );
}

#[test]
fn support_is_counted_of_who_is_here_and_needs_by_what_was_said_last() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30), child(9)]));
    told.on("2026-05-01", "support_needs", json!({"person": "1", "needs": ["drugs", "alcohol"]}));
    told.on(
        "2026-05-02",
        "support_given",
        json!({"person": "2", "types": ["general"], "childrens": true}),
    );
    told.has("2026-27", &[("v,all,general,individual", "0"), ("vi,all,all,individual", "0")]);
    told.arrives("2026-05-03", "R-1", "R1");
    told.on("2026-05-04", "support_needs", json!({"person": "1", "needs": ["mental_health"]}));
    told.on(
        "2026-05-04",
        "support_given",
        json!({"person": "1", "types": ["housing", "advice"], "childrens": true}),
    );
    told.has(
        "2026-27",
        &[
            ("v,all,general,individual", "1"),
            ("v,all,housing,individual", "1"),
            ("vi,all,all,individual", "1"),
            ("iv,all,drugs,individual", "0"),
            ("iv,all,mental_health,individual", "1"),
            ("iv,all,not_known,individual", "1"),
        ],
    );
}

#[test]
fn an_outcome_is_of_those_with_the_need_and_not_reviewed_stands_apart() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30), woman(50), child(9)]));
    told.arrives("2026-05-01", "R-1", "R1");
    for person in ["1", "2"] {
        told.on("2026-05-02", "need_identified", json!({"person": person, "area": "income_debt"}));
    }
    told.on(
        "2026-05-03",
        "progress_reviewed",
        json!({"person": "1", "area": "income_debt", "positive": false}),
    );
    told.on(
        "2026-06-03",
        "progress_reviewed",
        json!({"person": "1", "area": "income_debt", "positive": true}),
    );
    let record = Record::of(&told.log, END.parse().unwrap());
    let lists = Lists::own().unwrap();
    let of = |period: &str| -> Vec<String> {
        let rows = outcomes(&Counting::new(&record, Period::read(period).unwrap(), &lists));
        let of = rows.iter().filter(|row| row.line == Line::IncomeDebt);
        of.map(|row| row.cells()[4].to_string()).collect()
    };
    assert_eq!(of("2026-05-01..2026-05-31"), ["3", "2", "0", "1", "1", "66.67", "0.00"]);
    assert_eq!(of("2026-27"), ["3", "2", "1", "0", "1", "66.67", "50.00"]);
}

#[test]
fn what_is_left_of_an_erased_household_has_none_of_its_words() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    told.on(
        "2026-05-01",
        "contact_attempted",
        json!({"how": "her uncle's telephone", "reached": true}),
    );
    told.on("2026-05-01", "buddy_assigned", json!({"account": "her uncle's wife"}));
    told.on(
        "2026-05-02",
        "sanctuary_referred",
        json!({
            "source": "self", "tenure": "owned", "holder": "her uncle",
        }),
    );
    told.on(
        "2026-05-02",
        "sanctuary_determined",
        json!({"accepted": true, "reason": "her uncle agrees"}),
    );
    told.on("2026-05-02", "risk_assessment_began", json!({}));
    for part in ["practitioner", "police", "fire", "housing"] {
        told.on("2026-05-02", "risk_assessment_part", json!({"part": part}));
    }
    let measures = json!(["door_chain", "her uncle's dog"]);
    told.on("2026-05-02", "risk_assessment_done", json!({"measures": measures, "pence": 100}));
    told.on("2026-05-03", "measures_agreed", json!({
        "agreed": ["her uncle's dog"], "refused": [{"measure": "door_chain", "reason": "her uncle dislikes it"}],
    }));
    told.on("2026-05-04", "survey_answered", json!({"question": "her uncle?", "score": 1}));
    let story = told.log.story(END.parse().unwrap());
    let mut kept = Vec::new();
    for (core, personal) in story.told.iter().map(|told| what_stays(told.entry)) {
        assert!(!serde_json::to_string(&core).unwrap().contains("uncle"), "{core:?}");
        kept.extend(personal);
    }
    assert!(kept.len() >= 7, "{kept:?}");
    let lists = Lists::own().unwrap();
    assert_eq!(lists.words.not_accepted, NOT_ACCEPTED);
    assert_eq!(lists.words.refused, NOT_WANTED);
    for (of, expected) in [
        (("vi", "other"), "1 instance"),
        (("vii", "other"), "1 instance"),
        (("vii", "door_chain"), "1 instance"),
        (("vii", "cctv"), "0 instance"),
    ] {
        assert_eq!(told.of_sanctuary("2026-Q2", of), expected, "{of:?}");
    }
}

#[test]
fn support_counts_from_the_beginning_of_a_sanctuary_to_its_end() {
    let mut told = Told::new();
    told.refers("2026-05-01", "R-1", &json!([woman(30)]));
    let support = |kind: &str| json!({"person": "1", "types": [kind], "childrens": false});
    told.on("2026-05-02", "support_given", support("advocacy"));
    told.on("2026-05-05", "sanctuary_referred", json!({"source": "agency", "tenure": "owned"}));
    told.on("2026-05-05", "sanctuary_determined", json!({"accepted": true}));
    told.on("2026-05-06", "support_given", support("advice"));
    told.on("2026-05-20", "sanctuary_ended", json!({"into_accommodation": false}));
    told.on("2026-05-21", "support_given", support("housing"));
    for (of, expected) in [
        (("xi", "all"), "1 household"),
        (("xii", "advocacy"), "0 household"),
        (("xii", "advice"), "1 household"),
        (("xii", "housing"), "0 household"),
    ] {
        assert_eq!(told.of_sanctuary("2026-Q2", of), expected, "{of:?}");
    }
}

#[test]
fn a_second_stage_that_counts_on_after_its_referral_was_closed_is_odd() {
    let began = || {
        let mut told = Told::new();
        told.refers("2026-05-01", "R-1", &json!([woman(30)]));
        told.on("2026-05-02", "second_stage_began", json!({"relevant": true}));
        told
    };
    let found = |told: &Told| {
        let record = Record::of(&told.log, END.parse().unwrap());
        let lists = Lists::own().unwrap();
        let counting = Counting::new(&record, Period::read("2026-27").unwrap(), &lists);
        let all = odd(&counting, "2027-12-31".parse().unwrap());
        all.into_iter()
            .filter(|(what, _)| *what == Odd::NeverEnded)
            .map(|of| of.1)
            .collect::<Vec<_>>()
    };
    let mut never_ended = began();
    never_ended.on("2026-06-01", "withdrawn", json!({}));
    assert_eq!(found(&never_ended), ["R-1"]);
    let mut ended = began();
    ended.on("2026-05-30", "second_stage_ended", json!({"because": "settled"}));
    ended.on("2026-06-01", "withdrawn", json!({}));
    assert!(found(&ended).is_empty());
    let mut lives_here = began();
    lives_here.arrives("2026-06-01", "R-1", "R1");
    assert!(found(&lives_here).is_empty(), "whoever lives here is supported on");
    let mut died = lives_here;
    died.on("2026-07-01", "departed", json!({"because": "died"}));
    assert_eq!(found(&died), ["R-1"]);
    died.on("2026-07-02", "second_stage_ended", json!({"because": "died"}));
    assert!(found(&died).is_empty());
    let mut erased = began();
    erased.on("2026-06-01", "erased", json!({"ordered": true}));
    assert_eq!(found(&erased), ["R-1"]);
}
