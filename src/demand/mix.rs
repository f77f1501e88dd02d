//! The mix of households of a scenario, its places looked up and its times made ready.

use super::quantile::Quantile;
use crate::domain::{Kind, Referral};
use crate::estate::Estate;
use crate::geography::{Area, Geography, Places, SectorId};
use crate::reading::{At, Issues, Sink};
use crate::scenario::{DrawnUnsafe, HouseholdClass, Scenario};

/// Everything that is drawn from.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Referrals per day.
    pub per_day: f64,
    /// Referrals per day of the process that arrivals are thinned from.
    pub dominating_per_day: f64,
    /// The classes of the mix.
    pub classes: Vec<Class>,
    /// How long a household waits before it gives up; none: it does not wait.
    pub patience: Option<Quantile>,
    /// Support time of residents found at the start, by kind.
    pub resident_support: [Quantile; 3],
    /// Their wait for move-on housing.
    pub resident_move_on: [Option<Quantile>; 3],
}

/// One class of households.
#[derive(Debug, Clone)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// The shares of this class and all before it.
    pub share_up_to: f64,
    /// Such a referral.
    pub referral: Referral,
    /// Its fixed places.
    pub places: Places,
    /// The unsafe place drawn for each household, if any.
    pub drawn: Option<Drawn>,
    /// Support time by kind.
    pub support: [Quantile; 3],
    /// Wait for move-on housing by kind.
    pub move_on: [Option<Quantile>; 3],
    /// Children in such a household.
    pub children: u32,
}

/// An unsafe place to be drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The postcodes to draw from.
    pub candidates: Area,
    /// Its radius, in metres.
    pub radius_m: u32,
    /// The chance that a household has such a place.
    pub chance: f64,
}

/// Makes a scenario ready for drawing on an estate.
///
/// # Errors
/// Every place of the scenario that is unknown.
pub fn build(
    file: &str,
    scenario: &Scenario,
    estate: &Estate,
    geography: &Geography,
) -> Result<Demand, Issues> {
    let home = estate.home_sectors();
    let mut builder = Builder { scenario, estate, geography, home, sink: Sink::new(file) };
    let mut share_up_to = 0.0;
    let mut classes = Vec::new();
    for (k, class) in scenario.classes.iter().enumerate() {
        share_up_to += class.share;
        classes.push(builder.class(class, share_up_to, &format!("household[{k}]")));
    }
    let per_day = scenario.arrivals.per_day();
    let demand = Demand {
        per_day,
        dominating_per_day: power_of_two_from(per_day),
        classes,
        patience: scenario.waiting.map(|waiting| Quantile::of(waiting.patience)),
        resident_support: by_kind(|kind| support_of(scenario, kind)),
        resident_move_on: by_kind(|kind| move_on_of(scenario, kind)),
    };
    builder.sink.into_issues().or_value(Some(demand))
}

/// The least power of two that is no smaller: scenarios of like demand thin the same process, so that
/// the households of the lower are among those of the higher.
fn power_of_two_from(rate: f64) -> f64 {
    let mut power = 1.0 / 1024.0;
    while power < rate {
        power *= 2.0;
    }
    power
}

/// Looks places up and gathers what is wrong with them.
struct Builder<'a> {
    scenario: &'a Scenario,
    estate: &'a Estate,
    geography: &'a Geography,
    home: Vec<SectorId>,
    sink: Sink,
}

impl Builder<'_> {
    fn look(&mut self, name: &str, key: &str) -> Area {
        self.geography.resolve(name, &self.home).unwrap_or_else(|why| {
            why.note(name, At::new(key, None), &mut self.sink);
            Area::not_checked()
        })
    }

    fn class(&mut self, class: &HouseholdClass, share_up_to: f64, place: &str) -> Class {
        let named = class.referral.unsafe_places.iter().enumerate();
        let unsafe_areas = named
            .map(|(n, named)| {
                self.look(&named.place, &format!("{place}.referral.unsafe[{n}].place"))
            })
            .collect();
        let near = class.referral.wishes.near.iter().enumerate();
        let near = near
            .map(|(n, name)| self.look(name, &format!("{place}.referral.preferences.near[{n}]")))
            .collect();
        let own =
            class.unsafe_drawn.clone().map(|drawn| (drawn, format!("{place}.unsafe_drawn.from")));
        let shared = || Some((self.scenario.unsafe_drawn.clone()?, "unsafe_drawn.from".to_owned()));
        let drawn = own.or_else(shared).map(|(drawn, key)| self.drawn(&drawn, &key));
        let stay = class.stay.map(Quantile::of);
        let scenario = self.scenario;
        Class {
            name: class.name.clone(),
            share_up_to,
            children: u32::try_from(class.referral.children().count()).unwrap_or(u32::MAX),
            referral: class.referral.clone(),
            places: Places { unsafe_areas, near },
            drawn,
            support: by_kind(|kind| stay.unwrap_or_else(|| support_of(scenario, kind))),
            move_on: by_kind(|kind| if stay.is_some() { None } else { move_on_of(scenario, kind) }),
        }
    }

    fn drawn(&mut self, drawn: &DrawnUnsafe, key: &str) -> Drawn {
        Drawn {
            candidates: self.look(&drawn.from, key),
            radius_m: drawn.radius_m.unwrap_or(self.estate.provider.default_radius_m),
            chance: drawn.chance,
        }
    }
}

fn by_kind<T>(of: impl Fn(Kind) -> T) -> [T; 3] {
    Kind::ALL.map(of)
}

/// A scenario that was read has a stay for every kind, or every class has its own.
fn support_of(scenario: &Scenario, kind: Kind) -> Quantile {
    scenario.stay.of(kind).map_or(Quantile::Point(0.0), Quantile::of)
}

fn move_on_of(scenario: &Scenario, kind: Kind) -> Option<Quantile> {
    scenario.move_on.and_then(|move_on| move_on.of(kind)).map(Quantile::of)
}
