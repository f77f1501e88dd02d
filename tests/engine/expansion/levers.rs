//! Rules and practice beside bricks: what they are charged, whom they cost, which of them plans may buy, and that a chance of a
//! grant is drawn under every plan.

use super::*;
use lintel::base::domain::RuleName;
use lintel::inputs::scenario::{Column, Draws, Sets};
use lintel::planning::expansion::Horizon;
use std::sync::Arc;

const HEAD: &str = "candidate,title,what,kind,residents,shared,rooms,cots,step_free,wheelchair,sector,oldest_boy,children,cover,complex_needs_places,substances,pets,targets,amount,most,lead_days,life_years,capital,capital_low,capital_high,capital_standing,capital_source,yearly,yearly_low,yearly_high,yearly_standing,yearly_source,agrees,falls_on\n";

/// A lever that costs nothing.
fn free(name: &str, what: &str, targets: &str, amount: &str) -> String {
    format!(
        "{name},{name},{what},,,,,,,,,,,,,,,{targets},{amount},1,0,1,0,,,assumed,x,0,,,assumed,x,a manager,women who share\n"
    )
}

/// One budget that buys three twins.
fn three_twins() -> Vec<Budget> {
    let text = "budget,year,capital,yearly,funding,standing,source\nb,,0,60000,,assumed,x\n";
    expansion::read_budgets(source("b.csv", text)).unwrap()
}

#[test]
fn what_opens_late_is_not_charged_for_the_days_before() {
    let late = TWINS.replace(
        "b,that home,unit,dispersed,any,false,2+2,1,false,false,ST1 3,,true,visiting,,dry,false,,,3,0,10",
        "b,that home,unit,dispersed,any,false,2+2,1,false,false,ST1 3,,true,visiting,,dry,false,,,3,365,10",
    );
    let candidates = candidates_of(&late);
    let horizon = Horizon { years: 2, ends: None };
    assert_eq!(
        candidates.iter().map(|one| one.a_year(horizon)[0]).collect::<Vec<_>>(),
        [20_000.0, 10_000.0]
    );
    assert_eq!(candidates.iter().map(|one| one.price()[0]).collect::<Vec<_>>(), [20_000.0; 2]);
    let report = report_on(&[busy("")], &candidates, &three_twins());
    let next = &report.readings[0].next;
    let of = |name: &str| next.iter().find(|one| one.candidate == name).unwrap();
    let (now, later) = (of("a"), of("b"));
    assert_eq!((now.a_year, later.a_year, later.lead_days), (20_000.0, 10_000.0, 365));
    // It averts about half as many, so that a household costs about the same.
    assert!(later.averts.households.mean < 0.75 * now.averts.households.mean);
    assert_eq!((now.rank, later.rank), (1, 1), "{next:?}");
    let all: f64 = 60_000.0;
    let plan = &report.readings[0].budgets[0].chosen.plan;
    assert!(plan.a_year[0] <= all && (plan.yearly - all).abs() < 1e-9, "{plan:?}");
}

#[test]
fn equal_candidates_have_equal_ranks_and_so_have_unclear_ones() {
    let unclear = free("keeps-nothing", "pets", "D-Finch", "")
        + &free("nothing-kept", "pets", "D-Plover", "");
    let twins = TWINS.replace("yearly_source\n", "yearly_source,agrees,falls_on\n");
    let twins = twins.replace("assumed,x\n", "assumed,x,,\n") + &unclear;
    let report = report_on(&[busy("")], &candidates_of(&twins), &three_twins());
    let next = &report.readings[0].next;
    let rank = |name: &str| next.iter().find(|one| one.candidate == name).unwrap().rank;
    assert_eq!((rank("a"), rank("b")), (1, 1));
    assert_eq!((rank("keeps-nothing"), rank("nothing-kept")), (3, 3), "{next:?}");
}

/// Of plans that cost the same the one that averts more beyond doubt is taken, though it is of more things.
#[test]
fn what_costs_nothing_more_and_helps_is_taken_along() {
    let twins = TWINS.replace("yearly_source\n", "yearly_source,agrees,falls_on\n");
    let twins = twins.replace("assumed,x\n", "assumed,x,,\n");
    let text = twins + &free("purpose", "decision", "safe_place_purpose", "1");
    let candidates = candidates_of(&text);
    let report =
        report_on(&[busy("[decisions]\nsafe_place_purpose = 0.0\n")], &candidates, &three_twins());
    let plan = &report.readings[0].budgets[0].chosen.plan;
    assert!(plan.buys.iter().any(|(bought, _)| bought == "purpose"), "{plan:?}");
    assert!((plan.yearly - 60_000.0).abs() < 1e-9, "{plan:?}");
}

#[test]
fn local_priority_costs_those_from_elsewhere_and_no_plan_buys_it() {
    let rows = HEAD.to_owned()
        + &free("keeps", "local_priority", "", "3")
        + &free("safe-place", "decision", "safe_place_purpose", "1");
    let candidates = candidates_of(&rows);
    let report = report_on(&[busy("")], &candidates, &three_twins());
    let reading = &report.readings[0];
    let keeps = reading.next.iter().find(|one| one.candidate == "keeps").unwrap();
    let from = keeps.from.unwrap();
    assert!(from.local.low > 0.0 && from.elsewhere.high < 0.0, "{from:?}");
    let whole = from.local.mean + from.elsewhere.mean;
    assert!((whole - keeps.averts.households.mean).abs() < 1e-9);
    let bought = |plan: &str| plan.contains("keeps");
    assert!(!bought(&reading.budgets[0].chosen.plan.words));
    assert!(reading.envelope.iter().all(|point| !bought(&point.plan.words)));
    let words = lintel::presentation::wording::expansion::said(&report).0.remove(0);
    let said = words.shifts.iter().find(|said| said.starts_with("keeps ")).unwrap();
    assert!(said.contains("more of: households from elsewhere"), "{said}");
    let agreements = lintel::presentation::wording::expansion::agreements(&report);
    assert_eq!(
        agreements,
        [
            "Keeps: needs the agreement of a manager; falls on women who share.",
            "Safe-place: needs the agreement of a manager; falls on women who share."
        ]
    );
}

