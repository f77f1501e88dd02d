//! Scenarios and estates drawn at random over every key, small enough to ask every rule at every event.

use crate::reference::households;
use crate::reference::{Play, Seen, compare};
use crate::{GEOGRAPHY, common};
use lintel::base::domain::unit::State;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::evidence::Evidence;
use lintel::inputs::scenario::{self, Scenario};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use std::cell::RefCell;

/// An estate made small and odd, and the text of a scenario on it.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    stock: Stock,
    text: String,
    at_midnight: bool,
}

/// Some of the units of an estate, some of them not yet open.
#[derive(Debug, Clone)]
struct Stock {
    folder: &'static str,
    /// Every so many units, from which on.
    every: usize,
    from: usize,
    at_most: usize,
    nrpf_places: Option<u32>,
    /// Places for complex needs in every other setting; none: as listed.
    complex_needs_places: Option<u32>,
    /// Weeks from the beginning after which every third unit opens; 99: never.
    planned: Option<i64>,
    void: Option<i64>,
}

fn stock() -> impl Strategy<Value = Stock> {
    let folder =
        select(&["data/stoke-on-trent", "data/plymouth", "tests/engine/queueing/pool-37"][..]);
    let which = (1..=5_usize, 0..4_usize, 1..=12_usize);
    let weeks = || of(select(&[0_i64, 1, 4, 13, 30, 99][..]));
    let places = (of(0..3_u32), of(0..2_u32));
    (folder, which, places, weeks(), weeks()).prop_map(
        |(folder, (every, from, at_most), (nrpf_places, complex_needs_places), planned, void)| {
            Stock { folder, every, from, at_most, nrpf_places, complex_needs_places, planned, void }
        },
    )
}

impl Stock {
    fn estate(&self) -> OccupiedEstate {
        let mut homes = common::homes(self.folder, &GEOGRAPHY);
        let kept: Vec<usize> = (self.from..homes.estate.units.len())
            .step_by(self.every)
            .filter(|&unit| homes.estate.sectors[unit].is_some())
            .take(self.at_most)
            .collect();
        homes.estate.units = kept.iter().map(|&unit| homes.estate.units[unit].clone()).collect();
        homes.estate.sectors = kept.iter().map(|&unit| homes.estate.sectors[unit]).collect();
        homes.occupancy.residents.retain_mut(|resident| {
            let place = kept.iter().position(|&unit| unit == resident.unit);
            resident.unit = place.unwrap_or_default();
            place.is_some()
        });
        homes.estate.provider.nrpf_places = self.nrpf_places.or(homes.estate.provider.nrpf_places);
        for setting in homes.estate.settings.iter_mut().step_by(2) {
            setting.complex_needs_places =
                self.complex_needs_places.or(setting.complex_needs_places);
        }
        for (first, weeks, state) in
            [(1, self.planned, State::Planned), (2, self.void, State::Void)]
        {
            for (k, unit) in (0..).zip(homes.estate.units.iter_mut().skip(first).step_by(3)) {
                let Some(weeks) = weeks else { continue };
                let opens = jiff::civil::date(2026, 1, 5) + jiff::Span::new().weeks(weeks + k);
                unit.state = state;
                unit.from = (weeks < 99).then_some(opens);
            }
        }
        homes
    }
}

/// A time; often a whole number of days, so that much happens at one moment, and sometimes none at all.
pub(crate) fn time(most: f64) -> impl Strategy<Value = String> {
    let family = prop_oneof![
        1 => select(&["exponential", "lognormal", "gamma", "weibull"][..]),
        1 => Just("deterministic"),
    ];
    let mean = prop_oneof![1 => Just(0.0), 4 => (1..=20_u32).prop_map(move |part| {
        (most * f64::from(part) / 20.0).ceil()
    })];
    (family, mean).prop_map(|(family, mean)| {
        let cv = match family {
            "exponential" | "deterministic" => "",
            _ => ", cv = 0.8",
        };
        format!("{{ family = {family:?}, mean_days = {mean:?}{cv} }}")
    })
}

