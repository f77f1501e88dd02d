//! The printed schema and the reader agree: what the reader takes the schema takes, what the schema refuses
//! the reader refuses, and where only the reader refuses it names something no schema can say.

use crate::common::{evidence, source, text};
use crate::properties::odd_json::{made_odd, oddities};
use crate::properties::{cases, toml_text};
use jsonschema::Validator;
use lintel::base::parse::{Code, Field, Issue, Issues, schema};
use lintel::inputs::estate::{self, PROVIDER};
use lintel::inputs::evidence::Evidence;
use lintel::inputs::referral::{self, REFERRAL};
use lintel::inputs::scenario::{self, SCENARIO};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

fn validator(title: &str, fields: &'static [Field]) -> Validator {
    jsonschema::validator_for(&schema::document(title, fields)).expect("the schema is one")
}

static OF_REFERRALS: LazyLock<Validator> = LazyLock::new(|| validator("Referral", REFERRAL));
static OF_PROVIDERS: LazyLock<Validator> = LazyLock::new(|| validator("provider.toml", PROVIDER));
static OF_SCENARIOS: LazyLock<Validator> = LazyLock::new(|| {
    jsonschema::validator_for(&schema::document_with_base("Scenario", SCENARIO, "base"))
        .expect("the schema is one")
});
static EVIDENCE: LazyLock<Evidence> = LazyLock::new(evidence);

static REFERRAL_DOCUMENT: LazyLock<Json> =
    LazyLock::new(|| toml_text::read(&text("data/sample-referral.toml")));
static PROVIDER_DOCUMENT: LazyLock<Json> =
    LazyLock::new(|| toml_text::read(&text("data/stoke-on-trent/provider.toml")));
static SCENARIO_DOCUMENT: LazyLock<Json> =
    LazyLock::new(|| toml_text::read(&text("scenarios/stoke-37.toml")));

fn read_referral(document: &Json) -> Result<(), Issues> {
    referral::read(source("r.json", &document.to_string()), jiff::Timestamp::UNIX_EPOCH).map(drop)
}

/// The reader of an estate, with the smallest of tables beside the provider.
fn read_provider(document: &Json) -> Result<(), Issues> {
    let (provider, settings, units) =
        (toml_text::written(document), first_line("settings.csv"), first_line("units.csv"));
    let texts = estate::Texts {
        provider: source("provider.toml", &provider),
        settings: source("settings.csv", &settings),
        units: source("units.csv", &units),
        occupancy: None,
    };
    estate::read(texts, &crate::GEOGRAPHY).map(drop)
}

fn first_line(file: &str) -> String {
    let text = text(&format!("data/stoke-on-trent/{file}"));
    text.split_inclusive('\n').take(1).collect()
}

fn read_scenario(document: &Json) -> Result<(), Issues> {
    let text = toml_text::written(document);
    scenario::read(&[source("s.toml", &text)], &EVIDENCE).map(drop)
}

/// Whether reader and schema agree on a document, up to what only the reader can know.
fn agree(
    document: &Json,
    schema: &Validator,
    read: Result<(), Issues>,
    beyond_a_schema: fn(&Issue) -> bool,
) -> Result<(), String> {
    let refused: Vec<String> =
        schema.iter_errors(document).map(|error| error.to_string()).collect();
    match read {
        Ok(()) if refused.is_empty() => Ok(()),
        Ok(()) => Err(format!("only the schema refuses: {refused:?}")),
        Err(issues) if issues.is_empty() => Err("the reader refuses without an issue".to_owned()),
        Err(_) if !refused.is_empty() => Ok(()),
        Err(issues) => match issues.issues.into_iter().find(|issue| !beyond_a_schema(issue)) {
            Some(issue) => Err(format!("only the reader refuses: {issue}")),
            None => Ok(()),
        },
    }
}

/// A cited figure is only known to the reader.
fn is_a_figure(value: &str) -> bool {
    EVIDENCE.iter().any(|figure| figure.value.to_string() == value)
}

