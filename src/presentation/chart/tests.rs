//! Every picture of invented forecasts: nothing beyond the frame, titles short, the text says the finding.

use super::*;
use crate::base::domain::{Kind, Past, PastMeasure, ReturnReason, RuleName, RuleSet};
use crate::base::statistics::{Interval, Portion, float};
use crate::planning::calibration::{
    Calibrated, Diagnostics, Forecast as CalibratedForecast, Knowing, Span, Swing,
};
use crate::planning::forecast::{
    AtLeast, Beside, FigureTable, Group, Invented, Measure, Rate, SecondStage, Statistics,
    WaitLength,
};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A figure whose band is a fifth to either side.
fn around(mean: f64) -> Statistics {
    [1.0, 0.02, 0.8, 0.85, 0.9, 1.0, 1.1, 1.15, 1.2].map(|factor| factor * mean)
}

fn quarter_days() -> Vec<Date> {
    (0..8).map(|k| date(2026, 10, 1).saturating_add(jiff::Span::new().months(3 * k))).collect()
}

/// Two years of which nothing is known but that so many ask, and what every forecast has.
fn invented(reading: &str, more: &[((Measure, Group), f64)]) -> Forecast {
    let of_everybody = |measure| ((measure, Group::All), vec![Some([0.0; 9]); 11]);
    let reasons = ReturnReason::ALL.map(Measure::Unmet);
    let others = [
        Measure::UnmetNeed,
        Measure::HouseholdsNeverPlaced,
        Measure::Withdrew,
        Measure::Waiting,
        Measure::PlacedLonger,
        Measure::PlacedShortOnly,
        Measure::NotPlaced,
        Measure::OnwardAsked,
        Measure::OnwardPlaced,
        Measure::OnwardUnmet,
        Measure::OnwardWaiting,
    ];
    let rates = Rate::ALL.map(Measure::Rate);
    let counts = reasons.into_iter().chain(others).chain(rates).map(of_everybody);
    let mut series: Invented = counts.collect();
    series.extend(more.iter().map(|(of, mean)| {
        let [total, year, quarter] = [1.0, 2.0, 8.0].map(|parts| Some(around(mean / parts)));
        (*of, [[total; 1].as_slice(), &[year; 2], &[quarter; 8]].concat())
    }));
    Forecast {
        scenario: "invented".to_owned(),
        reading: reading.to_owned(),
        what_if: false,
        quarter_days: quarter_days(),
        classes: Vec::new(),
        frame: polars::prelude::DataFrame::empty(),
        table: FigureTable::invented(8, 0, series),
        beside: Beside::default(),
    }
}

