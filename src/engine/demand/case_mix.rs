//! The mix of households of a scenario, its places looked up and its times made ready.

use super::course::{Course, precedence, support_factor};
use super::quantile::Quantile;
use super::tabulated::Tabulated;
use crate::base::domain::referral::Source;
use crate::base::domain::{Household, Kind, Referral};
use crate::base::geography::{Area, Geography, Places, Postcodes, SectorId};
use crate::base::parse::{At, Code, Issues, Sink};
use crate::inputs::estate::Estate;
use crate::inputs::scenario::{
    Arrivals, Distribution, DrawnUnsafe, Funnel, HouseholdClass, Scenario, Stays,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is drawn from.
#[derive(Debug, Clone)]
pub struct Demand {
    /// How referrals come.
    pub arrivals: Arrivals,
    /// Referrals per day, growth, patterns and bursts apart.
    pub per_day: f64,
    /// A time of mean one day: from one arrival to the next, where one comes a day.
    pub between: Arc<Tabulated>,
    /// The names of the classes of household.
    pub groups: Vec<String>,
    /// The mix, one entry a class, or a variant of it.
    pub classes: Vec<Class>,
    /// Whether anybody's time depends on more than support: a wait for move-on housing, or patience.
    pub draws_times: bool,
    /// What may happen besides.
    pub course: Course,
    /// Places that are known and that nobody can place: every unit asks about them, and none is cleared.
    pub not_placed: Vec<String>,
    /// Support time of residents found at the start, by kind.
    pub resident_support: [Arc<Tabulated>; 3],
    /// Their wait for move-on housing.
    pub resident_move_on: [Option<Arc<Tabulated>>; 3],
}

impl Demand {
    /// Whether anything depends on how a household answers offers, or by whom it was sent.
    pub fn draws_offers(&self) -> bool {
        let Course { funnel, induced, sources, .. } = &self.course;
        funnel.accepts < Funnel::default().accepts || induced.is_some() || sources.is_some()
    }

    /// Whether anybody may leave before a unit is looked for.
    pub fn draws_funnel(&self) -> bool {
        !self.course.funnel.lets_everybody_through()
    }

    /// The tables of times of its classes and of residents, each once.
    pub fn tables(&self) -> Vec<Arc<Tabulated>> {
        let classes = self.classes.iter();
        let support = classes.clone().flat_map(|class| &class.support);
        let waits = classes.flat_map(|class| &class.move_on).chain(&self.resident_move_on);
        let all = support.chain(&self.resident_support).chain(waits.flatten());
        let mut tables: Vec<Arc<Tabulated>> = Vec::new();
        for table in all.chain([&self.between]) {
            if !tables.iter().any(|known| Arc::ptr_eq(known, table)) {
                tables.push(Arc::clone(table));
            }
        }
        tables
    }

    /// Adds a household that stands on a form and is never drawn, as a class of its own; its number.
    ///
    /// Its stay, should it be placed, is that of residents of whom nothing else is known.
    pub fn admit(&mut self, referral: Referral, places: Places) -> usize {
        // Rounding may leave the shares a hair short of 1: nobody drawn may fall on a form.
        if let Some(last) = self.classes.last_mut() {
            last.share_up_to = last.share_up_to.max(1.0);
        }
        self.classes.push(Class {
            name: String::new(),
            group: 0,
            share_up_to: 1.0,
            children: u32::try_from(referral.household.children().count()).unwrap_or(u32::MAX),
            units: 1,
            precedence: precedence(&referral.household),
            is_by_agency: referral.source == Source::Agency,
            household: referral.household,
            places,
            drawn: None,
            support: self.resident_support.clone(),
            move_on: self.resident_move_on.clone(),
            has_own_stay: false,
        });
        self.classes.len() - 1
    }
}

/// One class of households, or a variant of it.
#[derive(Debug, Clone)]
pub struct Class {
    /// Its name.
    pub name: String,
    /// Which of the demand's groups it belongs to.
    pub group: usize,
    /// The shares of this class and all before it.
    pub share_up_to: f64,
    /// Who such a household is and what it needs.
    pub household: Household,
    /// Its fixed places.
    pub places: Places,
    /// The unsafe place drawn for each household, if any.
    pub drawn: Option<Drawn>,
    /// Support time by kind.
    pub support: [Arc<Tabulated>; 3],
    /// Wait for move-on housing by kind.
    pub move_on: [Option<Arc<Tabulated>>; 3],
    /// Whether its stay is its own, and not support followed by a wait for a home.
    pub has_own_stay: bool,
    /// Children in such a household.
    pub children: u32,
    /// Units that it takes at once.
    pub units: u32,
    /// Its precedence in a waiting list by priority, the first served lowest.
    pub precedence: u8,
    /// Whether an agency asks for it.
    pub is_by_agency: bool,
}

impl Class {
    /// Support time in a kind of unit, in milliseconds, from the number that decides it.
    pub fn support_ms(&self, kind: Kind, support: f64) -> u64 {
        self.support[kind as usize].ms(support)
    }

    /// Wait for move-on housing after it, in milliseconds.
    pub fn move_on_ms(&self, kind: Kind, move_on: f64) -> u64 {
        self.move_on[kind as usize].as_ref().map_or(0, |wait| wait.ms(move_on))
    }

    /// The mean of both together, in milliseconds.
    pub fn mean_ms(&self, kind: Kind) -> f64 {
        let wait = self.move_on[kind as usize].as_deref().map_or(0.0, Tabulated::mean_ms);
        self.support[kind as usize].mean_ms() + wait
    }
}

/// An unsafe place to be drawn.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The postcodes to draw from.
    pub candidates: Postcodes,
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
    build_beside(&[], file, scenario, (estate, geography))
}