/// The busier reading, with a chance of a grant that each history draws.
fn drawn(chances: &[f64]) -> Scenario {
    let column = Column {
        sets: Sets::Granted,
        households: Vec::new(),
        rule: Some(RuleName::SafePlacePurpose),
    };
    let rows = chances.iter().map(|chance| vec![*chance]).collect();
    let mut scenario = busy("");
    scenario.posterior = Some(lintel::inputs::scenario::Posterior {
        name: "test".to_owned(),
        held: std::collections::BTreeSet::new(),
        draws: None,
    });
    scenario.with_draws(Arc::new(Draws::new(vec![column], rows)))
}

#[test]
fn a_chance_of_a_grant_is_drawn_history_by_history_under_every_plan() {
    let candidates =
        candidates_of(&(HEAD.to_owned() + &free("open", "decision", "safe_place_purpose", "1")));
    let plans = [(plan(&candidates, &[]), None), (plan(&candidates, &[("open", 1)]), None)];
    let drawn = counts(&drawn(&[0.0, 1.0]), &candidates, &plans, 0..20);
    let fixed = |chance: f64| {
        let over = format!("[decisions]\nsafe_place_purpose = {chance:.1}\n");
        counts(&busy(&over), &candidates, &plans, 0..20)
    };
    let (never, always) = (fixed(0.0), fixed(1.0));
    let mut differ = 0;
    for tape in 0..20 {
        let own = if tape % 2 == 0 { &never } else { &always };
        // The years before the lever works have their own chance. How long stays are on average is reckoned otherwise where
        // numbers are drawn, and the same but for the last digits.
        for which in [0, 1] {
            let (drawn, own) = (&drawn[which][tape], &own[which][tape]);
            let counts = Count { over: own.over, ..drawn.clone() };
            assert_eq!(counts, *own, "plan {which}, history {tape}");
            let over = drawn.over.stays().into_iter().zip(own.over.stays());
            assert!(over.into_iter().all(|(a, b)| (a - b).abs() < 1e-6), "{drawn:?} {own:?}");
        }
        differ += u32::from(never[0][tape] != always[0][tape]);
    }
    assert!(differ > 10, "{differ}");
}

#[test]
fn a_lever_lowers_no_chance_that_was_drawn_higher() {
    let candidates =
        candidates_of(&(HEAD.to_owned() + &free("open", "decision", "safe_place_purpose", "0.5")));
    let plans = [(plan(&candidates, &[]), None), (plan(&candidates, &[("open", 1)]), None)];
    let all = counts(&drawn(&[0.9]), &candidates, &plans, 0..6);
    assert_eq!(all[0], all[1]);
    let report = report_on(&[drawn(&[0.9, 0.7])], &candidates, &three_twins());
    assert_eq!(report.readings[0].idle.len(), 1, "granted as often in every history");
    let report = report_on(&[drawn(&[0.9, 0.3])], &candidates, &three_twins());
    assert!(report.readings[0].idle.is_empty(), "not in every one");
}

/// Rules and grants are another model's, the households the same: a tape drawn beside the first is the one drawn anew.
#[test]
fn a_tape_drawn_beside_another_is_the_one_drawn_anew() {
    let scenario = busy("");
    let mut other = scenario.clone();
    other.decisions.grant(RuleName::SafePlacePurpose, 1.0);
    let mut changed = STOKE.estate.clone();
    for setting in &mut changed.settings {
        (setting.pets, setting.oldest_boy) = (true, setting.oldest_boy.map(|age| age.max(16)));
    }
    let demand = |scenario, estate| {
        lintel::engine::demand::build("s.toml", scenario, estate, &GEOGRAPHY).unwrap()
    };
    let (before, after) = (demand(&scenario, &STOKE.estate), demand(&other, &changed));
    let plain = Model::new(&scenario, STOKE.both(), &GEOGRAPHY, &before);
    let model = plain.beside(&other, &changed, &after);
    let [mut own, mut beside, mut anew] = [(); 3].map(|()| Tape::default());
    for replication in 0..5 {
        own.draw(&plain, replication);
        beside.draw_beside(&model, &mut own);
        anew.draw(&model, replication);
        let who =
            |tape: &Tape| (tape.household.clone(), tape.arrival_ms.clone(), tape.class.clone());
        assert_eq!(who(&beside), who(&anew));
        assert_eq!((&beside.place, &beside.first), (&anew.place, &anew.first));
        assert_eq!((&beside.granted, &beside.support), (&anew.granted, &anew.support));
        assert_eq!(
            (&beside.suits, &beside.suits_if_granted),
            (&anew.suits, &anew.suits_if_granted)
        );
        assert!(beside.granted != own.granted && beside.suits != own.suits);
        let [mut told, mut again] = [(); 2].map(|()| Told::default());
        Replay::new(&model).run(&beside, &mut told);
        Replay::new(&model).run(&anew, &mut again);
        assert_eq!(told, again);
    }
}