/// Two years in which so many of a hundred referrals a year have unmet need.
fn forecast(reading: &str, unmet: f64) -> Forecast {
    let barrier =
        |rules: &[RuleName]| Group::Barrier(rules.iter().copied().collect::<RuleSet>().order_key());
    let together = barrier(&[RuleName::OldestBoy, RuleName::RoomStandard, RuleName::Mobility]);
    let need_unmet = Measure::Rate(Rate::NeedUnmet);
    let mut made = invented(
        reading,
        &[
            ((Measure::Referrals, Group::All), 200.0),
            ((Measure::Households, Group::All), 200.0),
            ((Measure::UnmetNeed, Group::All), 2.0 * unmet),
            ((Measure::HouseholdsNeverPlaced, Group::All), 2.0 * unmet),
            ((Measure::Unmet(ReturnReason::Capacity), Group::All), 1.5 * unmet),
            ((Measure::Occupancy, Group::All), 0.6),
            ((Measure::Occupancy, Kind::Refuge.into()), 0.81),
            ((Measure::Occupancy, Kind::Dispersed.into()), 0.4),
            ((need_unmet, together), unmet / 900.0),
            ((need_unmet, barrier(&[RuleName::SleepingPlaces])), unmet / 1000.0),
            ((Measure::Rate(Rate::UnmetCapacity), Group::All), unmet / 200.0),
            ((Measure::PlacedLonger, Group::All), 120.0),
            ((Measure::PlacedShortOnly, Group::All), 44.0),
            ((Measure::NotPlaced, Group::All), 2.0 * unmet),
            ((Measure::OnwardAsked, Group::All), 40.0),
            ((Measure::OnwardUnmet, Group::All), 12.0),
            ((Measure::SecondStage, Group::All), 14.0),
            ((Measure::SecondStageOver, Group::All), 0.3),
            ((Measure::WaitDays, Group::All), 6.0),
        ],
    );
    let week = |mean: f64| {
        let band = [1.0, 0.02, 0.8, 0.85, 0.9, 1.0, 1.05, 1.1, 1.2];
        Some(band.map(|factor| (factor * mean).min(1.0_f64.max(mean * 1.2))))
    };
    let weeks = |mean: f64| (0..104).map(|k| if k == 7 { None } else { week(mean) }).collect();
    let first = date(2026, 10, 1);
    let beside = &mut made.beside;
    beside.histories = 100;
    beside.week_days = (0..104).map(|k| first.saturating_add(jiff::Span::new().weeks(k))).collect();
    beside.occupancy = vec![(Kind::Refuge, weeks(0.81)), (Kind::Dispersed, weeks(0.4))];
    beside.second_stage = Some(SecondStage { places: 15, weeks: weeks(14.0) });
    let at_least = |households: u64| AtLeast {
        households,
        years: Portion::new((1.0 - float(households) / (2.0 * unmet + 1.0)).max(0.0), 100),
    };
    beside.exceedance = (0..100).map(at_least).collect();
    beside.waits = [(0, Some(0), 0.5), (1, Some(6), 0.2), (7, None, 0.3)]
        .map(|(from_days, to_days, share)| WaitLength {
            from_days,
            to_days,
            placed: Some(Portion::new(share, 100)),
            gave_up: None,
        })
        .to_vec();
    made
}

fn recorded(value: u32) -> Past {
    Past {
        from: date(2024, 4, 1),
        to: date(2025, 3, 31),
        measure: PastMeasure::UnmetCapacity,
        value,
        source: "Return".to_owned(),
    }
}

fn named<'a>(pictures: &'a [Scene<'a>], name: &str) -> &'a Scene<'a> {
    pictures.iter().find(|picture| picture.name == name).unwrap()
}

/// The numbers of an attribute of an element, such as `x` or `points`.
fn numbers(element: &str, attribute: &str) -> Vec<f64> {
    let Some((_, rest)) = element.split_once(&format!(" {attribute}=\"")) else {
        return Vec::new();
    };
    let said = rest.split('"').next().unwrap_or_default();
    said.split([' ', ',']).filter(|text| !text.is_empty()).map(|n| n.parse().unwrap()).collect()
}

/// Every point of every shape, and the ends of every text as wide as its letters usually are.
fn across(svg: &str) -> (Vec<f64>, Vec<f64>) {
    const WIDTH_OF_A_LETTER: f64 = 0.5;
    let (mut xs, mut ys) = (Vec::new(), Vec::new());
    for element in svg.split('<').skip(2) {
        for at in ["x", "x1", "x2"] {
            xs.extend(numbers(element, at));
        }
        for at in ["y", "y1", "y2"] {
            ys.extend(numbers(element, at));
        }
        for (k, number) in numbers(element, "points").into_iter().enumerate() {
            if k % 2 == 0 { xs.push(number) } else { ys.push(number) }
        }
        if element.starts_with("text") {
            let (tag, said) = element.split_once('>').unwrap();
            let letters = float(said.trim().chars().count());
            let size = numbers(tag, "font-size").first().copied().unwrap_or(13.0) / 1.24;
            let (x, long) = (numbers(tag, "x")[0], letters * size * WIDTH_OF_A_LETTER);
            xs.push(match tag.contains("\"end\"") {
                true => x - long,
                false if tag.contains("\"middle\"") => x + long / 2.0,
                false => x + long,
            });
        }
    }
    (xs, ys)
}