pub(crate) fn share() -> impl Strategy<Value = f64> {
    select(&[0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0][..])
}

/// A key and its value, or nothing.
fn key<V: std::fmt::Debug>(
    name: &'static str,
    value: impl Strategy<Value = V>,
) -> impl Strategy<Value = String> {
    of(value).prop_map(move |value| match value {
        Some(value) => format!("{name} = {value:?}\n"),
        None => String::new(),
    })
}

/// A table, or nothing.
fn table<V>(
    name: &'static str,
    chance: f64,
    value: impl Strategy<Value = V>,
    text: impl Fn(V) -> String,
) -> impl Strategy<Value = String> {
    prop::option::weighted(chance, value).prop_map(move |value| match value {
        Some(value) => format!("[{name}]\n{}", text(value)),
        None => String::new(),
    })
}

fn head() -> impl Strategy<Value = String> {
    let start = ("2026-01-05", "2026-11-20");
    let start = select(vec![start.0, start.1]);
    let state = select(&["empty", "occupancy"][..]);
    (
        (any::<u32>(), start, state, 0..=1_u8),
        key("voids", select(&["open", "as_listed"][..])),
        key("turnaround_nights", select(&[0_u32, 1, 2, 9][..])),
        key("hold_nights", select(&[0_u32, 0, 1, 3][..])),
        key("census_days", Just(vec![0.0, 91.25])),
    )
        .prop_map(|((seed, start, state, warm_up), voids, turnaround, hold, census)| {
            format!(
                "name = \"drawn\"\nestate = \"drawn\"\nstart = {start:?}\nyears = 1\n\
                 start_state = {state:?}\nwarm_up_years = {warm_up}\nreplications = 1\n\
                 seed = {seed}\n{voids}{turnaround}{hold}{census}"
            )
        })
}

fn arrivals() -> impl Strategy<Value = String> {
    let patterns = (
        key("growth_per_year", select(&[-0.3, 0.02, 0.5][..])),
        key("by_month", Just(vec![3, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 2])),
        key("by_weekday", Just(vec![2.0, 1.0, 1.0, 1.0, 1.5, 0.5, 0.5])),
        key("by_hour", prop::collection::vec(0..5_u32, 23))
            .prop_map(|line| line.replace(']', ", 1]")),
    );
    let chances = prop_oneof![
        3 => Just(String::new()),
        1 => Just("wave = { amplitude = 0.4, period_days = 90.0 }\n".to_owned()),
        1 => Just("dispersion = { cv = 0.7, days = 20.0 }\n".to_owned()),
        1 => Just("bursts = { per_year = 6.0, referrals = 8.0, days = 5.0 }\n".to_owned()),
    ];
    (select(&[15_u32, 40, 90, 160][..]), patterns, chances, key("sources", 1..=30_u32)).prop_map(
        |(per_year, (growth, month, weekday, hour), chances, sources)| {
            format!(
                "[arrivals]\nper_year = {per_year}\n{growth}{month}{weekday}{hour}{chances}{sources}"
            )
        },
    )
}

fn stays() -> impl Strategy<Value = String> {
    let kinds = (of(time(30.0)), of(time(60.0)));
    (time(90.0), kinds, of(time(40.0))).prop_map(|(default, (refuge, safe_place), move_on)| {
        let mut text = format!("[stay]\ndefault = {default}\n");
        text.extend(refuge.map(|time| format!("refuge = {time}\n")));
        text.extend(safe_place.map(|time| format!("safe_place = {time}\n")));
        text.extend(move_on.map(|time| format!("[move_on]\ndefault = {time}\n")));
        text
    })
}

