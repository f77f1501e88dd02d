//! How readings of the evidence are called, here and nowhere else. A what-if is no reading of what was counted, and is called
//! so.

use crate::planning::expansion::ReadingSaid;
use crate::planning::forecast::Forecast;

/// What is said wherever several readings of the evidence are shown.
pub const SIDE_BY_SIDE: &str = "The readings stand side by side because the evidence disagrees; their average means nothing, and the truth may lie outside all of them.";

/// Those of what was counted: a what-if decides nothing. All of them where there is nothing else.
pub fn counted<T>(all: impl IntoIterator<Item = T>, is_what_if: impl Fn(&T) -> bool) -> Vec<T> {
    let (what_ifs, counted): (Vec<T>, Vec<T>) = all.into_iter().partition(is_what_if);
    if counted.is_empty() { what_ifs } else { counted }
}

/// A reading by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading<'a> {
    /// The scenario.
    pub scenario: &'a str,
    /// Its name; empty: the scenario has only one.
    pub name: &'a str,
    /// Whether it asks "what if".
    pub what_if: bool,
}

impl<'a> Reading<'a> {
    /// Of a forecast.
    pub fn of(forecast: &'a Forecast) -> Self {
        let Forecast { scenario, reading: name, what_if, .. } = forecast;
        Self { scenario, name, what_if: *what_if }
    }

    /// Of a study of what to add.
    pub fn of_study(study: &'a ReadingSaid) -> Self {
        Self { scenario: &study.scenario, name: &study.reading, what_if: study.what_if }
    }

    /// "Reading “x”" or "What if “x”"; "Scenario y" where there is only one.
    pub fn title(self) -> String {
        let Self { scenario, name, what_if } = self;
        match (name.is_empty(), what_if) {
            (true, _) => format!("Scenario {scenario}"),
            (false, true) => format!("What if \u{201c}{name}\u{201d}"),
            (false, false) => format!("Reading \u{201c}{name}\u{201d}"),
        }
    }

    /// "y, reading “x”"; "y" where there is only one.
    pub fn of_scenario(self) -> String {
        format!("{}{}", self.scenario, self.beside())
    }

    /// ", reading “x”" after what it is a reading of; nothing where there is only one.
    pub fn beside(self) -> String {
        let Self { name, what_if, .. } = self;
        match (name.is_empty(), what_if) {
            (true, _) => String::new(),
            (false, true) => format!(", what if \u{201c}{name}\u{201d}"),
            (false, false) => format!(", reading \u{201c}{name}\u{201d}"),
        }
    }

    /// Above a panel: "Reading: “x”"; the scenario where there is only one, and both where there are several of each.
    pub fn above_a_panel(self, are_several_scenarios: bool) -> String {
        let Self { scenario, name, what_if } = self;
        match (name.is_empty(), are_several_scenarios, what_if) {
            (true, ..) => scenario.to_owned(),
            (false, true, _) => format!("{scenario}: \u{201c}{name}\u{201d}"),
            (false, false, true) => format!("What if: \u{201c}{name}\u{201d}"),
            (false, false, false) => format!("Reading: \u{201c}{name}\u{201d}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_what_if_is_never_called_a_reading() {
        let told = Reading { scenario: "s", name: "n", what_if: true };
        let said = [told.title(), told.of_scenario(), told.above_a_panel(false)];
        assert!(said.iter().all(|said| said.to_lowercase().contains("what if")), "{said:?}");
        assert!(said.iter().all(|said| !said.to_lowercase().contains("reading")), "{said:?}");
    }

    #[test]
    fn a_scenario_with_one_reading_is_named_by_itself() {
        let only = Reading { scenario: "s", name: "", what_if: false };
        let said = [only.title(), only.of_scenario(), only.above_a_panel(true)];
        assert_eq!(said, ["Scenario s", "s", "s"]);
    }
}
