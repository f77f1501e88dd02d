//! What may be drawn in place of a scenario's own number, by its name in files.

use crate::base::domain::RuleName;
use serde::{Deserialize, Serialize};
use strum::VariantNames;

/// What an unknown sets.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sets {
    /// Referrals to all safe accommodation in 365 days (`arrivals.per_year`).
    ReferralsPerYear,
    /// The share of them that needs one of these units (`arrivals.share_needing_unit`).
    ShareNeedingUnit,
    /// The mean stay in days, support and wait for a home together (`stay.default`, `move_on.default`).
    StayDays,
    /// The share of a stay that is the wait for a home.
    HomeWaitShare,
    /// The coefficient of variation of both parts of a stay.
    StayCv,
    /// The chance that a household's unsafe place lies in the area (`unsafe_drawn.chance`).
    UnsafeChance,
    /// The share of offers that are accepted (`funnel.accepts`).
    Accepts,
    /// The share of the mix that some classes of household have together; the others keep their proportions.
    MixShare,
    /// The chance that a person grants what a rule asks (`decisions.RULE`).
    Granted,
    /// The chance that a household asks for a longer unit when its short stay is over (`onward.chance`).
    AsksOnward,
    /// How much more or less a unit elsewhere is asked for than a unit here: of surveys elsewhere alone.
    LoadRatio,
    /// Requests that are counted of one household turned away: of surveys that count requests alone.
    RequestsPerRefusal,
}

impl Sets {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        Self::VARIANTS[self as usize]
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(name.into()).ok()
    }

    /// Least and greatest value that make sense.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::ReferralsPerYear => (0.0, 1e6),
            Self::ShareNeedingUnit
            | Self::HomeWaitShare
            | Self::UnsafeChance
            | Self::Accepts
            | Self::MixShare
            | Self::Granted
            | Self::AsksOnward => (0.0, 1.0),
            Self::StayDays => (0.1, 3_650.0),
            Self::StayCv => (0.05, 5.0),
            Self::LoadRatio => (0.01, 100.0),
            Self::RequestsPerRefusal => (1.0, 100.0),
        }
    }

    /// Keys of a scenario that it sets, whatever rule or household it is of.
    pub fn keys(self) -> &'static [&'static str] {
        match self {
            Self::ReferralsPerYear => &["arrivals.per_year"],
            Self::ShareNeedingUnit => &["arrivals.share_needing_unit"],
            Self::StayDays | Self::HomeWaitShare => {
                &["stay.default.mean_days", "move_on.default.mean_days"]
            }
            Self::StayCv => &["stay.default.cv", "move_on.default.cv"],
            Self::UnsafeChance => &["unsafe_drawn.chance"],
            Self::Accepts => &["funnel.accepts"],
            Self::AsksOnward => &["onward.chance"],
            Self::MixShare | Self::Granted | Self::LoadRatio | Self::RequestsPerRefusal => &[],
        }
    }
}

/// What a drawn number sets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it is.
    pub sets: Sets,
    /// The classes of household whose share of the mix it is; of other numbers none.
    pub households: Vec<String>,
    /// The rule whose decisions are granted with this chance; of other numbers none.
    pub rule: Option<RuleName>,
}

impl Column {
    /// As the head of a file names it: what it sets, and of a share of the mix whose, of a chance of which rule.
    pub fn label(&self) -> String {
        let name = self.sets.name();
        let rule = self.rule.map(|rule| rule.name().to_owned());
        let of = self.households.iter().cloned().chain(rule).collect::<Vec<_>>().join("; ");
        if of.is_empty() { name.to_owned() } else { format!("{name}: {of}") }
    }

    /// The column of that name.
    pub(super) fn of_label(label: &str) -> Option<Self> {
        let (name, of) = label.split_once(": ").unwrap_or((label, ""));
        let sets = Sets::named(name)?;
        if sets == Sets::Granted {
            let rule = Some(RuleName::named(of)?);
            return Some(Self { sets, households: Vec::new(), rule });
        }
        let households = of.split("; ").filter(|name| !name.is_empty()).map(str::to_owned);
        Some(Self { sets, households: households.collect(), rule: None })
    }

    /// Keys of a scenario that it sets.
    pub fn keys(&self) -> Vec<String> {
        let of_rule = self.rule.map(|rule| format!("decisions.{}", rule.name()));
        self.sets.keys().iter().map(|key| (*key).to_owned()).chain(of_rule).collect()
    }
}