fn waiting() -> impl Strategy<Value = String> {
    let patience = prop_oneof![3 => time(60.0), 1 => Just("\"unlimited\"".to_owned())];
    let order = key("order", select(&["arrival", "priority"][..]));
    let keys = (patience, order, key("places", 0..=8_u32));
    table("waiting", 0.75, keys, |(patience, order, places)| {
        format!("patience = {patience}\n{order}{places}")
    })
}

fn again(name: &'static str) -> impl Strategy<Value = String> {
    table(name, 0.5, (share(), time(40.0), key("at_most", 0..4_u32)), |(chance, after, at_most)| {
        format!("chance = {chance:?}\nafter = {after}\n{at_most}")
    })
}

fn course() -> impl Strategy<Value = String> {
    let funnel = ("contacted", "eligible", "sanctuary", "accepts");
    let funnel = (
        key(funnel.0, share()),
        key(funnel.1, share()),
        key(funnel.2, share()),
        key(funnel.3, share()),
    );
    let funnel = table("funnel", 0.5, funnel, |(a, b, c, d)| [a, b, c, d].concat());
    let days = || select(&[0.0, 1.0, 10.0, 45.0][..]);
    let from =
        key("from", select(vec![vec!["safe_place"], vec!["refuge"], vec!["safe_place", "refuge"]]));
    let served = key("served", select(&["first", "in_order", "last"][..]));
    let onward = table(
        "onward",
        0.6,
        (share(), from, key("may_stay_days", select(&[0.0, 1.0, 10.0, 400.0][..])), served),
        |(chance, from, may_stay, served)| format!("chance = {chance:?}\n{from}{may_stay}{served}"),
    );
    let induced = table(
        "induced_demand",
        0.4,
        (share(), days(), key("back_after_days", days())),
        |(share, after, back)| format!("share = {share:?}\nafter_days = {after:?}\n{back}"),
    );
    let factors = (key("complex", 0..3_u32), key("nrpf", share()), key("children", 1..3_u32));
    let factors = table("stay_factor", 0.3, factors, |(a, b, c)| [a, b, c].concat());
    let kinds =
        key("kinds", select(vec![vec!["refuge"], vec!["dispersed"], vec!["refuge", "safe_place"]]));
    let homes =
        table("move_on_homes", 0.5, (select(&[0, 5, 30, 120][..]), kinds), |(per_year, kinds)| {
            format!("per_year = {per_year}\n{kinds}")
        });
    let begins = key("begins", select(&["departure", "support_end"][..]));
    let second_stage =
        table("second_stage", 0.5, (share(), time(90.0), begins), |(share, stay, begins)| {
            format!("places = 3\nshare = {share:?}\nstay = {stay}\nat_most_days = 100.0\n{begins}")
        });
    let repairs = table("repairs", 0.4, (share(), time(20.0)), |(chance, time)| {
        format!("chance = {chance:?}\ntime = {time}\n")
    });
    let kept = key("kept_for_local", select(&[0_u32, 0, 1, 2][..]));
    let policy = select(&["preference", "first_fit"][..]);
    let placement = table("placement", 0.5, (policy, kept), |(policy, kept)| {
        format!("policy = {policy:?}\n{kept}")
    });
    let decisions = (
        key("nrpf", share()),
        key("pets", share()),
        key("single_sex", share()),
        key("unsafe_area", share()),
    );
    let decisions = table("decisions", 0.6, decisions, |(a, b, c, d)| {
        [a, b, c, d].concat() + "oldest_boy = 0.5\nroom_standard = 0.6\nperpetrator_check = 0.9\n"
    });
    (
        (funnel, waiting(), again("repeats"), again("returns")),
        (induced, factors, homes, second_stage),
        (repairs, placement, decisions, onward),
    )
        .prop_map(|(a, b, c)| [a.0, a.1, a.2, a.3, b.0, b.1, b.2, b.3, c.0, c.1, c.2, c.3].concat())
}

