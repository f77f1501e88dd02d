//! Who looks for a place anywhere in the country: the national helplines are run for women, so of a man it is asked who
//! takes men.

use crate::base::domain::household::Sex;
use crate::base::domain::{Household, Nation};

/// Whom to ring, and whether it is for a man.
#[derive(Debug, Clone, Copy)]
pub(super) struct Searches {
    helpline: &'static str,
    for_a_man: bool,
}

/// Who looks for a place for this household.
pub(super) fn who_searches(household: &Household, nation: Nation) -> Searches {
    let for_a_man = household.lead().is_some_and(|lead| lead.sex == Sex::Male);
    Searches { helpline: nation.helpline(), for_a_man }
}

impl Searches {
    /// For other software.
    pub(super) fn in_short(self) -> String {
        let helpline = self.helpline;
        if self.for_a_man {
            format!(
                "ring the Men's Advice Line first, in its hours; outside these ask {helpline}, day and night, who searches the whole country for a man."
            )
        } else {
            format!(
                "{helpline} searches the whole country for a place, day and night. Ring it first."
            )
        }
    }

    /// For somebody at the desk.
    pub(super) fn at_the_desk(self) -> String {
        let helpline = self.helpline;
        if self.for_a_man {
            format!(
                "the Men's Advice Line searches first, in its hours. Outside these ask {helpline}, day and night, who searches for a man."
            )
        } else {
            format!("{helpline} searches the whole country, day and night: ring it first.")
        }
    }
}
