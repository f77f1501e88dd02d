//! What every recommendation promises, whatever the estate and whoever asks.

use crate::common::source;
use crate::estates::{self, ASKING, SECTORS, reference};
use crate::properties::cases;
use crate::{GEOGRAPHY, households};
use jsonschema::Validator;
use lintel::base::domain::{Referral, ReturnReason, RuleName};
use lintel::base::geography::Places;
use lintel::engine::eligibility::{Case, OccupancyView, Suitability};
use lintel::engine::placement::answer::Route;
use lintel::engine::placement::recommend;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::referral;
use lintel::presentation::render::json::{Breach, Recommendation, TermPoints, UnitFindings};
use proptest::prelude::*;
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The schema as the program prints it.
static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let output = assert_cmd::cargo::cargo_bin_cmd!("lintel")
        .args(["schema", "recommendation"])
        .output()
        .unwrap();
    assert!(output.status.success());
    let schema: Json = serde_json::from_slice(&output.stdout).unwrap();
    jsonschema::validator_for(&schema).expect("the schema is one")
});

/// The findings that some change could lift, although they find a unit unsuitable.
const LIFTABLE_BARS: [RuleName; 3] =
    [RuleName::OldestBoy, RuleName::ComplexNeeds, RuleName::Substances];

/// A household as the estate meets it.
struct Asked {
    referral: Referral,
    places: Places,
    occupancy: OccupancyView,
}

fn asked(homes: &OccupiedEstate, form: &Json) -> Asked {
    let text = form.to_string();
    let referral = referral::read(source("r.json", &text), jiff::Timestamp::UNIX_EPOCH)
        .unwrap_or_else(|issues| panic!("what is drawn is valid: {issues}"));
    let home = homes.estate.home_sectors();
    let places = referral::locate(&referral, &GEOGRAPHY, homes.estate.viewpoint(&home));
    let occupancy =
        OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, &referral);
    Asked { referral, places, occupancy }
}

fn answer<'a>(homes: &'a OccupiedEstate, asked: &'a Asked) -> Recommendation<'a> {
    let form = (&asked.referral.household, &asked.places);
    let case = Case::new(homes.both(), &GEOGRAPHY, form, &asked.occupancy);
    Recommendation::of((&case, &asked.referral), &recommend(&case, asked.referral.received))
}

proptest! {
    #![proptest_config(cases(1_200))]

    #[test]
    fn every_recommendation_keeps_its_promises(drawn in estates::estate(), form in households::referral()) {
        let homes = drawn.read();
        let asked = asked(&homes, &form);
        let answer = answer(&homes, &asked);
        units_stand_in_file_order(&homes, &answer)?;
        for findings in &answer.units {
            breaches_stand_in_rule_order_and_make_the_verdict(findings)?;
        }
        lists_hold_every_vacant_unit_by_penalty(&answer)?;
        the_route_and_outcome_follow(&homes, &answer, &form)?;
        relaxations_are_minimal_and_open_what_they_say(&answer)?;
        nothing_is_given_away(&answer)?;
        let json = serde_json::to_value(&answer).unwrap();
        let refused: Vec<String> =
            SCHEMA.iter_errors(&json).map(|error| error.to_string()).collect();
        prop_assert!(refused.is_empty(), "{refused:?} of {json}");
    }
}

fn units_stand_in_file_order(
    homes: &OccupiedEstate,
    answer: &Recommendation,
) -> Result<(), TestCaseError> {
    let units: Vec<&str> = answer.units.iter().map(|unit| unit.unit).collect();
    let in_file: Vec<&str> = homes.estate.units.iter().map(|unit| unit.name.as_str()).collect();
    prop_assert_eq!(units, in_file);
    for (k, findings) in answer.units.iter().enumerate() {
        prop_assert_eq!(&findings.setting, &homes.estate.setting_of(k).name);
        prop_assert_eq!(findings.kind, homes.estate.setting_of(k).kind);
        let lived_in = homes.occupancy.residents.iter().any(|resident| resident.unit == k);
        prop_assert!(!(findings.vacant && lived_in), "{} is lived in", findings.unit);
    }
    Ok(())
}

