//! What a forecast assumes: demand, stays, decisions, and on which estate. One TOML file each.
//!
//! Contracts section 8. A number may be cited by name from the evidence; whatever is not cited counts as
//! assumed by the scenario itself. Where the evidence disagrees, a scenario has several readings, each run
//! and shown by name. Not here: what the assumptions lead to (`demand`, `simulation`).

mod cite;
mod joins;
mod model;
mod reader;
mod shapes;

pub use cite::{Assumption, CITED_HERE};
pub use model::{
    Arrivals, Decisions, Distribution, DrawnUnsafe, Family, HouseholdClass, Placement, Policy,
    Scenario, StartState, Stays, Voids, Waiting,
};
pub use reader::{NamedPlaces, base_of, looks_like_one, named_places, read};
pub use shapes::SCENARIO;