fn drawn() -> impl Strategy<Value = Drawn> {
    (stock(), head(), arrivals(), stays(), course(), households::classes(), any::<bool>()).prop_map(
        |(stock, head, arrivals, stays, course, households, at_midnight)| {
            let text = [head, arrivals, stays, course, households].concat();
            Drawn { stock, text, at_midnight }
        },
    )
}

/// So many cases, always the same ones unless a seed is asked for.
fn config() -> Config {
    const SEED: u64 = 1;
    let asked = Config::default();
    let rng_seed = match asked.rng_seed {
        RngSeed::Random => RngSeed::Fixed(SEED),
        RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
    };
    let cases = std::env::var("LINTEL_REPEATS").map_or(300, |said| said.parse().unwrap());
    Config { cases, rng_seed, failure_persistence: None, ..asked }
}

pub(crate) fn read(text: &str) -> Result<Scenario, String> {
    let read = scenario::read(&[common::source("drawn.toml", text)], &Evidence::default());
    read.map(|mut all| all.remove(0)).map_err(|issues| issues.to_string())
}

/// What must be seen in the course of the cases, else they prove little.
const ALL: [&str; 43] = [
    "a full waiting list",
    "a home nobody waits for",
    "a home to move on to",
    "a household that asks again",
    "a household that returns",
    "a resident found",
    "a source that already lives here or waits",
    "a unit held",
    "a unit kept for local households",
    "a unit ready again",
    "agencies that do not yet ask again",
    "an offer declined",
    "an opening",
    "a wait in a short stay that was too long",
    "asked",
    "asked again",
    "asks for a longer unit",
    "left a short stay without a longer unit",
    "lived in",
    "moved to a longer unit",
    "not asked",
    "not contacted",
    "not eligible",
    "one moved on at once",
    "one placed after waiting",
    "one served before others who asked earlier",
    "placed",
    "repairs",
    "sanctuary",
    "second stage from departure",
    "second stage from the end of support",
    "several units at once",
    "still here for want of a home or a longer unit",
    "still waiting",
    "supported",
    "too few units at once",
    "turned away after waiting",
    "turned away for another reason",
    "turned away for capacity",
    "turned away for want of funding",
    "turned away, having declined",
    "waited",
    "withdrew",
];

#[test]
fn the_replay_agrees_with_the_desk_whatever_the_scenario() {
    let seen = RefCell::new(Seen::new());
    let tried = TestRunner::new(config()).run(&drawn(), |drawn| {
        let mut scenario = read(&drawn.text).map_err(TestCaseError::fail)?;
        let homes = drawn.stock.estate();
        let there_are = u32::try_from(homes.estate.units.len()).unwrap();
        for class in &mut scenario.classes {
            class.units = class.units.min(there_are);
        }
        {
            let play = Play { replications: 2, at_midnight: drawn.at_midnight };
            compare(&scenario, &homes, play, &mut seen.borrow_mut())
        }
        .map_err(TestCaseError::fail)
    });
    if let Err(why) = tried {
        panic!("{}", why.to_string().replace("\\n", "\n"));
    }
    let seen = seen.into_inner();
    println!("{seen:#?}");
    let missing: Vec<&str> = ALL.into_iter().filter(|what| !seen.contains_key(what)).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}");
}