/// Both side by side and one below the other.
fn stays_within_its_frame(picture: &Scene<'_>) {
    let wide = picture.svg().unwrap();
    assert!(across(&wide).0.len() > 10, "{} has hardly anything", picture.name);
    let narrow = picture.narrow().unwrap().panels.into_iter().map(|panel| panel.svg);
    narrow.chain([wide]).for_each(|svg| nothing_lies_beyond(picture, &svg));
}

fn nothing_lies_beyond(picture: &Scene<'_>, svg: &str) {
    let open = svg.split('>').next().unwrap();
    let (width, height) = (numbers(open, "width")[0], numbers(open, "height")[0]);
    let (xs, ys) = across(svg);
    let beyond = |all: &[f64], most: f64| {
        all.iter().copied().filter(|at| !(0.0..=most).contains(at)).collect::<Vec<_>>()
    };
    assert_eq!(beyond(&xs, width), Vec::<f64>::new(), "{} across", picture.name);
    assert_eq!(beyond(&ys, height), Vec::<f64>::new(), "{} down", picture.name);
}

#[test]
fn a_scenario_with_everything_has_all_its_pictures() {
    let forecasts = [forecast("few", 3.0), forecast("many", 60.0)];
    let (pictures, skipped) = of_forecasts(&forecasts).unwrap();
    assert_eq!((pictures.len(), skipped), (10, Vec::new()));
    for picture in &pictures {
        stays_within_its_frame(picture);
        let words = picture.title.split_whitespace().count();
        assert!(words <= 10, "{} words: {}", words, picture.title);
        assert!(picture.text.starts_with(&picture.title), "{}", picture.text);
        assert!(picture.text.contains("imulated"), "{}", picture.text);
        let svg = picture.svg().unwrap();
        assert!(svg.contains("<title") && svg.contains("Simulated;"));
        assert!(picture.png().unwrap().starts_with(b"\x89PNG"));
        for reading in ["few", "many"] {
            assert!(picture.csv().unwrap().contains(reading), "{} has both readings", picture.name);
        }
    }
}

#[test]
fn the_finding_is_computed_from_the_figures() {
    let forecasts = [forecast("few", 3.0), forecast("many", 60.0)];
    let (pictures, _) = of_forecasts(&forecasts).unwrap();
    let title = |name: &str| named(&pictures, name).title.as_str();
    assert_eq!(
        title("unmet-need-by-year"),
        "Unmet need each year: 2.4 to 72 households, by reading"
    );
    assert_eq!(title("readings"), "2.4 to 72 a year find no place, by reading");
    assert_eq!(title("occupancy-by-kind"), "Dispersed homes are lived in 32% to 48% of nights");
    assert_eq!(title("refusals-by-barrier"), "Suitable units are full: 2% or 30% of referrals");
    assert_eq!(title("occupancy-by-week"), "Refuge units are fullest: lived in 81% of nights");
    assert_eq!(title("placed-for-how-long"), "Only a short stay: 22 households a year");
    assert_eq!(title("waiting-time"), "Placed only after a week or more: 30%");
    assert_eq!(title("second-stage-by-week"), "Second stage exceeds its 15 places 30% of the time");
    // Of (2 x 60 + 1) equal steps the last that a tenth of years reaches is none below 99.
    assert_eq!(title("bad-years"), "Worst tenth of years: from 6 or 99 turned away");
}

#[test]
fn what_a_scenario_does_not_have_is_left_out_with_its_reason() {
    let mut plain = forecast("", 0.0);
    plain.beside.exceedance.clear();
    plain.beside.waits.clear();
    plain.beside.second_stage = None;
    let plain = [plain];
    let (pictures, skipped) = of_forecasts(&plain).unwrap();
    let names: Vec<&str> = skipped.iter().map(|skipped| skipped.name).collect();
    assert_eq!(names, ["refusals-by-barrier", "bad-years", "waiting-time", "second-stage-by-week"]);
    assert_eq!(pictures.len(), 6);
    pictures.iter().for_each(stays_within_its_frame);
}

