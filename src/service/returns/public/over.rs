//! What links tables: a year and its quarters, and returns that count the same households.

use super::super::key::{CountedIn, Key, Line};
use super::linking::Linking;
use super::table::Table;

pub(super) fn link(linking: &mut Linking, tables: &[Table]) {
    let mut returns: Vec<&'static str> = tables.iter().map(|table| table.of).collect();
    returns.sort_unstable();
    returns.dedup();
    let periods = tables.iter().map(|table| table.period + 1).max().unwrap_or(0);
    for of in returns {
        let of_it: Option<Vec<usize>> =
            (0..periods).map(|period| linking.table(of, period)).collect();
        if let Some((year, quarters)) = of_it.as_deref().and_then(<[usize]>::split_first) {
            over_quarters(linking, *year, quarters);
        }
    }
    for period in 0..periods {
        over_returns(linking, period);
    }
}

/// What happened in a year happened in its quarters; whoever was there in a quarter was there in the year. Where the
/// quarters add up to the year they are taken to do so always: whoever believes that may not find anything out.
fn over_quarters(linking: &mut Linking, year: usize, quarters: &[usize]) {
    if quarters.is_empty() {
        return;
    }
    for (key, total) in linking.figures(year) {
        let is_of_a_moment = key.category.starts_with("open_at") || key.category == "still_in";
        let parts: Option<Vec<usize>> =
            quarters.iter().map(|quarter| linking.by_key(*quarter, key.clone())).collect();
        let Some(parts) = parts.filter(|_| !is_of_a_moment) else { continue };
        let sum: u32 = parts.iter().map(|&part| linking.value(part)).sum();
        if sum == linking.value(total) {
            linking.is_sum(Some(total), parts);
            continue;
        }
        for part in &parts {
            linking.are_at_most(vec![*part], vec![total]);
        }
        linking.are_at_most(vec![total], parts);
    }
    over_the_joints(linking, year, quarters);
    who_lives_here(linking, quarters);
}

const STILL_IN: (Line, &str, CountedIn) = (Line::X, "still_in", CountedIn::Stay);

/// Who lived here, and who came, either left or lives here: over each quarter. Who came without a referral is the rest.
fn who_lives_here(linking: &mut Linking, quarters: &[usize]) {
    let mut before: Option<usize> = None;
    for &quarter in quarters {
        let placed = linking.at(quarter, (Line::Reconciliation, "placed", CountedIn::Referral));
        let (Some(now), Some(placed)) = (linking.at(quarter, STILL_IN), placed) else { return };
        let mut went = linking.of_line(quarter, Line::X, |category| category != "still_in");
        went.push(now);
        let sum: u32 = went.iter().map(|cell| linking.value(*cell)).sum();
        let began = sum.saturating_sub(linking.value(placed));
        let lived_here = before.unwrap_or_else(|| linking.cell(began));
        let total = linking.cell(sum);
        linking.is_sum(Some(total), went);
        linking.is_sum(Some(total), vec![lived_here, placed]);
        before = Some(now);
    }
}

/// Who is open at the end of a quarter is open at the start of the next; who is still in at the end of the last is so at
/// the end of the year.
fn over_the_joints(linking: &mut Linking, year: usize, quarters: &[usize]) {
    let (Some(&first), Some(&last)) = (quarters.first(), quarters.last()) else { return };
    let open = ["open_at_start", "open_at_end"]
        .map(|category| (Line::Reconciliation, category, CountedIn::Referral));
    let mut same = vec![((year, open[0]), (first, open[0])), ((year, open[1]), (last, open[1]))];
    same.extend(quarters.windows(2).map(|pair| ((pair[0], open[1]), (pair[1], open[0]))));
    same.push(((year, STILL_IN), (last, STILL_IN)));
    // What one year has at its end the next has at its start: it is in no copy, so that no copy of one helps with another.
    for (table, key) in [(year, open[0]), (year, open[1]), (year, STILL_IN)] {
        if let Some(cell) = linking.at(table, key) {
            linking.withhold(cell);
        }
    }
    for ((table, key), (other, other_key)) in same {
        let other = linking.at(other, other_key).into_iter().collect();
        linking.is_sum(linking.at(table, key), other);
    }
}

/// Figures that stand in more than one return of a period.
fn over_returns(linking: &mut Linking, period: usize) {
    let Some(mhclg) = linking.table("mhclg", period) else { return };
    let people = linking.at(mhclg, (Line::Ii, "all", CountedIn::Individual));
    if let Some(outcomes) = linking.table("outcomes", period) {
        for (key, cell) in linking.figures(outcomes) {
            if key.category == "supported" {
                linking.is_sum(people, vec![cell]);
            }
        }
    }
    if let Some(kpi) = linking.table("kpi", period) {
        indicators(linking, mhclg, kpi);
    }
    if let Some(sanctuary) = linking.table("sanctuary", period) {
        homes(linking, mhclg, sanctuary);
    }
    if let Some(review) = linking.table("review", period) {
        for of in ["kpi", "outcomes"] {
            let table = linking.table(of, period);
            repeated(linking, review, table);
        }
    }
}

/// Key performance indicators of the same departures and stays.
fn indicators(linking: &mut Linking, mhclg: usize, kpi: usize) {
    let left = linking.at(mhclg, (Line::Xii, "of", CountedIn::Household));
    for line in [Line::PlannedMoves, Line::Independence] {
        let of = linking.at(kpi, (line, "of", CountedIn::Household)).into_iter().collect();
        linking.is_sum(left, of);
    }
    let planned = linking
        .at(kpi, (Line::PlannedMoves, "planned", CountedIn::Household))
        .into_iter()
        .collect();
    linking.is_sum(linking.at(mhclg, (Line::Xii, "planned", CountedIn::Household)), planned);
    let ended = linking.of_line(mhclg, Line::X, |category| category != "still_in");
    linking.is_sum(linking.at(kpi, (Line::LengthOfSupport, "leavers", CountedIn::Stay)), ended);
    let still_in =
        linking.at(kpi, (Line::LengthOfSupport, "still_in", CountedIn::Stay)).into_iter().collect();
    linking.is_sum(linking.at(mhclg, (Line::X, "still_in", CountedIn::Stay)), still_in);
}

/// Whom Housing Solutions accepted has a referral that ended so; all others it decided on it did not accept.
fn homes(linking: &mut Linking, mhclg: usize, sanctuary: usize) {
    let accepted = linking.at(mhclg, (Line::Reconciliation, "sanctuary", CountedIn::Referral));
    let not_accepted = linking.at(sanctuary, (Line::V, "all", CountedIn::Referral));
    let decided = linking.at(sanctuary, (Line::X, "determination", CountedIn::Instance));
    linking.is_sum(decided, accepted.into_iter().chain(not_accepted).collect());
    let fitted = linking.at(sanctuary, (Line::Viii, "all", CountedIn::Instance));
    let timed =
        linking.at(sanctuary, (Line::X, "fitting", CountedIn::Instance)).into_iter().collect();
    linking.is_sum(fitted, timed);
}

/// The review has figures of others under a category that begins with their line.
fn repeated(linking: &mut Linking, review: usize, other: Option<usize>) {
    let Some(other) = other else { return };
    for (key, cell) in linking.figures(other) {
        let Key { line, category, counts, .. } = key;
        let name = format!("{}_{category}", line.word());
        let same = linking.figures(review).into_iter().filter(|(key, same)| {
            key.counts == counts
                && key.category == name
                && linking.value(*same) == linking.value(cell)
        });
        for (_, same) in same.collect::<Vec<_>>() {
            linking.is_sum(Some(cell), vec![same]);
        }
    }
}
