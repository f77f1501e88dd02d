//! What the register's commands say to a person.

use crate::doors::cli::format::AnswerFormat;
use crate::doors::cli::layout;
use crate::service::register::{UnitView, View};
use crate::service::vault::{Head, Place};
use serde_json::json;
use std::fmt::Write;
use std::path::Path;

/// A register was begun.
pub(super) fn begun(register: &Place, key: &Path) -> String {
    let key = key.display();
    let text = format!(
        "The register {register} is begun, and nothing is recorded yet. The key {key} opens it: nobody else can read it, and without it nobody, ever, can read the register. Keep a copy where the register is not."
    );
    layout::wrapped("", &text)
}

/// A head, or that there is none.
pub(super) fn head(head: Option<&Head>) -> String {
    head.map_or_else(|| "Nothing is recorded yet.\n".to_owned(), ToString::to_string)
}

/// Everything is as it was written.
pub(super) fn verified(found: Option<&Head>, format: AnswerFormat) -> String {
    match format {
        AnswerFormat::Json => layout::json(&json!({"ok": true, "head": found})),
        AnswerFormat::Table => format!("Everything is as it was written.\n{}", head(found)),
    }
}

/// Every unit and referral at a moment.
pub(super) fn view(view: &View) -> String {
    let mut text = format!("At {}\n\n", view.at);
    let width = view.units.iter().map(|unit| unit.unit.chars().count()).max().unwrap_or(0);
    for unit in &view.units {
        let _ = writeln!(text, "  {:<width$}  {}", unit.unit, of_unit(unit));
    }
    let count = layout::count(view.referrals.len(), "referral", "referrals");
    let _ = writeln!(text, "\n{count}");
    for referral in &view.referrals {
        let unit = referral.unit.as_ref().map_or_else(String::new, |unit| format!(", {unit}"));
        let _ =
            writeln!(text, "  {}: {}{unit}", referral.reference, referral.state.replace('_', " "));
    }
    text
}

fn of_unit(unit: &UnitView) -> String {
    let mut text = unit.state.replace('_', " ");
    for (word, said) in [
        ("by", &unit.referral),
        ("since", &unit.since),
        ("until", &unit.until),
        ("under repair since", &unit.void_since),
    ] {
        if let Some(said) = said {
            let _ = write!(text, " {word} {said}");
        }
    }
    text
}
