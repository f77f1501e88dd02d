//! What is not known, held against everything that it could be.
//!
//! An age: a rule that finds against a unit at every age that is possible does so, one that does at some of them asks
//! for a decision. Complex needs and recourse: a decision exactly where "yes" would be found against.

use crate::GEOGRAPHY;
use crate::common::source;
use crate::estates;
use crate::households;
use crate::properties::cases;
use lintel::base::domain::{Known, Referral, RuleName, RuleSet};
use lintel::base::geography::Places;
use lintel::engine::eligibility::{Case, OccupancyView, Verdict, judge_all};
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::referral;
use proptest::prelude::*;
use serde_json::Value as Json;

fn read(form: &Json) -> Referral {
    referral::read(source("r.json", &form.to_string()), jiff::Timestamp::UNIX_EPOCH)
        .unwrap_or_else(|issues| panic!("what is drawn is valid: {issues}"))
}

fn places(homes: &OccupiedEstate, referral: &Referral) -> Places {
    let home = homes.estate.home_sectors();
    referral::locate(referral, &GEOGRAPHY, homes.estate.viewpoint(&home))
}

fn judged(homes: &OccupiedEstate, referral: &Referral, places: &Places) -> Vec<Verdict> {
    let occupancy =
        OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, referral);
    judge_all(&Case::new(homes.both(), &GEOGRAPHY, (&referral.household, places), &occupancy))
}

/// The household at every age of those whose age is not known.
fn at_every_age(referral: &Referral) -> Vec<Referral> {
    let mut all = vec![referral.clone()];
    for (k, person) in referral.household.people.iter().enumerate() {
        if !person.age.is_unknown() {
            continue;
        }
        let ages = if person.is_child() { 0..=17 } else { 18..=21 };
        let with = |(one, age): (&Referral, u8)| {
            let mut one = one.clone();
            one.household.people[k].age = Known::Value(age);
            one
        };
        all =
            all.iter().flat_map(|one| ages.clone().map(move |age| (one, age))).map(with).collect();
    }
    all
}

/// What a rule must find where these are its findings at every age.
fn expected(rule: RuleName, at: &[Verdict]) -> [bool; 3] {
    let barred = at.iter().filter(|verdict| verdict.barred.contains(rule)).count();
    let breached = at.iter().filter(|verdict| verdict.breaches().contains(rule)).count();
    let advised = at.iter().any(|verdict| verdict.advice.contains(rule));
    let bars = barred == at.len();
    [bars, breached > 0 && !bars, breached == 0 && advised]
}

fn found(rule: RuleName, verdict: Verdict) -> [bool; 3] {
    [verdict.barred, verdict.asks, verdict.advice].map(|set: RuleSet| set.contains(rule))
}

/// A form in which up to two ages are not known.
fn some_ages_open() -> impl Strategy<Value = Json> {
    (households::referral(), any::<[u8; 2]>()).prop_map(|(mut form, which)| {
        let people = form["person"].as_array_mut().expect("there are people");
        for which in which {
            let k = usize::from(which) % people.len();
            people[k]["age"] = Json::from("unknown");
        }
        form
    })
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn an_age_that_is_not_known_is_the_worst_of_all_that_are_possible(
        drawn in estates::estate(),
        form in some_ages_open(),
    ) {
        let homes = drawn.read();
        let referral = read(&form);
        let places = places(&homes, &referral);
        let open = judged(&homes, &referral, &places);
        let at_every_age: Vec<Vec<Verdict>> = at_every_age(&referral)
            .iter()
            .map(|known| judged(&homes, known, &places))
            .collect();
        for (unit, verdict) in open.iter().enumerate() {
            let at: Vec<Verdict> = at_every_age.iter().map(|verdicts| verdicts[unit]).collect();
            for rule in RuleName::ALL.into_iter().filter(|rule| *rule != RuleName::Cots) {
                prop_assert_eq!(found(rule, *verdict), expected(rule, &at), "{} {}", unit, rule);
            }
        }
    }

    #[test]
    fn whoever_may_need_a_bed_takes_one_for_points(form in some_ages_open(), cots in 0..4_u32) {
        let referral = read(&form);
        let most = at_every_age(&referral).iter().map(|known| known.household.sleepers(cots)).max();
        prop_assert_eq!(Some(referral.household.sleepers(cots)), most);
        let least = at_every_age(&referral).iter().map(|known| known.household.sleepers(cots)).min();
        prop_assert_eq!(Some(referral.household.sleepers_at_least(cots)), least);
    }

    #[test]
    fn unknown_complex_needs_and_recourse_ask_where_yes_would_breach(
        drawn in estates::estate(),
        form in households::referral(),
    ) {
        let homes = drawn.read();
        let mut referral = read(&form);
        let places = places(&homes, &referral);
        let with = |referral: &mut Referral, value| {
            (referral.household.needs.complex, referral.household.needs.nrpf) = (value, value);
            judged(&homes, referral, &places)
        };
        let yes = with(&mut referral, Known::Value(true));
        let unknown = with(&mut referral, Known::Unknown);
        for (yes, unknown) in yes.iter().zip(&unknown) {
            for rule in RuleName::ALL {
                let [barred, asks, advice] = found(rule, *yes);
                let open = [RuleName::ComplexNeeds, RuleName::Nrpf].contains(&rule);
                let expected = if open { [false, barred || asks, advice] } else { [barred, asks, advice] };
                prop_assert_eq!(found(rule, *unknown), expected, "{}", rule);
            }
        }
    }
}

#[test]
fn some_ages_are_open() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(1));
    let children = (0..200).filter(|_| {
        let form = some_ages_open().new_tree(&mut runner).expect("one is drawn").current();
        read(&form).household.children().any(|child| child.age.is_unknown())
    });
    assert!(children.count() > 20);
}
