//! What a forecast assumes: demand, stays, decisions, and on which estate. One TOML file each.
//!
//! Contracts section 8. A number may be cited by name from the evidence; whatever is not cited counts as
//! assumed by the scenario itself. Where the evidence disagrees, a scenario has several readings, each run
//! and shown by name. Not here: what the assumptions lead to (`demand`, `simulation`).

mod arrivals;
mod calibrated;
mod cite;
mod course;
mod distribution;
mod households;
mod joins;
mod model;
mod posterior;
mod reader;
mod sets;
mod shapes;
mod values;

pub use arrivals::{Arrivals, Bursts, Dispersion, Wave};
pub use cite::{Assumption, CITED_HERE, FROM_ELSEWHERE, look_up_everywhere};
pub use course::{
    Again, Begins, Funnel, InducedDemand, MoveOnHomes, Onward, Repairs, SecondStage, Served,
    StayFactor,
};
pub use distribution::Distribution;
pub use distribution::Family;
pub use model::{
    Decisions, DrawnUnsafe, Funding, HouseholdClass, Order, Patience, Placement, Policy, Scenario,
    StartState, Stays, Voids, Waiting,
};
pub use posterior::{AHEAD, Draws, DrawsByReading, Posterior, read_posteriors};
pub use reader::{
    FromPosterior, NamedPlaces, from_posteriors_in, looks_like_one, name_in, named_places, read,
};
pub use sets::{Column, Sets};
pub use shapes::{DECIDED, SCENARIO};
pub use values::{Values, mix_of_classes};
