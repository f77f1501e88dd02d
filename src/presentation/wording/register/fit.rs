//! Whether what a household lives in, or has claimed, suits it by its form as it is now.

use super::spoken::{rules, who_decides};
use crate::base::domain::RuleName;
use crate::presentation::document::{Text, text, unit};
use crate::service::register::UnitStanding;

/// A household's unit, and what stands against it.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The unit.
    pub unit: String,
    /// How it stands.
    pub state: UnitStanding,
    /// Rules against it, whoever decides.
    pub barred: Vec<RuleName>,
    /// Rules that somebody must decide about, and nobody has.
    pub asked: Vec<RuleName>,
}

impl Fit {
    /// Whether something stands against it.
    pub fn is_wrong(&self) -> bool {
        !self.barred.is_empty() || !self.asked.is_empty()
    }

    /// What stands against it, within the name of an act; none: nothing.
    pub fn although(&self) -> Option<&'static str> {
        match (&*self.barred, &*self.asked) {
            ([], []) => None,
            ([], _) => Some("nobody has decided"),
            _ => Some("it does not suit them"),
        }
    }

    /// In a sentence or two.
    pub fn said(&self) -> Text {
        let named = unit(&self.unit);
        if !self.barred.is_empty() {
            let why = rules(&self.barred);
            let said = format!(
                " DOES NOT SUIT THEM by the form as it is now, and no decision can change that: {why}. {}",
                self.instead()
            );
            return text![named, said];
        }
        if !self.asked.is_empty() {
            let (why, who) = (rules(&self.asked), who_decides(&self.asked));
            let said = format!(
                " SUITS THEM ONLY IF SOMEBODY DECIDES, by the form as it is now, and nobody has: {why} ({who})."
            );
            return text![named, said];
        }
        text![named, " suits them by the form as it is now."]
    }

    fn instead(&self) -> &'static str {
        match self.state {
            UnitStanding::LivedIn => "Look for another home for them, and say so to a manager.",
            _ => "Let it go before anybody comes, and look what else suits.",
        }
    }
}
