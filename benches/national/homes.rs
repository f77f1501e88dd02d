//! Settings, units and residents of the synthetic estate.

use super::draw::Draw;
use super::households::Household;
use super::{Map, Order};
use std::fmt::Write;

/// A building or one dispersed home.
#[derive(Debug, Clone)]
struct Setting {
    name: String,
    /// The other cells of its row in `settings.csv`.
    cells: String,
    complex_needs_places: Option<usize>,
}

#[derive(Debug, Clone)]
struct Unit {
    name: String,
    setting: usize,
    /// Its rooms, cots, access and sector, as in `units.csv`.
    cells: String,
    /// State and first day.
    state: &'static str,
}

/// Somebody who lives in a unit.
#[derive(Debug, Clone)]
pub(crate) struct Resident {
    unit: usize,
    complex_needs: bool,
    pub(crate) nrpf: bool,
}

/// The settings and units of an estate.
#[derive(Debug, Clone)]
pub(crate) struct Homes {
    settings: Vec<Setting>,
    units: Vec<Unit>,
    /// Units by position, those to be left vacant first.
    order_of_letting: Vec<usize>,
    draw: Draw,
}

/// Void until a day before the batch: nobody lives there and it can be offered.
const REPAIRED: &str = "void,2026-11-02";

#[derive(Debug, Clone, Copy)]
enum Part {
    Refuge,
    SafePlace,
    Dispersed,
}

impl Homes {
    /// Draws settings until there are units enough: 45 in 100 in refuges, 10 in Safe Places, 45 dispersed.
    pub(crate) fn draw(order: Order, map: &Map) -> Self {
        let mut homes = Self {
            settings: Vec::new(),
            units: Vec::new(),
            order_of_letting: Vec::new(),
            draw: Draw::named(order.seed, "homes"),
        };
        while homes.units.len() < order.units {
            let left = order.units - homes.units.len();
            let sector = homes.draw.pick(&map.sectors).as_str();
            // Weights are per setting: a refuge has nine units, a Safe Place six, a row of homes four.
            match homes.draw.weighted(&[
                (28, Part::Refuge),
                (10, Part::SafePlace),
                (62, Part::Dispersed),
            ]) {
                Part::Refuge => homes.add_refuge(left, sector),
                Part::SafePlace => homes.add_safe_place(left, sector),
                Part::Dispersed => homes.add_dispersed(left, sector),
            }
        }
        homes.order_of_letting = (0..order.units).filter(|&k| homes.can_be_let(k)).collect();
        let lettable = homes.order_of_letting.len();
        homes.draw.shuffle_first(lettable, &mut homes.order_of_letting);
        homes
    }

    fn can_be_let(&self, unit: usize) -> bool {
        self.units[unit].state.starts_with("open")
    }

    fn add_setting(&mut self, kind: &str, cells: String, complex_needs_places: Option<usize>) {
        let name = format!("{kind}-{:04}", self.settings.len() + 1);
        self.settings.push(Setting { name, cells, complex_needs_places });
    }

    fn add_refuge(&mut self, left: usize, sector: &str) {
        let draw = &mut self.draw;
        let many = draw.between(6, 12).min(left);
        let residents = if draw.percent(4) { "men" } else { "women" };
        let shared = draw.percent(80);
        let oldest_boy = draw.weighted(&[(2, "11"), (4, "12"), (5, "14"), (5, "16"), (2, "")]);
        let discretion = draw.percent(30);
        let places = draw.between(1, 3);
        let substances = if draw.percent(60) { "dry" } else { "managed" };
        let pets = draw.percent(15);
        let cells = format!(
            "refuge,{residents},{shared},{oldest_boy},{discretion},true,24h,{places},{substances},{pets}"
        );
        self.add_setting("Refuge", cells, Some(places));
        // Most refuges have one or two plans of flat, repeated on each floor.
        let plans = [["2", "3"], ["3", "4"], ["2+2", "3"], ["2", "2+1"]];
        let plan = *self.draw.pick(&plans);
        for k in 0..many {
            let ground_floor = k < 2;
            self.add_unit(plan[usize::from(k % 3 == 0)], 1, ground_floor, sector);
        }
    }

    fn add_safe_place(&mut self, left: usize, sector: &str) {
        let draw = &mut self.draw;
        let many = draw.between(4, 8).min(left);
        let children = draw.percent(30);
        let places = draw.between(2, 4);
        let substances = if draw.percent(30) { "dry" } else { "managed" };
        let cells =
            format!("safe_place,women,true,12,true,{children},24h,{places},{substances},false");
        self.add_setting("Place", cells, Some(places));
        let rooms = if children { "2" } else { "1" };
        for k in 0..many {
            self.add_unit(rooms, u32::from(children), k == 0, sector);
        }
    }

