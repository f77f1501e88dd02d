//! Of whom a sentence speaks.

use super::numbers::figure;
use crate::planning::expansion::ClassFigure;

/// Classes of whom most are concerned, with how many a year.
pub(super) fn who(groups: &[ClassFigure], most: usize) -> Vec<String> {
    let mut sorted: Vec<_> = groups.iter().filter(|group| group.households.mean >= 0.05).collect();
    sorted.sort_by(|a, b| b.households.mean.total_cmp(&a.households.mean));
    let said = |group: &&ClassFigure| format!("{} {}", group.class, figure(group.households.mean));
    sorted.iter().take(most).map(said).collect()
}