/// The same with tables that were made for another demand, where it has the same times.
///
/// # Errors
/// Every place of the scenario that is unknown.
pub fn build_beside(
    known: &[Arc<Tabulated>],
    file: &str,
    scenario: &Scenario,
    (estate, geography): (&Estate, &Geography),
) -> Result<Demand, Issues> {
    let home = estate.home_sectors();
    let sink = Sink::new(file);
    let (tables, areas, drawn_from) = (known.to_vec(), BTreeMap::new(), BTreeMap::new());
    let mut builder =
        Builder { scenario, estate, geography, home, sink, tables, areas, drawn_from };
    let mut share_up_to = 0.0;
    let mut classes = Vec::new();
    for class in &scenario.classes {
        share_up_to += class.share;
        classes.push(builder.class(class, share_up_to));
    }
    let course = Course::of(scenario, |quantile| builder.table(quantile));
    let has_patience = course.waiting.as_ref().is_some_and(|waiting| waiting.patience.is_some());
    let demand = Demand {
        arrivals: scenario.arrivals.clone(),
        per_day: scenario.arrivals.per_day(),
        between: builder.table(Quantile::Exponential(1.0)),
        groups: scenario.groups.clone(),
        classes,
        draws_times: has_patience || scenario.move_on.is_some(),
        course,
        not_placed: builder.not_placed(),
        resident_support: by_kind(|kind| builder.support(kind, 1.0)),
        resident_move_on: by_kind(|kind| builder.wait_to_move_on(kind)),
    };
    builder.sink.into_issues().or_value(Some(demand))
}

/// Looks places up and gathers what is wrong with them.
struct Builder<'a> {
    scenario: &'a Scenario,
    estate: &'a Estate,
    geography: &'a Geography,
    home: Vec<SectorId>,
    sink: Sink,
    /// Tables made so far: a distribution is tabulated once.
    tables: Vec<Arc<Tabulated>>,
    /// Places looked up so far.
    areas: BTreeMap<String, Area>,
    /// Postcodes of those from which places are drawn.
    drawn_from: BTreeMap<String, Postcodes>,
}

