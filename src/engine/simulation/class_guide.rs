//! Which class a number stands for: the classes' shares laid end to end, with the first that each of many equal steps can
//! meet, so that hardly any have to be compared (Chen and Asau 1974).

use crate::base::statistics::float;
use crate::engine::demand::Class;

/// Equal steps of all numbers; a power of two, so that the step of a number is exact.
const STEPS: usize = 128;

/// The shares of the classes, ready for looking a number up.
#[derive(Debug, Default)]
pub(super) struct ClassGuide {
    /// The share of each class and all before it.
    up_to: Vec<f64>,
    /// For each step the first class that its numbers may stand for.
    first: Vec<u16>,
}

impl ClassGuide {
    pub(super) fn of(classes: &[Class]) -> Self {
        Self::of_shares(classes.iter().map(|class| class.share_up_to).collect())
    }

    fn of_shares(up_to: Vec<f64>) -> Self {
        let first = (0..STEPS).map(|step| {
            let least = float(step) / float(STEPS);
            let first = up_to.partition_point(|share| *share <= least);
            u16::try_from(first).unwrap_or(u16::MAX)
        });
        let first = first.collect();
        Self { up_to, first }
    }

    /// The class of a number from 0 to 1; what lies beyond all shares is of the last.
    #[inline]
    pub(super) fn class(&self, u: f64) -> usize {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "one of a few steps"
        )]
        let step = (u * float(STEPS)) as usize;
        let mut class = usize::from(self.first[step.min(STEPS - 1)]);
        while self.up_to.get(class).is_some_and(|up_to| *up_to <= u) {
            class += 1;
        }
        class.min(self.up_to.len().saturating_sub(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_class_is_the_first_whose_share_reaches_beyond_the_number(
            shares in prop::collection::vec(0.0_f64..1.0, 1..40),
            numbers in prop::collection::vec(0.0_f64..1.0, 50),
        ) {
            let all: f64 = shares.iter().sum::<f64>() + 1e-9;
            let mut before = 0.0;
            let up_to: Vec<f64> = shares.iter().map(|share| { before += share / all; before }).collect();
            let guide = ClassGuide::of_shares(up_to.clone());
            for u in numbers.into_iter().chain(up_to.iter().copied().filter(|u| *u < 1.0)) {
                let class = up_to.partition_point(|share| *share <= u).min(up_to.len() - 1);
                prop_assert_eq!(guide.class(u), class);
            }
        }
    }
}