fn breaches_stand_in_rule_order_and_make_the_verdict(
    findings: &UnitFindings,
) -> Result<(), TestCaseError> {
    let rules: Vec<RuleName> = findings.breaches.iter().map(|breach| breach.rule).collect();
    prop_assert!(rules.is_sorted_by(|a, b| a < b), "{rules:?}");
    let barred = findings.breaches.iter().any(|breach| !breach.decision);
    let verdict = match (barred, rules.is_empty()) {
        (true, _) => Suitability::Unsuitable,
        (false, false) => Suitability::Decision,
        (false, true) => Suitability::Suitable,
    };
    prop_assert_eq!(findings.verdict, verdict);
    for breach in &findings.breaches {
        prop_assert_eq!(breach.clause, clause_of(breach.rule), "{}", breach.rule);
        prop_assert!(!breach.text.is_empty());
    }
    for advice in &findings.advice {
        let advises = [RuleName::RoomStandard, RuleName::Cots].contains(&advice.rule);
        prop_assert!(advises, "{}", advice.rule);
        prop_assert!(!rules.contains(&advice.rule), "advice beside a breach of the same rule");
    }
    Ok(())
}

/// Contracts section 4.
fn clause_of(rule: RuleName) -> Option<&'static str> {
    match rule {
        RuleName::Age16 => Some("6.1"),
        RuleName::SingleSex | RuleName::OldestBoy => Some("6.2"),
        RuleName::SleepingPlaces | RuleName::RoomStandard => Some("4.5"),
        RuleName::SafePlacePurpose => Some("4.6"),
        _ => None,
    }
}

/// One unit of a list: its name, rank, penalty and terms.
type Listed<'a> = (&'a str, usize, i64, &'a [TermPoints]);