impl Builder<'_> {
    fn table(&mut self, quantile: Quantile) -> Arc<Tabulated> {
        let known = self.tables.iter().find(|table| table.quantile() == quantile);
        known.cloned().unwrap_or_else(|| {
            let table = Arc::new(Tabulated::of(quantile));
            self.tables.push(Arc::clone(&table));
            table
        })
    }

    fn time(&mut self, distribution: Distribution) -> Arc<Tabulated> {
        self.table(Quantile::of(distribution))
    }

    /// A scenario that was read has a stay for every kind, or every class has its own.
    fn support(&mut self, kind: Kind, factor: f64) -> Arc<Tabulated> {
        match self.scenario.stay.of(kind) {
            Some(stay) => self.time(stay.stretched(factor)),
            None => self.table(Quantile::Point(0.0)),
        }
    }

    fn wait_to_move_on(&mut self, kind: Kind) -> Option<Arc<Tabulated>> {
        let wait = self.scenario.move_on.as_ref().and_then(|waits: &Stays| waits.of(kind))?;
        Some(self.time(wait))
    }

    fn look(&mut self, name: &str, key: &str) -> Area {
        if let Some(area) = self.areas.get(name) {
            return area.clone();
        }
        let area = self.geography.resolve(name, self.estate.viewpoint(&self.home));
        if area.is_unknown() {
            area.note_unknown(name, At::new(key, None), &mut self.sink);
            return area;
        }
        self.areas.entry(name.to_owned()).or_insert(area).clone()
    }

    fn not_placed(&self) -> Vec<String> {
        let unplaced = self.areas.iter().filter(|(_, area)| !area.is_checked());
        unplaced.map(|(name, _)| name.clone()).collect()
    }

    fn class(&mut self, class: &HouseholdClass, share_up_to: f64) -> Class {
        let place = &class.key;
        self.check_units(class);
        let named = class.household.unsafe_places.iter().enumerate();
        let unsafe_areas = named
            .map(|(n, named)| {
                self.look(&named.place, &format!("{place}.referral.unsafe[{n}].place"))
            })
            .collect();
        let near = class.household.wishes.near.iter().enumerate();
        let near = near
            .map(|(n, name)| self.look(name, &format!("{place}.referral.preferences.near[{n}]")))
            .collect();
        let own =
            class.unsafe_drawn.clone().map(|drawn| (drawn, format!("{place}.unsafe_drawn.from")));
        let shared = || Some((self.scenario.unsafe_drawn.clone()?, "unsafe_drawn.from".to_owned()));
        let drawn = own.or_else(shared).map(|(drawn, key)| self.drawn(&drawn, &key));
        let stay = class.stay.map(|stay| self.time(stay));
        let factor = support_factor(&self.scenario.stay_factor, &class.household);
        Class {
            name: class.name.clone(),
            group: class.group,
            share_up_to,
            children: u32::try_from(class.household.children().count()).unwrap_or(u32::MAX),
            household: class.household.clone(),
            places: Places { unsafe_areas, near },
            drawn,
            support: by_kind(|kind| stay.clone().unwrap_or_else(|| self.support(kind, factor))),
            move_on: by_kind(|kind| match stay {
                Some(_) => None,
                None => self.wait_to_move_on(kind),
            }),
            has_own_stay: class.stay.is_some(),
            units: class.units,
            precedence: precedence(&class.household),
            is_by_agency: class.source == Source::Agency,
        }
    }

    /// Whoever needs more units than there are would be told that they are full.
    fn check_units(&mut self, class: &HouseholdClass) {
        let there_are = self.estate.units.len();
        if usize::try_from(class.units).is_ok_and(|units| units <= there_are) {
            return;
        }
        let key = format!("{}.units", class.key);
        let allowed = format!("the estate has {there_are} units in all");
        let action = "correct the number, or add units to the estate";
        let value = class.units.to_string();
        self.sink.add(Code::OutOfRange, At::new(&key, None), value, allowed, action);
    }

    fn postcodes(&mut self, name: &str, key: &str) -> Postcodes {
        if let Some(known) = self.drawn_from.get(name) {
            return known.clone();
        }
        let area = self.look(name, key);
        let postcodes = area.postcodes();
        if !area.is_unknown() {
            self.drawn_from.insert(name.to_owned(), postcodes.clone());
        }
        postcodes
    }

    fn drawn(&mut self, drawn: &DrawnUnsafe, key: &str) -> Drawn {
        Drawn {
            candidates: self.postcodes(&drawn.from, key),
            radius_m: drawn.radius_m.unwrap_or(self.estate.provider.default_radius_m),
            chance: drawn.chance,
        }
    }
}

fn by_kind<T>(of: impl FnMut(Kind) -> T) -> [T; 3] {
    Kind::ALL.map(of)
}
