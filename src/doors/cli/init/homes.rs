//! Placeholder buildings and dwellings: real sectors, invented homes, each marked.

use super::place::Place;
use crate::inputs::estate::PLACEHOLDER;
use std::iter;

/// The columns of `settings.csv`.
pub(super) const SETTING: [&str; 12] = [
    "setting",
    "kind",
    "residents",
    "shared",
    "oldest_boy",
    "oldest_boy_discretion",
    "children",
    "cover",
    "complex_needs_places",
    "substances",
    "pets",
    "placeholder",
];

/// The columns of `units.csv`.
pub(super) const UNIT: [&str; 10] = [
    "unit",
    "setting",
    "rooms",
    "cots",
    "step_free",
    "wheelchair",
    "sector",
    "state",
    "from",
    "placeholder",
];

/// How many units of each kind.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) refuge: usize,
    pub(super) safe_place: usize,
    pub(super) dispersed: usize,
}

impl Counts {
    pub(super) fn all(self) -> usize {
        self.refuge + self.safe_place + self.dispersed
    }
}

const REFUGE: &str = "Rowan";
const SAFE_PLACE: &str = "Bramble";

/// Codenames of dispersed homes; further ones are numbered.
const HOMES: [&str; 30] = [
    "Agate", "Amber", "Basalt", "Beryl", "Chalk", "Clover", "Comfrey", "Coral", "Fennel", "Flint",
    "Garnet", "Ginger", "Granite", "Hyssop", "Jasper", "Lovage", "Marjoram", "Mica", "Mint",
    "Onyx", "Opal", "Parsley", "Pumice", "Quartz", "Saffron", "Sage", "Slate", "Tansy", "Thyme",
    "Yarrow",
];

/// Sleeping places by bedroom, in turn.
const REFUGE_ROOMS: [&str; 4] = ["3", "4", "2+3", "2"];
const HOME_ROOMS: [&str; 4] = ["2+2", "2+2+1", "2+1", "2+2+2"];

/// Settings and units, and the names that other files speak of.
#[derive(Debug)]
pub(super) struct Homes<'a> {
    pub(super) settings: Vec<[String; SETTING.len()]>,
    pub(super) units: Vec<[String; UNIT.len()]>,
    pub(super) sectors: Vec<&'a str>,
    pub(super) refuge_setting: Option<&'static str>,
    pub(super) home_settings: Vec<String>,
    pub(super) unit_names: Vec<String>,
    /// Units with steps, which could be adapted.
    pub(super) with_steps: Vec<String>,
}

pub(super) fn homes(place: &Place, counts: Counts) -> Homes<'_> {
    let buildings = usize::from(counts.refuge > 0) + usize::from(counts.safe_place > 0);
    let mut homes = Homes {
        settings: Vec::new(),
        units: Vec::new(),
        sectors: place.spread(buildings + counts.dispersed),
        refuge_setting: (counts.refuge > 0).then_some(REFUGE),
        home_settings: Vec::new(),
        unit_names: Vec::new(),
        with_steps: Vec::new(),
    };
    let sectors = homes.sectors.clone();
    let mut sectors = sectors.into_iter();
    if let Some(sector) = homes.refuge_setting.and_then(|_| sectors.next()) {
        let policies = "refuge women true 14 true true 24h 2 dry false";
        homes.setting(REFUGE, policies.split(' '));
        for k in 0..counts.refuge {
            let rooms = REFUGE_ROOMS[k % REFUGE_ROOMS.len()];
            homes.unit((format!("{REFUGE}-{}", k + 1), REFUGE), (rooms, 1, k == 0), sector);
        }
    }
    if let Some(sector) = (counts.safe_place > 0).then(|| sectors.next()).flatten() {
        let policies = "safe_place women true  false false 24h 2 managed false";
        homes.setting(SAFE_PLACE, policies.split(' '));
        for k in 0..counts.safe_place {
            homes.unit((format!("{SAFE_PLACE}-{}", k + 1), SAFE_PLACE), ("1", 0, false), sector);
        }
    }
    for (k, sector) in sectors.enumerate() {
        homes.dispersed(k, sector);
    }
    homes
}

impl Homes<'_> {
    /// Every third takes pets, every fourth manages use, every tenth is adapted.
    fn dispersed(&mut self, k: usize, sector: &str) {
        let name = match k.div_euclid(HOMES.len()) {
            0 => HOMES[k].to_owned(),
            round => format!("{}-{}", HOMES[k % HOMES.len()], round + 1),
        };
        let setting = format!("D-{name}");
        let substances = if k % 4 == 1 { "managed" } else { "dry" };
        let pets = if k % 3 == 1 { "true" } else { "false" };
        let policies = "dispersed any false  false true visiting ".split(' ');
        self.setting(&setting, policies.chain([substances, pets]));
        let rooms = HOME_ROOMS[k % HOME_ROOMS.len()];
        self.unit((name, &setting), (rooms, 1, k % 10 == 3), sector);
        self.home_settings.push(setting);
    }

    /// A building or a home, and its kind and policies, column by column.
    fn setting<'p>(&mut self, name: &'p str, policies: impl Iterator<Item = &'p str>) {
        self.settings.push(row(name, policies.chain([PLACEHOLDER])));
    }

    fn unit(
        &mut self,
        (name, setting): (String, &str),
        (rooms, cots, adapted): (&str, u8, bool),
        sector: &str,
    ) {
        let (cots, adapted_as) = (cots.to_string(), adapted.to_string());
        let of = [setting, rooms, &cots, &adapted_as, &adapted_as, sector, "open", "", PLACEHOLDER];
        self.units.push(row(&name, of));
        if !adapted {
            self.with_steps.push(name.clone());
        }
        self.unit_names.push(name);
    }
}

/// A row that begins with this name; cells that are not said are empty.
fn row<'c, const N: usize>(name: &'c str, cells: impl IntoIterator<Item = &'c str>) -> [String; N] {
    let mut cells = iter::once(name).chain(cells);
    std::array::from_fn(|_| cells.next().unwrap_or_default().to_owned())
}
