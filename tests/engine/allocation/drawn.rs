//! Small estates in which everything is scarce, the households that ask, and what persons have decided.
//!
//! Few settings, few sectors, few places: limits between households bind in most of what is drawn.

use crate::GEOGRAPHY;
use crate::common::source;
use lintel::base::domain::calendar::london_day;
use lintel::base::parse::Issues;
use lintel::desk::allocation::{Batch, Decided, Household, Terms, admit};
use lintel::engine::eligibility::{Case, OccupancyView, Suitability, judge};
use lintel::inputs::estate::{self, OccupiedEstate};
use lintel::inputs::referral;
use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const SECTORS: [&str; 3] = ["ST4 6", "ST4 7", "ST1 5"];

/// Units and households at most; names are counted to here.
const MOST: usize = 8;

/// One row of `settings.csv`, as far as it varies.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "one column each, as in settings.csv")]
struct Setting {
    safe_place: bool,
    women: bool,
    shared: bool,
    visiting: bool,
    complex_places: Option<u8>,
    dry: bool,
    pets: bool,
}

/// One row of `units.csv`, and perhaps one of `occupancy.csv`.
#[derive(Debug, Clone)]
struct Unit {
    setting: Index,
    beds: u8,
    sector: usize,
    state: &'static str,
    resident: Option<Resident>,
}

#[derive(Debug, Clone)]
struct Resident {
    form: Form,
    movable: bool,
}

/// What a form says, as far as it varies.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "one answer each, as in a form")]
pub(crate) struct Form {
    danger: bool,
    complex: bool,
    nrpf: bool,
    children: u8,
    man: bool,
    pet: bool,
    current_use: bool,
    homeless: bool,
    wish: Option<usize>,
    near: bool,
    /// A lead of 17.
    young: bool,
    /// What is said of complex needs and recourse is not known.
    open: bool,
    minute: u8,
    apart: Vec<usize>,
}

/// Who has decided what: bits for pairs, so that few or many can be drawn.
#[derive(Debug, Clone)]
struct Decisions {
    granted: u64,
    declined: u64,
    accepted: Vec<(Index, Index)>,
}

/// What the provider puts first.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) name: &'static str,
    /// Floors for men, complex needs, no recourse.
    pub(crate) floors: [Option<u8>; 3],
    pub(crate) turnaround: Option<u8>,
}

/// Everything that is drawn.
#[derive(Debug, Clone)]
pub(crate) struct Drawn {
    settings: Vec<Setting>,
    units: Vec<Unit>,
    households: Vec<Form>,
    /// This household has the row of that unit.
    at_home: Option<(Index, Index)>,
    nrpf_places: Option<u8>,
    weights: u8,
    decisions: Decisions,
    pub(crate) order: Order,
}

/// How much of everything is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) units: usize,
    pub(crate) households: usize,
    /// Of ten units, how many are lived in.
    pub(crate) lived_in: u8,
    /// Of ten residents, how many could be moved.
    pub(crate) movable: u8,
    /// Vacant units are small, residents live in more than they need, and large households ask.
    pub(crate) tight: bool,
}

fn chance(of_ten: u8) -> impl Strategy<Value = bool> {
    prop::bool::weighted(f64::from(of_ten) / 10.0)
}

fn setting() -> impl Strategy<Value = Setting> {
    let places = weighted(0.7, select(&[0_u8, 1, 1, 1, 2][..]));
    (chance(1), chance(5), chance(4), chance(3), places, chance(3), chance(5)).prop_map(
        |(safe_place, women, shared, visiting, complex_places, dry, pets)| Setting {
            safe_place,
            women,
            shared: shared && women,
            visiting,
            complex_places,
            dry,
            pets,
        },
    )
}