fn lists_hold_every_vacant_unit_by_penalty(answer: &Recommendation) -> Result<(), TestCaseError> {
    let options = answer.options.iter().map(|o| (o.unit, o.rank, o.penalty, &o.terms[..]));
    is_ranked(answer, &options.collect::<Vec<Listed<'_>>>(), Suitability::Suitable)?;
    let decisions = answer.decisions.iter();
    let decisions = decisions.map(|d| (d.unit, d.rank, d.penalty, &d.terms[..]));
    is_ranked(answer, &decisions.collect::<Vec<Listed<'_>>>(), Suitability::Decision)?;
    for decision in &answer.decisions {
        let findings = unit_of(answer, decision.unit);
        let asked: Vec<RuleName> = decision.asks.iter().map(|ask| ask.rule).collect();
        let breached: Vec<RuleName> = findings.breaches.iter().map(|breach| breach.rule).collect();
        prop_assert_eq!(asked, breached);
        for ask in &decision.asks {
            let by_address = [RuleName::UnsafeArea, RuleName::KeepApart].contains(&ask.rule);
            let who = if by_address { "somebody who knows the address" } else { "manager on call" };
            prop_assert_eq!(ask.who, who, "{}", ask.rule);
            prop_assert!(ask.text.contains('?'), "{}", ask.text);
        }
    }
    Ok(())
}

fn is_ranked(
    answer: &Recommendation,
    listed: &[Listed<'_>],
    verdict: Suitability,
) -> Result<(), TestCaseError> {
    let position =
        |unit: &str| answer.units.iter().position(|findings| findings.unit == unit).unwrap();
    let wanted: BTreeSet<&str> = answer
        .units
        .iter()
        .filter(|findings| findings.vacant && findings.verdict == verdict)
        .map(|findings| findings.unit)
        .collect();
    prop_assert_eq!(&listed.iter().map(|listed| listed.0).collect::<BTreeSet<_>>(), &wanted);
    prop_assert_eq!(listed.len(), wanted.len(), "a unit is listed twice");
    let order: Vec<(i64, usize)> = listed.iter().map(|l| (l.2, position(l.0))).collect();
    prop_assert!(order.is_sorted(), "{order:?}");
    for (rank, (_, said, penalty, terms)) in (1..).zip(listed) {
        prop_assert_eq!(*said, rank);
        prop_assert_eq!(*penalty, terms.iter().map(|term| term.points).sum::<i64>());
        prop_assert!(terms.iter().all(|term| term.points > 0 && !term.text.is_empty()));
    }
    Ok(())
}

fn unit_of<'a>(answer: &'a Recommendation, name: &str) -> &'a UnitFindings<'a> {
    answer.units.iter().find(|findings| findings.unit == name).unwrap()
}

fn the_route_and_outcome_follow(
    homes: &OccupiedEstate,
    answer: &Recommendation,
    form: &Json,
) -> Result<(), TestCaseError> {
    let people = form["person"].as_array().unwrap();
    let lead = people.iter().find(|person| person["role"] == "adult").unwrap();
    let stock: Vec<&UnitFindings> = answer
        .units
        .iter()
        .zip(&homes.estate.units)
        .filter_map(|(findings, unit)| unit.is_in_stock().then_some(findings))
        .collect();
    let suits = stock.iter().filter(|findings| findings.verdict == Suitability::Suitable).count();
    prop_assert_eq!(answer.suitable_units, suits);
    let (options, decisions) = (!answer.options.is_empty(), !answer.decisions.is_empty());
    let route = match () {
        () if lead["age"].as_u64().unwrap() < 16 => Route::ReferOn,
        () if options => Route::Place,
        () if decisions => Route::Decide,
        () if suits > 0 => Route::Wait,
        () => Route::ReferOn,
    };
    prop_assert_eq!(answer.route, route);
    prop_assert_eq!(answer.outcome_if_none.is_none(), options);
    let full = !options && suits > 0;
    if full {
        prop_assert_eq!(answer.outcome_if_none, Some(ReturnReason::Capacity));
    }
    if options || full {
        prop_assert!(answer.barrier.is_empty());
    } else if !stock.is_empty() {
        is_the_barrier(answer, &stock)?;
    }
    Ok(())
}

/// Of the smallest breach sets the one on most units, ties by rule order; its first rule gives the reason.
fn is_the_barrier(answer: &Recommendation, stock: &[&UnitFindings]) -> Result<(), TestCaseError> {
    let sets: Vec<Vec<RuleName>> = stock
        .iter()
        .map(|findings| findings.breaches.iter().map(|breach| breach.rule).collect())
        .collect();
    let least = sets.iter().map(Vec::len).min().unwrap();
    let count = |set: &Vec<RuleName>| sets.iter().filter(|other| *other == set).count();
    let mut smallest: Vec<&Vec<RuleName>> = sets.iter().filter(|set| set.len() == least).collect();
    smallest.sort_by_key(|set| (usize::MAX - count(set), (*set).clone()));
    prop_assert_eq!(&answer.barrier, smallest[0]);
    let first = smallest[0][0];
    let reason = stock
        .iter()
        .flat_map(|findings| &findings.breaches)
        .find(|breach| breach.rule == first)
        .map(|breach| breach.reason);
    prop_assert_eq!(answer.outcome_if_none, reason);
    Ok(())
}

fn can_be_lifted(breach: &Breach) -> bool {
    breach.decision || LIFTABLE_BARS.contains(&breach.rule)
}

fn relaxations_are_minimal_and_open_what_they_say(
    answer: &Recommendation,
) -> Result<(), TestCaseError> {
    if !answer.options.is_empty() {
        prop_assert!(answer.relaxations.is_empty(), "a change is named although a unit is free");
        return Ok(());
    }
    let liftable: Vec<(&str, BTreeSet<RuleName>)> = answer
        .units
        .iter()
        .filter(|findings| findings.vacant && findings.breaches.iter().all(can_be_lifted))
        .map(|findings| {
            let rules = findings.breaches.iter().map(|breach| breach.rule);
            (findings.unit, rules.collect())
        })
        .collect();
    let sets: Vec<BTreeSet<RuleName>> =
        answer.relaxations.iter().map(|found| found.rules.iter().copied().collect()).collect();
    for (found, set) in answer.relaxations.iter().zip(&sets) {
        prop_assert!(!set.is_empty() && !found.text.is_empty());
        prop_assert!(found.rules.is_sorted_by(|a, b| a < b));
        let opened = liftable.iter().filter(|(_, breaches)| breaches.is_subset(set));
        let opened: Vec<&str> = opened.map(|(unit, _)| *unit).collect();
        prop_assert_eq!(&found.units, &opened, "lifting {:?}", set);
        prop_assert!(!opened.is_empty());
        let smaller = liftable.iter().any(|(_, other)| other.is_subset(set) && other != set);
        prop_assert!(!smaller, "{set:?} asks for more than is needed");
    }
    for (unit, breaches) in &liftable {
        let covered = sets.iter().any(|set| set.is_subset(breaches));
        prop_assert!(covered, "nothing says how {unit} could be opened");
    }
    prop_assert!(sets.is_sorted_by_key(BTreeSet::len), "{sets:?}");
    let distinct: BTreeSet<&BTreeSet<RuleName>> = sets.iter().collect();
    prop_assert_eq!(distinct.len(), sets.len());
    Ok(())
}

/// Texts may be read aloud: no sector, no other household, no distance, no unsafe place.
fn nothing_is_given_away(answer: &Recommendation) -> Result<(), TestCaseError> {
    let json = serde_json::to_value(answer).unwrap();
    let mut texts = Vec::new();
    gather_texts(&json, &mut texts);
    for text in texts {
        let packed = text.replace(' ', "").to_lowercase();
        for sector in SECTORS {
            let packed_sector = sector.replace(' ', "").to_lowercase();
            prop_assert!(!packed.contains(&packed_sector), "{text:?} names a sector");
        }
        for reference in (0..10).map(reference).chain([ASKING.to_owned()]) {
            prop_assert!(!text.contains(&reference), "{text:?} names a household");
        }
        prop_assert!(!names_a_distance(&text), "{text:?} names a distance");
    }
    Ok(())
}

fn gather_texts(json: &Json, texts: &mut Vec<String>) {
    match json {
        Json::Object(entries) => {
            for (key, value) in entries {
                match value {
                    Json::String(text) if key == "text" => texts.push(text.clone()),
                    value => gather_texts(value, texts),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| gather_texts(item, texts)),
        _ => {}
    }
}

/// A number of three figures, or one with a unit of length behind it.
fn names_a_distance(text: &str) -> bool {
    const UNITS: [&str; 6] = ["m", "km", "metre", "metres", "mile", "miles"];
    let figures = |word: &str| word.chars().filter(char::is_ascii_digit).count();
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|w| !w.is_empty()).collect();
    let long = words.iter().any(|word| word.split('.').any(|part| figures(part) >= 3));
    let with_unit = words.windows(2).any(|pair| figures(pair[0]) > 0 && UNITS.contains(&pair[1]));
    long || with_unit
}

#[test]
fn a_distance_is_known_when_it_is_seen() {
    for text in ["It lies 2000 away.", "within 2 km", "1.5 miles off", "closer than 500m"] {
        assert!(names_a_distance(text), "{text}");
    }
    for text in ["Boys over 12 need a manager's agreement here.", "(4.20-4.24)", "24h"] {
        assert!(!names_a_distance(text), "{text}");
    }
}

/// What is drawn must lead to every kind of answer, or the promises are not tried.
#[test]
fn every_route_is_drawn() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(1));
    let mut routes = [0; 4];
    let mut relaxed = 0;
    for _ in 0..400 {
        let drawn = estates::estate().new_tree(&mut runner).unwrap().current();
        let form = households::referral().new_tree(&mut runner).unwrap().current();
        let homes = drawn.read();
        let asked = asked(&homes, &form);
        let answer = answer(&homes, &asked);
        routes[answer.route as usize] += 1;
        relaxed += usize::from(!answer.relaxations.is_empty());
    }
    assert!(routes.iter().all(|&drawn| drawn >= 5), "place, decide, wait, refer on: {routes:?}");
    assert!(relaxed >= 40, "{relaxed} of 400 have a relaxation");
}
