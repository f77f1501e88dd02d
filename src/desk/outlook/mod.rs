//! Tonight's outlook: the chance that a unit comes free for one household within the next fortnight.
//!
//! The next 14 days are simulated from who lives there tonight and who waits, with the forecast's own engine
//! and the desk's own rules, in each reading of the evidence. Not here: which unit, or who leaves. Nobody is
//! told, because nobody knows, and because a household that knew could be looked for.

mod answer;
mod fortnight;
mod moments;
mod order;
mod residents;
mod residual;

pub use answer::{
    Answer, Assumed, Assumption, Chance, Never, NotKnown, Number, OthersWait, Outlook,
    OutlookReading, SaidBy,
};
pub use fortnight::{Counts, DAYS, HISTORIES, OutlookQuestion, simulate};