fn form() -> impl Strategy<Value = Form> {
    let needs = (chance(4), chance(5), chance(5), chance(1), chance(1));
    let people = (select(&[0_u8, 0, 0, 1, 1, 2, 3][..]), chance(1), chance(9));
    let wishes = (weighted(0.3, 0..SECTORS.len()), chance(2), 0..4_u8, chance(3), chance(2));
    let apart =
        prop_oneof![1 => Just(Vec::new()), 1 => vec(0..MOST, 1..=3), 1 => vec(0..2 * MOST, 1..=4)];
    (needs, people, wishes, apart).prop_map(|(needs, people, wishes, apart)| Form {
        danger: needs.0,
        complex: needs.1,
        nrpf: needs.2,
        pet: needs.3,
        current_use: needs.4,
        children: people.0,
        man: people.1,
        homeless: people.2,
        wish: wishes.0,
        near: wishes.1,
        minute: wishes.2,
        young: wishes.3,
        open: wishes.4,
        apart,
    })
}

/// Most are open; some open today, some tomorrow.
const STATES: [&str; 8] =
    ["open,", "open,", "open,", "open,", "open,", "open,", "void,2026-11-20", "void,2026-11-21"];

fn unit(size: Size) -> impl Strategy<Value = Unit> {
    let states = select(&STATES[..]);
    let resident = (form(), chance(size.movable)).prop_map(move |(mut form, movable)| {
        if size.tight {
            form = Form { man: false, pet: false, current_use: false, homeless: true, ..form };
            form.children = form.children.min(1);
        }
        Resident { form, movable }
    });
    let resident = weighted(f64::from(size.lived_in) / 10.0, resident);
    let beds = select(&[1_u8, 2, 2, 3, 4][..]);
    (any::<Index>(), beds, 0..SECTORS.len(), states, resident).prop_map(
        move |(setting, mut beds, sector, state, resident)| {
            if size.tight {
                let needed = resident.as_ref().map_or(0, |resident| resident.form.children + 1);
                beds = if needed > 0 { needed + 1 } else { beds.min(2) };
            }
            Unit { setting, beds, sector, state, resident }
        },
    )
}

fn decisions() -> impl Strategy<Value = Decisions> {
    let accepted = prop_oneof![2 => Just(Vec::new()), 1 => vec(any::<(Index, Index)>(), 1..=2)];
    (any::<[u64; 5]>(), any::<bool>(), accepted).prop_map(|(bits, any, accepted)| Decisions {
        granted: if any { bits[0] } else { 0 },
        declined: bits[1] & bits[2] & bits[3] & bits[4],
        accepted,
    })
}

fn order() -> impl Strategy<Value = Order> {
    const NAMES: [&str; 4] =
        ["danger_first", "households_first", "waiting_lexicographic", "first_come"];
    let floors = prop_oneof![
        1 => Just([None; 3]),
        1 => [weighted(0.6, 0..4_u8), weighted(0.6, 0..4_u8), weighted(0.6, 0..4_u8)],
    ];
    (select(&NAMES[..]), floors, weighted(0.8, 0..8_u8))
        .prop_map(|(name, floors, turnaround)| Order { name, floors, turnaround })
}

/// Estates and batches of at most this size.
pub(crate) fn drawn(size: Size) -> impl Strategy<Value = Drawn> {
    let estate = (vec(setting(), 1..=3), vec(unit(size), size.units.div_ceil(2)..=size.units));
    let limits = (weighted(0.8, select(&[0_u8, 1, 1, 2, 2, 3][..])), 0..3_u8);
    let asks = form().prop_map(move |form| {
        let more = u8::from(size.tight);
        Form { children: (form.children + more).min(3), man: form.man && !size.tight, ..form }
    });
    let least = size.households.div_ceil(2);
    let batch = (vec(asks, least..=size.households), weighted(0.25, any::<(Index, Index)>()));
    (estate, batch, limits, decisions(), order()).prop_map(
        |((settings, units), (households, at_home), (nrpf_places, weights), decisions, order)| {
            Drawn { settings, units, households, at_home, nrpf_places, weights, decisions, order }
        },
    )
}

