//! What a study of what to add came to, in words. A claim is made only where its interval makes it, and each says on what it
//! rests.

mod budget;
mod family;
mod levers;
mod numbers;
mod robust;
mod screen;
mod sentences;
mod who;

pub use budget::{certificates, members, note, surely};
pub use family::{family, shared};
pub use levers::{agreement, agreements};
pub use numbers::{
    beyond_doubt, costs, exact_pounds, figure, figures, limits, more_or_fewer, per_household,
    pounds, short_stays_only,
};
pub use screen::expansion;
pub use sentences::{ReadingSentences, said, why_idle};
