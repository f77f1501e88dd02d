//! Households turned away without what the luck of stays did to a history.
//!
//! Where stays happen to be long, fewer units fall vacant and more are turned away, and two plans part from each other mostly
//! by that. By how much the stays of all who are placed are longer than expected is 0 on average, whatever the plan; so, taken
//! off so many times as it turns somebody away, it leaves the mean of every plan as it is and narrows what tells two of
//! them apart (a control variate whose mean is known). How many times is learned on histories that choose nothing.

use super::replay_count::Count;
use super::sample::{Conditions, Steadied};
use crate::base::statistics::float;

/// Of two numbers that are this much alike one says nothing that the other does not.
const ALIKE: f64 = 1e-9;

/// A number of households that is counted in a history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Turned away.
    TurnedAway,
    /// Turned away of those who come from elsewhere.
    FromElsewhere,
    /// In a longer unit in the end.
    Longer,
    /// In a short stay in the end.
    ShortOnly,
    /// Turned away of a group of classes.
    Group(usize),
}

/// How many more are counted for each mean stay by which stays are longer than expected, figure by figure: since all go by the
/// same histories, those of a whole are the sum of those of its parts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Luck(Vec<Times>);

/// For one mean stay in longer units, and for a short one.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Times {
    longer: f64,
    short: f64,
}

impl Figure {
    /// As it is counted.
    pub(super) fn of(self, count: &Count) -> u32 {
        match self {
            Self::TurnedAway => count.turned_away,
            Self::FromElsewhere => count.from_elsewhere,
            Self::Longer => count.longer,
            Self::ShortOnly => count.short_only,
            Self::Group(which) => count.by_group[which],
        }
    }

    /// Every figure of a history, each in its place.
    fn all(groups: usize) -> impl Iterator<Item = Self> {
        let single = [Self::TurnedAway, Self::FromElsewhere, Self::Longer, Self::ShortOnly];
        single.into_iter().chain((0..groups).map(Self::Group))
    }

    fn place(self) -> usize {
        match self {
            Self::TurnedAway => 0,
            Self::FromElsewhere => 1,
            Self::Longer => 2,
            Self::ShortOnly => 3,
            Self::Group(which) => 4 + which,
        }
    }
}

impl Luck {
    /// What most narrows the differences between some plans and the first of them, in all of them alike.
    pub(super) fn learned(counts: &[Vec<Count>]) -> Self {
        let Some((first, others)) = counts.split_first() else { return Self::default() };
        let groups = first.first().map_or(0, |count| count.by_group.len());
        let times = |figure: Figure| {
            let mut sums = Products::default();
            for other in others {
                let beside = other.iter().zip(first).map(|(mine, theirs)| {
                    let counted = f64::from(figure.of(mine)) - f64::from(figure.of(theirs));
                    let (mine, theirs) = (mine.over, theirs.over);
                    [counted, mine.longer - theirs.longer, mine.short - theirs.short]
                });
                sums.add(&beside.collect::<Vec<_>>());
            }
            sums.solved()
        };
        Self(Figure::all(groups).map(times).collect())
    }

    /// A figure of a history, and how much of it is luck.
    pub(super) fn in_history(
        &self,
        figure: Figure,
        count: &Count,
        conditions: Conditions,
    ) -> Steadied {
        let Times { longer, short } = self.0.get(figure.place()).copied().unwrap_or_default();
        let by_luck = longer * count.over.longer + short * count.over.short;
        Steadied { counted: i64::from(figure.of(count)), by_luck, conditions }
    }
}

/// Sums of products about the mean.
#[derive(Default)]
struct Products {
    /// Of longer with longer, longer with short, short with short.
    over: [f64; 3],
    /// Of the figure with longer and short.
    counted: [f64; 2],
}

impl Products {
    fn add(&mut self, of: &[[f64; 3]]) {
        let mean = |which: usize| of.iter().map(|one| one[which]).sum::<f64>() / float(of.len());
        let means = [0, 1, 2].map(mean);
        for one in of {
            let [counted, longer, short] = [0, 1, 2].map(|which| one[which] - means[which]);
            let products = [longer * longer, longer * short, short * short];
            self.over.iter_mut().zip(products).for_each(|(sum, product)| *sum += product);
            self.counted[0] += counted * longer;
            self.counted[1] += counted * short;
        }
    }

    /// The coefficients of least squares; what nothing is known of is left alone.
    fn solved(&self) -> Times {
        let ([longer, both, short], [of_longer, of_short]) = (self.over, self.counted);
        let determinant = longer * short - both * both;
        if determinant > ALIKE * longer * short && determinant > 0.0 {
            return Times {
                longer: (of_longer * short - of_short * both) / determinant,
                short: (of_short * longer - of_longer * both) / determinant,
            };
        }
        Times { longer: if longer > 0.0 { of_longer / longer } else { 0.0 }, short: 0.0 }
    }
}
