//! How many of a thing, and how much.

use crate::planning::forecast::in_threes;

/// "1 unit", "3 units".
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Pence as pounds: "£1,234.50".
pub(super) fn pounds(pence: u64) -> String {
    let whole = in_threes(&pence.div_euclid(100).to_string());
    format!("\u{a3}{whole}.{:02}", pence % 100)
}

/// A number to hundredths; what rounds to nothing has no sign.
pub(super) fn hundredths(value: f64) -> String {
    let said = format!("{value:.2}");
    if said == "-0.00" { "0.00".to_owned() } else { said }
}

/// What is said of a number, with its sign; what is said to be nothing has none.
pub(super) fn with_sign(value: f64, said: String) -> String {
    if value > 0.0 && said != "0.00" { format!("+{said}") } else { said }
}

/// A number in as few digits as it has, four decimals at most.
pub fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