/// Somebody with complex needs could only be placed if two residents changed places at one moment.
pub(crate) fn where_a_ring_would_help() -> World {
    let setting = |complex_places| Setting {
        safe_place: false,
        women: false,
        shared: false,
        visiting: false,
        complex_places,
        dry: false,
        pets: false,
    };
    let form = |complex, children| Form {
        danger: true,
        complex,
        nrpf: false,
        children,
        man: false,
        pet: false,
        current_use: false,
        homeless: true,
        wish: None,
        near: false,
        young: false,
        open: false,
        minute: 0,
        apart: Vec::new(),
    };
    let unit = |setting: usize, beds, form: Option<Form>| Unit {
        setting: index(setting, 2),
        beds,
        sector: 0,
        state: "open,",
        resident: form.map(|form| Resident { form, movable: true }),
    };
    // Whoever would leave room for complex needs fits only where a family lives, who fit only there.
    let (complex, family) = (Some(form(true, 0)), Some(form(false, 1)));
    let asks = Form { current_use: true, ..form(true, 0) };
    let drawn = Drawn {
        settings: vec![setting(Some(1)), Setting { dry: true, ..setting(None) }],
        units: vec![unit(0, 2, complex), unit(0, 1, None), unit(1, 2, family)],
        households: vec![asks],
        at_home: None,
        nrpf_places: None,
        weights: 0,
        decisions: Decisions { granted: 0, declined: 0, accepted: Vec::new() },
        order: Order { name: "danger_first", floors: [None; 3], turnaround: None },
    };
    drawn.world()
}

/// What stands for this position among so many.
fn index(position: usize, of: usize) -> Index {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut tried =
        std::iter::repeat_with(|| any::<Index>().new_tree(&mut runner).unwrap().current());
    tried.find(|index| index.index(of) == position).unwrap()
}

/// The reference of a household that asks.
pub(crate) fn asking(number: usize) -> String {
    format!("Asks-{number}q")
}

/// The reference of whoever lives in a unit.
pub(crate) fn living(unit: usize) -> String {
    format!("Lives-{unit}w")
}

/// The estate and the households of one drawing, read.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) homes: OccupiedEstate,
    pub(crate) households: Vec<Household>,
    pub(crate) movable: Vec<Household>,
}

impl World {
    /// The batch under these terms.
    pub(crate) fn batch<'a>(&'a self, terms: &'a Terms) -> Batch<'a> {
        Batch {
            estate: &self.homes.estate,
            occupancy: &self.homes.occupancy,
            geography: &GEOGRAPHY,
            households: &self.households,
            movable: &self.movable,
            terms,
        }
    }

    /// Whether a unit is vacant tonight, and what the rules say of it for a household.
    pub(crate) fn suitability(&self, household: &Household, unit: usize) -> (bool, Suitability) {
        let occupancy = OccupancyView::for_household(
            &self.homes.estate,
            &self.homes.occupancy.residents,
            &household.referral,
        );
        let case = Case::new(
            self.homes.both(),
            &GEOGRAPHY,
            (&household.referral.household, &household.places),
            &occupancy,
        );
        let day = london_day(household.referral.received);
        let vacant = self.homes.occupancy.residents.iter().all(|resident| resident.unit != unit)
            && self.homes.estate.units[unit].can_be_offered_on(day);
        (vacant, judge(&case, unit).suitability())
    }
}

/// Reads a form.
pub(crate) fn household(form: &Json, homes: &OccupiedEstate) -> Household {
    let text = form.to_string();
    let referral = referral::read(source("r.json", &text), jiff::Timestamp::UNIX_EPOCH)
        .unwrap_or_else(|issues| panic!("what is drawn is valid: {issues}"));
    let home = homes.estate.home_sectors();
    let places = referral::locate(&referral, &GEOGRAPHY, homes.estate.viewpoint(&home));
    Household { referral, places }
}

/// What persons have decided, as pairs; written as files for `admit`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pairs {
    pub(crate) granted: BTreeSet<(usize, usize)>,
    pub(crate) declined: BTreeSet<(usize, usize)>,
    pub(crate) accepted: BTreeMap<usize, usize>,
}

