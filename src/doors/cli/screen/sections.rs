//! Sections of a screen, and the few words that several have.

use crate::doors::cli::layout::wrapped;
use crate::engine::eligibility::rules::Decider;

/// How many units the first screen offers.
pub(super) const OFFERED: usize = 2;

/// Sections that say something, an empty line between them.
pub(super) fn joined(sections: impl IntoIterator<Item = String>) -> String {
    let shown: Vec<String> = sections.into_iter().filter(|section| !section.is_empty()).collect();
    shown.join("\n")
}

/// A title and its lines, each a paragraph of its own.
pub(super) fn section(title: &str, lines: &[String]) -> String {
    let body: String = lines.iter().map(|line| wrapped("  ", line)).collect();
    format!("{title}\n{body}")
}

/// A title and its lines as a list; nothing where there are none.
pub(super) fn list(title: &str, lines: &[String]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let body: String = lines.iter().map(|line| wrapped("  - ", line)).collect();
    format!("{title}\n{body}")
}

/// Who decides, within a sentence.
pub(super) fn who(decides: Decider) -> &'static str {
    match decides {
        Decider::ManagerOnCall => "the manager on call",
        Decider::KnowsTheAddress => decides.title(),
    }
}
