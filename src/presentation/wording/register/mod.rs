//! What the register's commands say: what is now so and what comes next, why something cannot be recorded and what is
//! possible instead, the handover sheet, and what was recorded of somebody.
//!
//! Units by their codenames and households by their references, never a sector or a place; and to whoever asks about one
//! household, never whose a unit is that another has.

mod asked_back;
mod fit;
mod held;
mod history;
mod history_keys;
mod kept;
mod key_asked;
pub mod pathways;
mod recorded;
mod refused;
mod spoken;
mod support_spoken;
mod tonight;
mod why;

pub use asked_back::{
    changed_since, corrected_where_it_does_not_suit, does_not_suit, is_over,
    moved_where_it_does_not_suit, no_time_to_come, nobody_stays, only_children_stay, say_first,
    turn_away_all_the_same, turned_away_beside, wrong_in_the_form,
};
pub use fit::Fit;
pub use held::{Held, held, none_held};
pub use history::{Line, history};
pub use kept::{
    EndedClaims, backed_up, begun, head, imported, not_imported, recorded_already, restored, state,
    table_imported, verified, why_refused,
};
pub use key_asked::{key_asked, word_read};
pub use recorded::{Recorded, recorded};
pub use refused::{Later, Refused, refused};
pub use spoken::{event_called, nothing_to_decide, who_decides, words_of};
pub use tonight::{Asked, Flag, Noted, Sheet, Waits, state_of, tonight};
pub use why::{NO_UNIT_TO_CHOOSE, NOBODY_TO_CHOOSE, why, why_not_now};