impl Pairs {
    /// As the program reads them.
    pub(crate) fn admitted(&self, world: &World) -> Result<Terms, Issues> {
        let file = |pairs: &mut dyn Iterator<Item = (usize, usize)>| {
            let mut text = "reference,unit\n".to_owned();
            for (household, unit) in pairs {
                let reference = &world.households[household].referral.reference;
                writeln!(text, "{reference},{}", world.homes.estate.units[unit].name).unwrap();
            }
            text
        };
        let granted = file(&mut self.granted.iter().copied());
        let declined = file(&mut self.declined.iter().copied());
        let accepted = file(&mut self.accepted.iter().map(|(&household, &unit)| (household, unit)));
        let decided = Decided {
            granted: Some(source("granted.csv", &granted)),
            accepted: Some(source("accepted.csv", &accepted)),
            declined: Some(source("declined.csv", &declined)),
        };
        admit(&world.batch(&Terms::default()), 0, decided)
    }
}

impl Drawn {
    /// Its files and forms, read.
    pub(crate) fn world(&self) -> World {
        let [provider, settings, units, occupancy] =
            [self.provider(), self.settings(), self.units(), self.occupancy()];
        let texts = estate::Texts {
            provider: source("provider.toml", &provider),
            settings: source("settings.csv", &settings),
            units: source("units.csv", &units),
            occupancy: Some(source("occupancy.csv", &occupancy)),
        };
        let homes = estate::read(texts, &GEOGRAPHY)
            .unwrap_or_else(|issues| panic!("what is drawn is valid: {issues}"));
        let asks = |(number, form): (usize, &Form)| {
            let received = format!("2026-11-20T21:{:02}:00Z", form.minute);
            household(&self.form(form, &self.asking(number), &received), &homes)
        };
        let households = self.households.iter().enumerate().map(asks).collect();
        let movable = self.units.iter().enumerate().filter_map(|(unit, row)| {
            let resident = row.resident.as_ref().filter(|resident| resident.movable)?;
            let json = self.form(&resident.form, &living(unit), "2026-06-01T12:00:00Z");
            Some(household(&json, &homes))
        });
        let movable = movable.collect();
        World { homes, households, movable }
    }

    /// The decisions that are possible, accepted offers apart.
    pub(crate) fn pairs(&self, world: &World) -> Pairs {
        let mut pairs = Pairs::default();
        for (number, household) in world.households.iter().enumerate() {
            for unit in 0..world.homes.estate.units.len() {
                let bit = 1_u64 << ((number * MOST + unit) % 64);
                let (vacant, suitability) = world.suitability(household, unit);
                let possible = vacant && suitability != Suitability::Unsuitable;
                if possible && self.decisions.granted & bit != 0 {
                    pairs.granted.insert((number, unit));
                }
                if self.decisions.declined & bit != 0 {
                    pairs.declined.insert((number, unit));
                }
            }
        }
        pairs
    }

    /// With accepted offers, each possible alone, no two of one household or one unit.
    pub(crate) fn pairs_with_accepted(&self, world: &World) -> Pairs {
        let mut pairs = self.pairs(world);
        for (household, choice) in &self.decisions.accepted {
            let number = household.index(world.households.len());
            let open = |unit: &usize| {
                let (vacant, suitability) = world.suitability(&world.households[number], *unit);
                let pair = (number, *unit);
                let suits = suitability == Suitability::Suitable
                    || (suitability == Suitability::Decision && pairs.granted.contains(&pair));
                let taken = pairs.accepted.values().any(|other| other == unit);
                vacant && suits && !taken && !pairs.declined.contains(&pair)
            };
            let open: Vec<usize> = (0..world.homes.estate.units.len()).filter(open).collect();
            if !open.is_empty() && !pairs.accepted.contains_key(&number) {
                pairs.accepted.insert(number, open[choice.index(open.len())]);
            }
        }
        pairs
    }

    fn asking(&self, number: usize) -> String {
        match self.at_home() {
            Some((household, unit)) if household == number => living(unit),
            _ => asking(number),
        }
    }

    /// The household that asks and lives in a unit already.
    fn at_home(&self) -> Option<(usize, usize)> {
        let lived_in: Vec<usize> =
            (0..self.units.len()).filter(|&unit| self.units[unit].resident.is_some()).collect();
        let (household, unit) = self.at_home.as_ref().filter(|_| !lived_in.is_empty())?;
        Some((household.index(self.households.len()), lived_in[unit.index(lived_in.len())]))
    }