/// Two values together, the calendar, a person's words, or nobody to be the lead.
fn joins_people(issue: &Issue) -> bool {
    let place = issue.place.as_str();
    match issue.code {
        Code::Contradiction => place.starts_with("person["),
        Code::Malformed => place == "received" || place.ends_with("].radius"),
        Code::NotAllowed => place.ends_with("].arrives"),
        Code::Repeated => place.ends_with("].id"),
        Code::Missing => place == "person",
        _ => false,
    }
}

/// The calendar and the clock.
fn is_about_time(issue: &Issue) -> bool {
    let timed = ["occupancy.as_of", "office_hours.from", "office_hours.to"];
    issue.code == Code::Malformed && timed.contains(&issue.place.as_str())
}

/// What two keys say together, what the evidence has, the calendar, and names that stand twice.
fn joins_keys(issue: &Issue) -> bool {
    let place = issue.place.as_str();
    match issue.code {
        Code::NotFound | Code::Repeated | Code::Contradiction => true,
        Code::OutOfRange => place == "start" || is_a_figure(&issue.value),
        Code::Malformed => place == "start" || place.ends_with(".received"),
        Code::Missing => place == "stay" || place.ends_with(".person"),
        Code::NotAllowed => place.starts_with("household[") && place.ends_with("].name"),
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(4_000))]

    #[test]
    fn the_schema_and_the_reader_of_referrals_agree(oddities in oddities()) {
        let odd = made_odd(&REFERRAL_DOCUMENT, &oddities);
        let read = read_referral(&odd);
        prop_assert_eq!(agree(&odd, &OF_REFERRALS, read, joins_people), Ok(()), "{}", odd);
    }

    #[test]
    fn the_schema_and_the_reader_of_providers_agree(oddities in oddities()) {
        let odd = without_nulls(made_odd(&PROVIDER_DOCUMENT, &oddities));
        let read = read_provider(&odd);
        prop_assert_eq!(agree(&odd, &OF_PROVIDERS, read, is_about_time), Ok(()), "{}", odd);
    }
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn the_schema_and_the_reader_of_scenarios_agree(oddities in oddities()) {
        let mut plain = SCENARIO_DOCUMENT.clone();
        plain.as_object_mut().unwrap().remove("reading");
        let odd = without_nulls(made_odd(&plain, &oddities));
        let read = read_scenario(&odd);
        prop_assert_eq!(agree(&odd, &OF_SCENARIOS, read, joins_keys), Ok(()), "{}", odd);
    }

    #[test]
    fn the_schema_and_the_reader_of_scenarios_with_readings_agree(oddities in oddities()) {
        let odd = without_nulls(made_odd(&SCENARIO_DOCUMENT, &oddities));
        let read = read_scenario(&odd);
        prop_assert_eq!(agree(&odd, &OF_SCENARIOS, read, joins_keys), Ok(()), "{}", odd);
    }
}

/// TOML cannot say null.
fn without_nulls(document: Json) -> Json {
    match document {
        Json::Null => json!([]),
        Json::Array(items) => items.into_iter().map(without_nulls).collect(),
        Json::Object(entries) => {
            entries.into_iter().map(|(key, value)| (key, without_nulls(value))).collect()
        }
        other => other,
    }
}

/// One value at a place of the sample referral.
fn referral_with(pointer: &str, value: &Json) -> Json {
    let mut document = REFERRAL_DOCUMENT.clone();
    *document.pointer_mut(pointer).unwrap() = value.clone();
    document
}