    /// A row of homes alike in one sector, each a setting of its own.
    fn add_dispersed(&mut self, left: usize, sector: &str) {
        let draw = &mut self.draw;
        let many = draw.between(1, 7).min(left);
        let residents = if draw.percent(75) { "any" } else { "women" };
        let substances = if draw.percent(60) { "dry" } else { "managed" };
        let pets = draw.percent(35);
        let places = draw.percent(20).then(|| draw.below(2));
        let rooms = draw.weighted(&[
            (15, "2"),
            (30, "2+1"),
            (30, "2+2"),
            (15, "2+2+1"),
            (7, "2+2+2"),
            (3, "2+2+2+2"),
        ]);
        let cots = u32::from(rooms != "2");
        for _ in 0..many {
            let places_cell = places.map_or_else(String::new, |places| places.to_string());
            let cells = format!(
                "dispersed,{residents},false,,false,true,visiting,{places_cell},{substances},{pets}"
            );
            self.add_setting("Home", cells, places);
            let step_free = self.draw.percent(15);
            self.add_unit(rooms, cots, step_free, sector);
        }
    }

    /// One more unit of the last setting.
    fn add_unit(&mut self, rooms: &str, cots: u32, step_free: bool, sector: &str) {
        let setting = self.settings.len() - 1;
        let wheelchair = step_free && self.draw.percent(12);
        let state = self.draw.weighted(&[
            (950, "open,"),
            (15, "void,"),
            (15, REPAIRED),
            (15, "void,2026-12-14"),
            (5, "planned,2027-04-01"),
        ]);
        let name = format!("{}-{}", self.settings[setting].name, self.units.len() + 1);
        let cells = format!("{rooms},{cots},{step_free},{wheelchair},{sector}");
        self.units.push(Unit { name, setting, cells, state });
    }

    /// Somebody in every open unit, save as many as are to be vacant beside the repaired ones.
    pub(crate) fn residents(&self, order: Order) -> Vec<Resident> {
        let repaired = self.units.iter().filter(|unit| unit.state == REPAIRED).count();
        let mut draw = Draw::named(order.seed, "residents");
        let mut complex = vec![0; self.settings.len()];
        let let_units = self.order_of_letting.iter().skip(order.vacant().saturating_sub(repaired));
        let mut residents: Vec<Resident> = let_units
            .map(|&unit| {
                let setting = self.units[unit].setting;
                let room = self.settings[setting]
                    .complex_needs_places
                    .is_none_or(|places| complex[setting] < places);
                let complex_needs = draw.percent(18) && room;
                complex[setting] += usize::from(complex_needs);
                Resident { unit, complex_needs, nrpf: draw.percent(5) }
            })
            .collect();
        residents.sort_unstable_by_key(|resident| resident.unit);
        residents
    }

    /// `settings.csv`.
    pub(crate) fn settings_csv(&self) -> String {
        let mut text = "setting,kind,residents,shared,oldest_boy,oldest_boy_discretion,children,cover,complex_needs_places,substances,pets\n".to_owned();
        for setting in &self.settings {
            let _always = writeln!(text, "{},{}", setting.name, setting.cells);
        }
        text
    }

    /// `units.csv`.
    pub(crate) fn units_csv(&self) -> String {
        let mut text =
            "unit,setting,rooms,cots,step_free,wheelchair,sector,state,from\n".to_owned();
        for unit in &self.units {
            let setting = &self.settings[unit.setting].name;
            let _always = writeln!(text, "{},{setting},{},{}", unit.name, unit.cells, unit.state);
        }
        text
    }
}

/// The reference of a resident by position in the list.
pub(crate) fn reference(resident: usize) -> String {
    format!("SYN-R-{:05}", resident + 1)
}

/// `occupancy.csv`.
pub(crate) fn occupancy_csv(
    homes: &Homes,
    residents: &[Resident],
    households: &[Household],
) -> String {
    let mut text = "unit,reference,moved_in,complex_needs,nrpf,keep_apart,movable\n".to_owned();
    for (k, resident) in residents.iter().enumerate() {
        let apart: Vec<&str> = households
            .iter()
            .filter(|household| household.named_by_resident == Some(k))
            .map(|household| household.reference.as_str())
            .collect();
        let _always = writeln!(
            text,
            "{},{},2026-09-01,{},{},{},false",
            homes.units[resident.unit].name,
            reference(k),
            resident.complex_needs,
            resident.nrpf,
            apart.join(";"),
        );
    }
    text
}