    fn named(&self, form: &Form) -> Vec<String> {
        let name = |&number: &usize| {
            if number < MOST { self.asking(number) } else { living(number - MOST) }
        };
        form.apart.iter().map(name).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn form(&self, form: &Form, reference: &str, received: &str) -> Json {
        let sex = if form.man { "male" } else { "female" };
        let said = |holds: bool| if holds && form.open { json!("unknown") } else { json!(holds) };
        let mut people =
            vec![json!({ "role": "adult", "age": if form.young { 17 } else { 34 }, "sex": sex })];
        for child in 0..form.children {
            people.push(json!({ "role": "child", "age": 3 + child, "sex": "female" }));
        }
        let mut apart = self.named(form);
        apart.retain(|other| other != reference);
        let wishes = form.wish.map_or_else(Vec::new, |sector| vec![SECTORS[sector]]);
        let near: &[&str] = if form.near { &["ST1 5"] } else { &[] };
        json!({
            "reference": reference, "received": received, "source": "agency",
            "immediate_danger": form.danger, "homeless_before": form.homeless, "person": people,
            "needs": {
                "complex": said(form.complex), "nrpf": said(form.nrpf), "pets": u8::from(form.pet),
                "substance_use": if form.current_use { "current" } else { "none" },
            },
            "preferences": { "sectors": wishes, "near": near },
            "keep_apart": apart,
        })
    }

    fn provider(&self) -> String {
        let mut text =
            "name = \"Drawn\"\npopulation = 1\ncensus_year = 2021\ndefault_radius_m = 500\n"
                .to_owned();
        if let Some(places) = self.nrpf_places {
            writeln!(text, "nrpf_places = {places}").unwrap();
        }
        writeln!(text, "[allocation]\norder = \"{}\"", self.order.name).unwrap();
        if let Some(nights) = self.order.turnaround {
            writeln!(text, "turnaround_nights = {nights}").unwrap();
        }
        let groups = ["men", "complex_needs", "nrpf"].iter().zip(self.order.floors);
        for (group, floor) in groups.filter_map(|(group, floor)| Some((group, floor?))) {
            writeln!(text, "floors.{group} = {floor}").unwrap();
        }
        text + match self.weights {
            0 => "",
            1 => "[weights]\nspare_places = 0\nspare_open_to_men = 0\nspare_pets = 0\n",
            _ => "[weights]\nspare_places = 1\nspare_pets = 1\ncover = 1\nnot_wished = 1\n",
        }
    }

    fn settings(&self) -> String {
        let mut text = "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n".to_owned();
        for (k, s) in self.settings.iter().enumerate() {
            let kind = if s.safe_place { "safe_place" } else { "refuge" };
            let residents = if s.women { "women" } else { "any" };
            let cover = if s.visiting { "visiting" } else { "24h" };
            let places = s.complex_places.map_or_else(String::new, |places| places.to_string());
            let substances = if s.dry { "dry" } else { "managed" };
            writeln!(
                text,
                "S{k},{kind},{residents},{},,false,true,{cover},{places},{substances},{}",
                s.shared, s.pets
            )
            .unwrap();
        }
        text
    }

    fn units(&self) -> String {
        let mut text =
            "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n".to_owned();
        for (k, unit) in self.units.iter().enumerate() {
            let setting = unit.setting.index(self.settings.len());
            let (beds, sector) = (unit.beds, SECTORS[unit.sector]);
            writeln!(text, "U{k},S{setting},{beds},0,false,false,{sector},{}", unit.state).unwrap();
        }
        text
    }

    fn occupancy(&self) -> String {
        let mut text = "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable\n".to_owned();
        for (k, unit) in self.units.iter().enumerate() {
            if let Some(Resident { form, movable }) = &unit.resident {
                let mut apart = self.named(form);
                apart.retain(|other| *other != living(k));
                writeln!(
                    text,
                    "U{k},{},,{},{},{},{movable}",
                    living(k),
                    form.complex,
                    form.nrpf,
                    apart.join(";")
                )
                .unwrap();
            }
        }
        text
    }
}