#[test]
fn a_panel_only_for_the_scenario_that_has_second_stage() {
    let mut without = forecast("without", 3.0);
    without.beside.second_stage = None;
    let forecasts = [without, forecast("with", 3.0)];
    let (pictures, _) = of_forecasts(&forecasts).unwrap();
    let picture = named(&pictures, "second-stage-by-week");
    assert!(!picture.text.contains("without"), "{}", picture.text);
    assert!(!picture.csv().unwrap().contains("without"));
}

#[test]
fn the_past_is_shown_beside_the_fan_and_said_to_be_another_count() {
    let mut joined = forecast("", 30.0);
    joined.beside.history = vec![recorded(27)];
    let plain = forecast("", 30.0);
    let (with, without) = (fan::scene(&[&joined]).unwrap(), fan::scene(&[&plain]).unwrap());
    stays_within_its_frame(&with);
    for said in
        ["recorded: 27 households not accommodated for capacity", "spread evenly", "another count"]
    {
        assert!(with.text.contains(said), "{said}: {}", with.text);
        assert!(with.svg().unwrap().contains(said), "{said}");
        assert!(!without.text.contains(said) && !without.svg().unwrap().contains(said), "{said}");
    }
    let (with, without) = (with.csv().unwrap(), without.csv().unwrap());
    let row = with.lines().find(|line| line.contains("unmet_capacity")).unwrap();
    assert!(row.contains("2024-04-01,2025-03-31") && row.ends_with("unmet_capacity,27,Return"));
    assert_eq!(with.lines().count(), without.lines().count() + 1);
}

#[test]
fn what_was_counted_long_ago_or_during_the_forecast_is_not_drawn() {
    for from in [date(2010, 4, 1), date(2026, 4, 1)] {
        let mut past = recorded(27);
        (past.from, past.to) = (from, from.saturating_add(jiff::Span::new().years(1)));
        let mut forecast = forecast("", 30.0);
        forecast.beside.history = vec![past];
        assert!(!fan::scene(&[&forecast]).unwrap().text.contains("recorded"), "{from}");
    }
}

#[test]
fn referrals_are_not_called_households_where_one_may_make_several() {
    let figures = [(Measure::Referrals, 240.0), (Measure::Households, 200.0)]
        .map(|(of, mean)| ((of, Group::All), mean));
    let forecast = invented("", &figures);
    let picture = fan::scene(&[&forecast]).unwrap();
    assert_eq!(picture.title, "0 referrals a year have unmet need");
}

/// A reading whose unknowns move the forecast by so much to either side.
fn calibrated(reading: &str, mean: f64, moves: &[(&str, f64)]) -> Calibrated {
    let span = |mean: f64| Span { mean, low: 0.5 * mean, high: 2.0 * mean };
    let swing = |(unknown, by): &(&str, f64)| Swing {
        unknown: (*unknown).to_owned(),
        unit: "share".to_owned(),
        low: 0.123,
        high: 0.987,
        away_if_low: mean - by,
        away_if_high: mean + 1.5 * by,
        moves: Interval { mean: 2.5 * by, low: 2.4 * by, high: 2.6 * by },
        worth: Some(Knowing { gain: by / 9.0, low: 0.0, high: *by, at_most: *by }),
    };
    Calibrated {
        reading: reading.to_owned(),
        about: String::new(),
        what_if: false,
        records: Vec::new(),
        unknowns: Vec::new(),
        diagnostics: Diagnostics {
            draws: 1,
            rounds: 0,
            effective: 1.0,
            effective_at_first: 1.0,
            greatest_weight: 1.0,
            enough: false,
        },
        forecast: CalibratedForecast {
            away: span(mean),
            away_error: 0.0,
            placed: span(mean),
            variance_by_chance: 1.0,
            variance_by_parameters: 1.0,
            chance_share: 0.5,
        },
        swings: moves.iter().map(swing).collect(),
        alternatives: Vec::new(),
        refusal_log: None,
        refusal_log_narrows: None,
    }
}

