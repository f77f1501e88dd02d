//! Over the whole casebook the desk says the same words at a terminal and in a browser.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]

use crate::common::{self, source};
use crate::said_alike::says_the_same_everywhere;
use crate::screens::NOW;
use jiff::Timestamp;
use lintel::base::domain::Referral;
use lintel::base::geography::{Geography, Places};
use lintel::desk::allocation::{Batch, Household, Options, Terms, Way, allocate, explain};
use lintel::desk::outlook::{Outlook, OutlookQuestion, simulate};
use lintel::engine::eligibility::{Case, OccupancyView};
use lintel::engine::placement::recommend;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::referral;
use lintel::inputs::scenario::Scenario;
use lintel::presentation::wording::{self, why_not::why_not};
use std::fs;

/// Stoke's homes, and everybody of the casebook before them.
struct Desk {
    geography: Geography,
    homes: OccupiedEstate,
    households: Vec<(Referral, Places)>,
}

impl Desk {
    fn with_the_casebook() -> Self {
        let geography = common::geography();
        let homes = common::homes("data/stoke-on-trent", &geography);
        let mut files: Vec<_> = fs::read_dir("tests/casebook")
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
            .collect();
        files.sort();
        let home = homes.estate.home_sectors();
        let read = |path: &std::path::PathBuf| {
            let text = fs::read_to_string(path).unwrap();
            let form = referral::read(source("case.toml", &text), now()).unwrap();
            let places = referral::locate(&form, &geography, homes.estate.viewpoint(&home));
            (form, places)
        };
        let households = files.iter().map(read).collect();
        Self { geography, homes, households }
    }

    /// Does something for each household with its case.
    fn each(&self, mut show: impl FnMut(&Case<'_>, &Referral)) {
        assert!(self.households.len() >= 38);
        for (form, places) in &self.households {
            let residents = &self.homes.occupancy.residents;
            let occupancy = OccupancyView::for_household(&self.homes.estate, residents, form);
            let who = (&form.household, places);
            show(&Case::new(self.homes.both(), &self.geography, who, &occupancy), form);
        }
    }

    /// The first so many as a batch that asks together.
    fn together(&self, households: &[(Referral, Places)], show: impl FnOnce(&Batch<'_>)) {
        let household = |(referral, places): &(Referral, Places)| Household {
            referral: referral.clone(),
            places: places.clone(),
        };
        let households: Vec<Household> = households.iter().map(household).collect();
        show(&Batch {
            estate: &self.homes.estate,
            occupancy: &self.homes.occupancy,
            geography: &self.geography,
            households: &households,
            movable: &[],
            terms: &Terms::default(),
        });
    }
}

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

#[test]
fn a_recommendation_and_every_unit_say_the_same_everywhere() {
    Desk::with_the_casebook().each(|case, referral| {
        let answer = recommend(case, referral.received);
        let of = (case, referral);
        says_the_same_everywhere(&wording::recommendation(of, &answer, None, now()));
        says_the_same_everywhere(&wording::every_unit(case, &answer));
        let household = wording::Household::of(case, referral, now());
        says_the_same_everywhere(&wording::form("case.toml", &household));
    });
}

#[test]
fn an_outlook_says_the_same_everywhere() {
    let scenarios = common::scenarios("base = \"stoke-37\"\nname = \"casebook\"\n");
    Desk::with_the_casebook().each(|case, referral| {
        let tonight = recommend(case, referral.received);
        let question = OutlookQuestion {
            case,
            referral,
            asked: referral.received,
            waiting: Some(&[]),
            histories: 8,
            borrowed_from: None,
        };
        let of = (case, referral);
        let outlook = Outlook::at_once(&question, &tonight).unwrap_or_else(|| {
            let count = |scenario| (scenario, simulate(&question, scenario, "stoke-37").unwrap());
            let counted: Vec<(&Scenario, _)> = scenarios.iter().map(count).collect();
            Outlook::of(&question, &tonight, &counted)
        });
        says_the_same_everywhere(&wording::outlook::outlook(of, &tonight, &outlook, now()));
        let beside = wording::recommendation(of, &tonight, Some(&outlook), now());
        says_the_same_everywhere(&beside);
    });
}

#[test]
fn an_allocation_and_why_not_say_the_same_everywhere() {
    let desk = Desk::with_the_casebook();
    let alone = desk.households.chunks(1);
    for asking in alone.chain([&desk.households[..12], &desk.households[..]]) {
        desk.together(asking, |batch| {
            let answer = allocate(batch, Options::default()).unwrap();
            let passed_over = ["notes.txt".to_owned()];
            let document = wording::allocation::allocation(batch, &answer, &passed_over, now());
            says_the_same_everywhere(&document);
            let unit = asking.len() % batch.estate.units.len();
            for unit in [unit, 5, 22] {
                let found = explain(batch, 0, unit, Way::Fastest).unwrap();
                says_the_same_everywhere(&why_not(batch, (0, unit), &found, now()));
            }
        });
    }
}