fn disagreements(values: &[Json]) -> Vec<String> {
    let places = [
        "/reference",
        "/received",
        "/dash",
        "/person/0/age",
        "/needs/pets",
        "/unsafe/0/radius_m",
        "/unsafe/0/radius",
        "/immediate_danger",
        "/needs/complex",
        "/needs/unborn",
        "/contact/message",
        "/other_area",
        "/unsafe/0/place",
        "/preferences/sectors/0",
        "/preferences/near/0",
        "/keep_apart",
    ];
    let mut found = Vec::new();
    for (place, value) in
        places.iter().flat_map(|place| values.iter().map(move |value| (place, value)))
    {
        let value = if *place == "/keep_apart" { json!([value]) } else { value.clone() };
        let document = referral_with(place, &value);
        let read = read_referral(&document);
        if let Err(why) = agree(&document, &OF_REFERRALS, read, joins_people) {
            found.push(format!("{place} {value}: {why}"));
        }
    }
    found
}

#[test]
fn they_agree_on_every_kind_of_space() {
    let spaces = [
        " ", "\u{85}", "\u{a0}", "\u{1680}", "\u{2003}", "\u{2028}", "\u{202f}", "\u{3000}",
        "\u{feff}", "\u{200b}",
    ];
    let mut values: Vec<Json> = spaces.map(Json::from).to_vec();
    for space in spaces {
        values.extend(
            [format!("ST6{space}5"), format!("R{space}1"), format!("{space}ST6 5")].map(Json::from),
        );
    }
    let found = disagreements(&values);
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn they_agree_on_numbers_next_to_whole_ones() {
    let numbers = [
        5e-324,
        1e-310,
        1e-300,
        0.1,
        33.999_999_999_999_99,
        34.000_000_000_000_01,
        2e3,
        9.1e15,
        1e19,
    ];
    let found = disagreements(&numbers.map(Json::from));
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn they_agree_that_a_codename_is_not_all_spaces() {
    let mut document = SCENARIO_DOCUMENT.clone();
    document["household"][0]["name"] = json!("  ");
    let read = read_scenario(&document);
    assert_eq!(agree(&document, &OF_SCENARIOS, read, joins_keys), Ok(()));
}

#[test]
fn they_agree_that_a_weight_by_band_is_two_numbers() {
    let mut document = PROVIDER_DOCUMENT.clone();
    for bands in [json!([]), json!([8]), json!([8, 4]), json!([8, 4, 2])] {
        document["weights"] = json!({ "soft_unsafe": bands });
        let read = read_provider(&document);
        assert_eq!(agree(&document, &OF_PROVIDERS, read, is_about_time), Ok(()), "{bands}");
    }
}

/// Every scenario that ships is one, also by the schema that ships with it.
#[test]
fn every_scenario_that_ships_passes_its_schema() {
    for entry in std::fs::read_dir("scenarios").unwrap() {
        let path = entry.unwrap().path();
        let document = toml_text::read(&text(path.to_str().unwrap()));
        let refused: Vec<String> =
            OF_SCENARIOS.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(refused.is_empty(), "{}: {refused:?}", path.display());
    }
}

#[test]
fn every_referral_and_provider_that_ships_passes_its_schema() {
    assert!(OF_REFERRALS.is_valid(&REFERRAL_DOCUMENT));
    for name in ["stoke-on-trent", "stoke-on-trent-today", "plymouth"] {
        let document = toml_text::read(&text(&format!("data/{name}/provider.toml")));
        assert!(OF_PROVIDERS.is_valid(&document), "{name}");
    }
    for reference in ["R-0301", "R-0336", "R-0391"] {
        let path = format!("data/stoke-on-trent/residents/{reference}.toml");
        assert!(OF_REFERRALS.is_valid(&toml_text::read(&text(&path))), "{reference}");
    }
}

/// The odd documents must be on both sides of the line, or agreement means nothing.
#[test]
fn some_odd_referrals_are_taken_and_some_refused() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(1));
    let taken = (0..500)
        .map(|_| oddities().new_tree(&mut runner).unwrap().current())
        .filter(|oddities| read_referral(&made_odd(&REFERRAL_DOCUMENT, oddities)).is_ok())
        .count();
    assert!((50..450).contains(&taken), "{taken} of 500 are taken");
}