#[test]
fn a_tornado_names_its_readings_and_says_what_matters_most() {
    let few = calibrated("few", 3.0, &[("share needing a unit", 2.5), ("stay", 0.4)]);
    let many = calibrated("many", 60.0, &[("share needing a unit", 30.0), ("stay", -9.0)]);
    let both = [few.clone(), many];
    let picture = which_unknown_matters("invented", &both);
    stays_within_its_frame(&picture);
    assert_eq!(picture.title, "Share needing a unit matters most in every reading");
    for said in ["few", "many"] {
        assert!(picture.svg().unwrap().contains(said) && picture.text.contains(said), "{said}");
        assert!(picture.csv().unwrap().contains(said), "{said}");
    }
    assert!(picture.text.starts_with(&picture.title) && picture.text.contains("imulated"));
    let few = [few];
    let alone = which_unknown_matters("invented", &few);
    assert_eq!(alone.title, "Share needing a unit matters most if \u{201c}few\u{201d}");
    stays_within_its_frame(&alone);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    /// However far an unknown moves the forecast, to whichever side.
    #[test]
    fn no_tornado_leaves_its_frame(
        moves in proptest::collection::vec(-200.0_f64..200.0, 1..5),
        mean in 0.0_f64..400.0,
    ) {
        let readings: Vec<Calibrated> = moves
            .iter()
            .map(|by| {
                let moves = [("requests per household turned away", *by), ("stay", by / 100.0)];
                calibrated("77% over Staffordshire", mean, &moves)
            })
            .collect();
        let picture = which_unknown_matters("invented", &readings);
        stays_within_its_frame(&picture);
    }

    /// Whatever comes out, however many scenarios stand side by side.
    #[test]
    fn no_figure_leaves_its_frame(
        unmet in proptest::collection::vec(0.0_f64..5_000.0, 1..5),
        value in 5_u32..4_000,
    ) {
        let forecasts: Vec<Forecast> = unmet
            .iter()
            .enumerate()
            .map(|(k, unmet)| {
                let mut forecast = forecast(&format!("reading {k}"), *unmet);
                forecast.beside.history = vec![recorded(value)];
                forecast
            })
            .collect();
        let (pictures, _) = of_forecasts(&forecasts).unwrap();
        pictures.iter().for_each(stays_within_its_frame);
    }
}

#[test]
fn one_below_the_other_panels_say_what_they_say_side_by_side() {
    let forecasts = [forecast("few", 3.0), forecast("many", 60.0)];
    let (pictures, _) = of_forecasts(&forecasts).unwrap();
    for picture in &pictures {
        // Lines break elsewhere and joints have punctuation, and a number of a scale may find no room: words are held against words.
        let words = |said: &str| -> BTreeSet<String> {
            let end = |letter: char| !letter.is_alphanumeric();
            said.split_whitespace().map(|word| word.trim_end_matches(end).to_owned()).collect()
        };
        let said = |svg: &str| {
            let texts = svg.split("<text ").skip(1).filter_map(|text| text.split_once('>'));
            let texts = texts.map(|(_, rest)| rest.split('<').next().unwrap().trim());
            words(&texts.collect::<Vec<_>>().join(" ").replace("&amp;", "&"))
        };
        let (wide, narrow) = (said(&picture.svg().unwrap()), picture.narrow().unwrap());
        // Every reading on one line stands in one panel.
        let panels = if picture.name == "readings" { 1 } else { 2 };
        assert_eq!(narrow.panels.len(), panels, "{}", picture.name);
        let mut all = words(&format!("{} {}", picture.title, narrow.shown));
        all.extend(narrow.notes.iter().flat_map(|note| words(note)));
        for panel in narrow.panels {
            all.extend(words(&panel.name));
            all.extend(said(&panel.svg));
            all.extend(panel.legend.iter().flat_map(|line| words(line)));
        }
        let has_letters = |word: &&String| word.chars().any(char::is_alphabetic);
        let only_here: Vec<&String> = all.difference(&wide).collect();
        let only_there: Vec<&String> = wide.difference(&all).filter(has_letters).collect();
        assert!(
            only_here.is_empty() && only_there.is_empty(),
            "{}: {only_here:?}, {only_there:?}",
            picture.name
        );
    }
}
