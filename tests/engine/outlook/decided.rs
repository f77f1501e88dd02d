//! What waiting says of decisions: a household that waits although a unit stands vacant which somebody could grant it
//! was not granted it.

use super::{HISTORIES, Truth};
use jiff::Timestamp;
use lintel::base::domain::{InWords, Referral, Resident, RuleName};
use lintel::base::geography::Places;
use lintel::inputs::occupancy::{ListRead, OccupancySource};
use lintel::inputs::scenario::{Decisions, Scenario};

impl Truth {
    /// A woman with a dog.
    fn with_a_dog(&self, reference: &str, received: &str) -> (Referral, Places) {
        let class = self.demand.classes.iter().find(|c| c.name == "woman with a dog").unwrap();
        let received = received.parse::<Timestamp>().unwrap();
        let referral = crate::asking(class.household.clone(), reference, received);
        (referral, class.places.clone())
    }

    /// In how many of the fortnights a week brings something for a woman with a dog, behind another who waits although a
    /// unit of the refuge that could be hers if the dog were agreed to stands vacant.
    fn behind_another(&self, chance_of_the_dog: f64) -> u32 {
        let mut homes = self.homes.clone();
        homes.occupancy.residents = (1..homes.estate.units.len())
            .map(|unit| Resident {
                unit,
                reference: format!("T-{unit}"),
                moved_in: Some("2026-01-01".parse().unwrap()),
                complex_needs: false,
                nrpf: false,
                keep_apart: Vec::new(),
                in_words: InWords::default(),
                movable: false,
                left: None,
            })
            .collect();
        homes.occupancy.source = OccupancySource::List(ListRead::default());
        let hers = self.with_a_dog("T-last", "2026-01-20T10:00:00Z");
        let waiting = [self.with_a_dog("T-first", "2026-01-19T10:00:00Z")];
        let decisions = Decisions::new([(RuleName::Pets, chance_of_the_dog)].into());
        let scenario = Scenario { decisions, ..self.scenario.clone() };
        self.counts(&homes, &hers, &waiting, &scenario).suits[2]
    }
}

const FIVE_IN_A_HUNDRED: u32 = HISTORIES.div_euclid(20);

#[test]
fn who_waits_beside_a_vacant_unit_was_not_granted_it() {
    let truth = Truth::open("tests/engine/outlook/truth.toml");
    let [never, nearly_always] = [0.0, 0.95].map(|chance| truth.behind_another(chance));
    // That she waits is all the same evidence; had her dog been agreed to, nobody would stand in front.
    assert!(never.abs_diff(nearly_always) < FIVE_IN_A_HUNDRED, "{never} and {nearly_always}");
    assert!(never > FIVE_IN_A_HUNDRED, "{never}");
}
