//! Where the words of a document lead on the desk: units and households to their pages, by names that tell nothing.

use crate::presentation::document::{Act, Action, Verb};
use crate::presentation::render::html::{Links, Way};
use crate::service::register::Night;
use crate::service::vault::Register;
use std::collections::BTreeMap;

/// Beside a form that is not recorded nothing leads away from it: only within the page.
#[derive(Debug, Clone, Copy)]
pub(super) struct WithinThePage;

impl Links for WithinThePage {
    fn way(&self, action: &Action) -> Option<Way> {
        (action.verb == Verb::ShowEveryUnit).then(|| Way::Link("#every-unit".to_owned()))
    }
}

/// Pages by what they are of.
#[derive(Debug, Clone, Default)]
pub(super) struct Pages {
    units: BTreeMap<String, String>,
    households: BTreeMap<String, String>,
    /// Households by the references of their other referrals.
    joined: BTreeMap<String, String>,
}

impl Pages {
    pub(super) fn of(register: &Register, night: &Night) -> Self {
        let page = |of: &str, name: &str| format!("/{of}/{}", register.opaque(of, name));
        let units = night.units.iter().map(|unit| (unit.unit.clone(), page("unit", &unit.unit)));
        let known = night.households.iter();
        let households = known.map(|of| (of.reference.clone(), page("household", &of.reference)));
        let joined = night.households.iter().flat_map(|of| {
            let others = of.references.iter().filter(|other| **other != of.reference);
            others.map(|other| (other.clone(), page("household", &of.reference)))
        });
        let joined = joined.collect();
        Self { units: units.collect(), households: households.collect(), joined }
    }

    /// Of every unit the page.
    pub(super) fn of_units(&self) -> &BTreeMap<String, String> {
        &self.units
    }

    /// Of every household the page.
    pub(super) fn of_households(&self) -> &BTreeMap<String, String> {
        &self.households
    }

    pub(super) fn household(&self, reference: &str) -> Option<&str> {
        self.households.get(reference).or_else(|| self.joined.get(reference)).map(String::as_str)
    }

    pub(super) fn unit(&self, name: &str) -> Option<&str> {
        self.units.get(name).map(String::as_str)
    }

    /// Whose page it is.
    pub(super) fn reference_of(&self, page: &str) -> Option<&str> {
        named(&self.households, page)
    }

    /// Which household or unit a page is of.
    pub(super) fn named(&self, page: &str) -> Option<&str> {
        self.reference_of(page).or_else(|| self.unit_of(page))
    }

    pub(super) fn unit_of(&self, page: &str) -> Option<&str> {
        named(&self.units, page)
    }
}

fn named<'a>(pages: &'a BTreeMap<String, String>, page: &str) -> Option<&'a str> {
    pages.iter().find(|(_, of)| of.as_str() == page).map(|(name, _)| name.as_str())
}

impl Links for Pages {
    fn way(&self, action: &Action) -> Option<Way> {
        let to = |page: &str| Some(Way::Link(page.to_owned()));
        match action.verb {
            // It stands behind the answer's last line.
            Verb::ShowEveryUnit => to("#every-unit"),
            Verb::SeeTonight => to("/"),
            Verb::Allocate => to("/allocation"),
            Verb::SeeClocks => to("/clocks"),
            Verb::SeePathways | Verb::Record(Act::Tell(_)) => {
                let household = action.reference.as_deref().and_then(|of| self.household(of));
                household.map_or_else(|| to("/clocks"), |page| to(&format!("{page}/support")))
            }
            Verb::Record(Act::Refer) => to("/referral"),
            // What can be recorded stands on the page of the household, or of the unit.
            Verb::Record(_) | Verb::SeeHistory | Verb::Recommend => {
                let household = action.reference.as_deref().and_then(|of| self.household(of));
                let unit = action.unit.as_deref().and_then(|of| self.unit(of));
                household.or(unit).and_then(to)
            }
            _ => None,
        }
    }

    fn unit(&self, name: &str) -> Option<String> {
        Self::unit(self, name).map(str::to_owned)
    }

    fn household(&self, reference: &str) -> Option<String> {
        Self::household(self, reference).map(str::to_owned)
    }
}
