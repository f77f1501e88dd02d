//! What a plan of one reading loses under another, in words.

use super::numbers::more_or_fewer;
use crate::planning::expansion::{BreakEven, Robust};
use crate::planning::forecast::percent;

/// Two readings within one budget.
pub(super) fn robust(robust: &Robust) -> String {
    let [first, second] = robust.readings.each_ref().map(|reading| format!("“{reading}”"));
    let lead = format!("{}: ", robust.budget);
    let regrets = format!(
        "beside each reading's own plan, that of {second} turns away {} households a year in {first}, and that of {first} {} in {second}",
        more_or_fewer(robust.regret[0]),
        more_or_fewer(robust.regret[1]),
    );
    let plan = |which: usize| &robust.plans[which].words;
    let always = |reading: &str| {
        format!(
            "{lead}{regrets}. Whatever is believed, the plan of {reading} is the one to take: the other averts too little more for what it costs more."
        )
    };
    match robust.flip {
        BreakEven::SamePlan => format!("{lead}{first} and {second} both choose {}.", plan(0)),
        BreakEven::At(belief) => format!(
            "{lead}{regrets}. The plan flips at a belief of {} in {second}, the dearer plan having to avert more than the indifference: below it {}, above it {}.",
            percent(belief),
            plan(0),
            plan(1),
        ),
        BreakEven::FirstAlways => always(&first),
        BreakEven::SecondAlways => always(&second),
    }
}
