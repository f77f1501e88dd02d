//! What a return says to people: its lines, what they count, and what stands beside them.

mod case_files;
mod extent;
mod figures;
mod labels;
mod odd;
mod page;
mod screen;
mod sheets;

pub use case_files::{CaseRow, DRAWN, case_files, case_files_book};
pub use extent::{Extent, UNFINISHED};
pub use figures::figure;
pub use labels::{label, line_title, over_the_years, span, type_name, unit_name};
pub use odd::odd;
pub use page::{OfLine, differences, lines, made_of, moment, notes, period_name, to_look_at};
pub use screen::{Screen, case_files_drawn, drawn, explained, frozen, screen};
pub use sheets::{About, Part, book, distinct, name_of};

use crate::service::returns::Balance;

/// Whether it balances, or by what it does not.
pub fn balance(of: Balance) -> String {
    let Balance { came, went } = of;
    if came == went {
        format!(
            "The referrals balance: {came} were open at the start or received, and as many are accounted for."
        )
    } else {
        let by = came.abs_diff(went);
        format!(
            "The referrals do NOT balance: {came} were open at the start or received, {went} are accounted for; {by} between them."
        )
    }
}