/// Units fall vacant, are repaired and open at the same moments, and it shows which comes first.
#[test]
fn it_agrees_where_everything_happens_on_mondays() {
    const WEEK: &str = "{ family = \"deterministic\", mean_days = 7.0 }";
    let person = "person = [{ role = \"adult\", age = 30, sex = \"female\" }]";
    let scenario = read(&format!(
        "name = \"mondays\"\nestate = \"drawn\"\nstart = \"2026-01-05\"\nyears = 1\n\
         start_state = \"empty\"\nwarm_up_years = 0\nreplications = 1\nseed = 7\n\
         [arrivals]\nper_year = 250\nby_weekday = [1, 0, 0, 0, 0, 0, 0]\n\
         [stay]\ndefault = {WEEK}\n[waiting]\npatience = \"unlimited\"\nplaces = 4\n\
         [repairs]\nchance = 0.5\ntime = {WEEK}\n\
         [[household]]\nname = \"one\"\nshare = 1.0\n\
         referral = {{ immediate_danger = true, homeless_before = false, {person} }}\n"
    ))
    .unwrap();
    let homes = Stock {
        folder: "data/stoke-on-trent",
        every: 3,
        from: 0,
        at_most: 12,
        nrpf_places: None,
        complex_needs_places: None,
        planned: Some(1),
        void: Some(2),
    }
    .estate();
    let mut seen = Seen::new();
    let play = Play { replications: 20, at_midnight: true };
    compare(&scenario, &homes, play, &mut seen).unwrap();
    for what in ["an opening", "a unit ready again", "one placed after waiting"] {
        assert!(seen[what] > 50, "{seen:?}");
    }
}

/// Short stays end where hardly anything longer ever falls vacant: some move on after a wait, some wait to the end.
#[test]
fn it_agrees_where_short_stays_end_and_little_is_free() {
    let person = "person = [{ role = \"adult\", age = 30, sex = \"female\" }]";
    let scenario = read(&format!(
        "name = \"short\"\nestate = \"drawn\"\nstart = \"2026-01-05\"\nyears = 1\n\
         start_state = \"empty\"\nwarm_up_years = 1\nreplications = 1\nseed = 7\n\
         [arrivals]\nper_year = 60\n\
         [stay]\ndefault = {{ family = \"exponential\", mean_days = 120.0 }}\n\
         safe_place = {{ family = \"exponential\", mean_days = 10.0 }}\n\
         [onward]\nchance = 0.9\nmay_stay_days = 200.0\n\
         [[household]]\nname = \"one\"\nshare = 1.0\n\
         referral = {{ immediate_danger = true, homeless_before = true, {person} }}\n"
    ))
    .unwrap();
    let homes = Stock {
        folder: "data/stoke-on-trent",
        every: 1,
        from: 10,
        at_most: 8,
        nrpf_places: None,
        complex_needs_places: None,
        planned: None,
        void: None,
    }
    .estate();
    let mut seen = Seen::new();
    compare(&scenario, &homes, Play { replications: 40, at_midnight: false }, &mut seen).unwrap();
    for what in ["still waits in a short stay", "one who waited in a short stay moved on"] {
        assert!(seen.get(what).is_some_and(|times| *times > 20), "{seen:?}");
    }
}

/// A home that is planned and has no day is nothing to wait for.
#[test]
fn it_agrees_where_the_only_unit_that_suits_never_opens() {
    let people = "person = [{ role = \"adult\", age = 30, sex = \"female\" }, \
                  { role = \"child\", age = 4, sex = \"female\" }]";
    let scenario = read(&format!(
        "name = \"never\"\nestate = \"drawn\"\nstart = \"2026-01-05\"\nyears = 1\n\
         start_state = \"empty\"\nwarm_up_years = 0\nreplications = 1\nseed = 7\n\
         [arrivals]\nper_year = 60\n\
         [stay]\ndefault = {{ family = \"exponential\", mean_days = 60.0 }}\n\
         [waiting]\npatience = \"unlimited\"\n\
         [[household]]\nname = \"one\"\nshare = 1.0\n\
         referral = {{ immediate_danger = true, homeless_before = false, {people} }}\n"
    ))
    .unwrap();
    let homes = Stock {
        folder: "data/stoke-on-trent",
        every: 1,
        from: 16,
        at_most: 2,
        nrpf_places: None,
        complex_needs_places: None,
        planned: Some(99),
        void: None,
    }
    .estate();
    let mut seen = Seen::new();
    compare(&scenario, &homes, Play { replications: 2, at_midnight: false }, &mut seen).unwrap();
    assert!(seen["nothing to wait for but a unit that never opens"] > 20, "{seen:?}");
}
