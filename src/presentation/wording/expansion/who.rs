//! Of whom a sentence speaks.

use super::numbers::figure;
use crate::planning::expansion::ClassFigure;
use crate::planning::forecast::LEAST_TO_A_TENTH;

/// Classes of whom most are concerned, with how many a year.
pub(super) fn who(groups: &[ClassFigure], most: usize) -> Vec<String> {
    let is_some = |group: &&ClassFigure| group.households.mean >= LEAST_TO_A_TENTH;
    let mut sorted: Vec<_> = groups.iter().filter(is_some).collect();
    sorted.sort_by(|a, b| b.households.mean.total_cmp(&a.households.mean));
    let said = |group: &&ClassFigure| format!("{} {}", group.class, figure(group.households.mean));
    sorted.iter().take(most).map(said).collect()
}
