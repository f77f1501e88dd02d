//! Telling the truth never costs an offer: what is far changes nothing, and one more unsafe place never makes a unit
//! safer. Over random places of all of Great Britain, on both estates.

use crate::GEOGRAPHY;
use crate::common::{self, source};
use crate::properties::cases;
use jiff::Timestamp;
use lintel::base::geography::{Area, Geography, Reach};
use lintel::engine::eligibility::{Case, OccupancyView, Suitability};
use lintel::engine::placement::recommend;
use lintel::inputs::estate::OccupiedEstate;
use lintel::inputs::referral;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value as Json, json};
use std::sync::LazyLock;

static ESTATES: LazyLock<[OccupiedEstate; 2]> = LazyLock::new(|| {
    ["data/stoke-on-trent", "data/plymouth"].map(|folder| common::homes(folder, &GEOGRAPHY))
});

/// A place of the whole country, by kind and chance.
#[derive(Debug, Clone)]
struct AnyPlace {
    kind: u8,
    area: Index,
    within: Index,
}

fn any_place() -> impl Strategy<Value = AnyPlace> {
    (0..8_u8, any::<Index>(), any::<Index>()).prop_map(|(kind, area, within)| AnyPlace {
        kind,
        area,
        within,
    })
}

impl AnyPlace {
    /// As somebody would write it; also whether it is a code, a district or a well-known town.
    fn text(&self, geography: &Geography) -> (String, bool) {
        let areas = geography.postcode_areas();
        let area = self.area.get(&areas);
        let districts = geography.districts();
        let district = self.area.get(&districts);
        let postcode = || self.within.get(&geography.postcodes_of_area(area)).clone();
        let large =
            ["Leeds", "Carlisle", "Truro", "Inverness", "Swansea", "Norwich", "Crewe", "Exeter"];
        match self.kind {
            0 => (postcode(), true),
            1 => (self.within.get(&geography.sectors_of_area(area)).0.clone(), true),
            2 => (postcode().split(' ').next().unwrap().to_owned(), true),
            3 => (area.clone(), true),
            4 => (district.code.clone(), true),
            5 => (district.name.clone(), true),
            6 => ((*self.within.get(&large)).to_owned(), true),
            _ => {
                let towns = geography.towns_of_district(&district.code);
                let named = |at: &Index| towns.get(at.index(towns.len().max(1)));
                (
                    named(&self.within)
                        .map_or_else(|| "Nowhere".to_owned(), |town| town.name.clone()),
                    false,
                )
            }
        }
    }
}

fn form(places: &[(String, u32)]) -> Json {
    let places: Vec<Json> = places
        .iter()
        .map(|(place, radius)| json!({ "place": place, "radius_m": radius }))
        .collect();
    json!({
        "reference": "P-1", "received": "2026-11-20T21:40:00Z", "source": "self",
        "immediate_danger": true, "homeless_before": false, "unsafe": places,
        "person": [{ "role": "adult", "age": 34, "sex": "female" }, { "role": "child", "age": 8, "sex": "female" }],
    })
}

/// Each unit's verdict, and what the last place stands for.
fn verdicts(homes: &OccupiedEstate, places: &[(String, u32)]) -> (Vec<Suitability>, Option<Area>) {
    let text = form(places).to_string();
    let read = referral::read(source("r.json", &text), Timestamp::UNIX_EPOCH).unwrap();
    let home = homes.estate.home_sectors();
    let located = referral::locate(&read, &GEOGRAPHY, homes.estate.viewpoint(&home));
    let occupancy = OccupancyView::for_household(&homes.estate, &homes.occupancy.residents, &read);
    let answer = {
        let case = Case::new(homes.both(), &GEOGRAPHY, (&read.household, &located), &occupancy);
        recommend(&case, read.received)
    };
    let verdicts = answer.units.iter().map(|unit| unit.verdict.suitability()).collect();
    (verdicts, located.unsafe_areas.last().cloned())
}

/// The worse a verdict is, the higher.
fn severity(verdict: Suitability) -> u8 {
    match verdict {
        Suitability::Suitable => 0,
        Suitability::Decision => 1,
        Suitability::Unsuitable => 2,
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_lies_beyond_its_radius_of_every_unit_changes_no_verdict(
        which in 0..2_usize,
        before in prop::collection::vec(any_place(), 0..3),
        added in any_place(),
        radius in (0..100_u32).prop_map(|steps| steps * 500),
    ) {
        let homes = &ESTATES[which];
        let mut places: Vec<(String, u32)> =
            before.iter().map(|place| (place.text(&GEOGRAPHY).0, 2_000)).collect();
        let (without, _) = verdicts(homes, &places);
        let (text, is_certain) = added.text(&GEOGRAPHY);
        places.push((text.clone(), radius));
        let (with, area) = verdicts(homes, &places);
        let area = area.unwrap();
        let beyond = |sector| GEOGRAPHY.reach(sector, &area, radius) == Reach::None;
        let is_beyond = !area.is_empty() && homes.estate.home_sectors().into_iter().all(beyond);
        if is_beyond && is_certain {
            prop_assert!(!area.asks(), "{text}: {area:?}");
            prop_assert_eq!(&with, &without, "{}", text);
        }
        for (with, without) in with.iter().zip(&without) {
            prop_assert!(severity(*with) >= severity(*without), "{text} makes a unit safer");
        }
    }
}

#[test]
fn most_of_the_country_is_far_and_clears() {
    let homes = &ESTATES[0];
    let (plain, _) = verdicts(homes, &[]);
    for place in [
        "LS1 4AP",
        "M1",
        "de 1",
        "Leeds",
        "Greater London",
        "E08000035",
        "Manchester",
        "Plymouth",
        "Cardiff",
        "BT1 5GS",
        "Belfast",
        "Isle of Man",
        "abroad",
        "Jersey",
        "Highland",
        "Newport",
        "AB",
    ] {
        let (with, area) = verdicts(homes, &[(place.to_owned(), 5_000)]);
        assert_eq!(with, plain, "{place}: {area:?}");
    }
}

#[test]
fn what_nobody_knows_is_asked_about_at_every_unit() {
    let homes = &ESTATES[0];
    for place in ["Meyr Nowhere", "???", "Flat 2", "Newcastel", "XX9 9XX"] {
        let (with, area) = verdicts(homes, &[(place.to_owned(), 500)]);
        assert!(with.iter().all(|verdict| *verdict != Suitability::Suitable), "{place}: {area:?}");
        assert!(area.unwrap().is_unknown(), "{place}");
    }
}
