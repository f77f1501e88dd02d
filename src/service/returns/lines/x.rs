//! 10.13 x: how long stays that ended in the period had been: whole stays in all, and by type from entering it to leaving
//! it, over any number of units. Second stage and sanctuary are no stays here.

use super::super::amount::median;
use super::super::counting::Counting;
use super::super::key::{CountedIn, Line, OfType};
use super::super::lists::band;
use super::super::period::days_between;
use super::super::record::Stay;
use super::super::row::Row;
use super::super::safe_type::SafeType;
use jiff::Span;
use jiff::civil::Date;

pub(in super::super) fn rows(of: &Counting<'_>) -> Vec<Row> {
    let all = of_type(of, None);
    let types = SafeType::OF_UNITS.into_iter().flat_map(|kind| {
        if of.is_possible(kind) {
            of_type(of, Some(kind))
        } else {
            vec![Row::not_collected((Line::X, OfType::Safe(kind)), CountedIn::Stay)]
        }
    });
    all.into_iter().chain(types).collect()
}

/// A stay, or the part of one in one type.
pub(in super::super) struct Length {
    pub(in super::super) referral: usize,
    pub(in super::super) from: Date,
    pub(in super::super) to: Option<Date>,
    pub(in super::super) nights: u64,
}

fn of_type(of: &Counting<'_>, kind: Option<SafeType>) -> Vec<Row> {
    let of_type = OfType::from(kind);
    let stays = || of.record.households.iter().flat_map(|household| &household.stays);
    let lengths: Vec<Length> = stays().flat_map(|stay| lengths(stay, kind)).collect();
    let names = |of_band: &dyn Fn(&Length) -> bool| -> Vec<String> {
        let found = lengths.iter().filter(|length| of_band(length));
        found.map(|length| of.record.reference(length.referral)).collect()
    };
    let ended = |length: &Length| length.to.is_some_and(|to| of.period.has(to));
    let row = |category: &str, made_of| {
        Row::counted((Line::X, of_type), category, CountedIn::Stay, made_of)
    };
    let mut rows: Vec<Row> = of
        .lists
        .month_bands
        .iter()
        .map(|wanted| {
            let is_in_it = |length: &Length| {
                let months = length.to.map(|to| months(length.from, to));
                ended(length)
                    && months.is_some_and(|m| band(&of.lists.month_bands, m) == wanted.category)
            };
            row(&wanted.category, names(&is_in_it))
        })
        .collect();
    let nights = lengths.iter().filter(|length| ended(length)).map(|length| length.nights);
    let made_of = names(&ended);
    let middle = row("median_nights", made_of);
    rows.push(middle.with_if_known(median(nights.collect())));
    let end = of.period.last;
    let still_in = |length: &Length| length.from <= end && length.to.is_none_or(|to| to > end);
    rows.push(row("still_in", names(&still_in)));
    rows
}

/// A whole stay, or its parts in one type.
pub(in super::super) fn lengths(stay: &Stay, kind: Option<SafeType>) -> Vec<Length> {
    let mut lengths: Vec<(SafeType, Length)> = Vec::new();
    for span in &stay.spans {
        let to = span.to.map(|on| on.day);
        match lengths.last_mut() {
            Some((last, length)) if kind.is_none() || *last == span.kind => length.to = to,
            _ => {
                let (referral, from) = (stay.referral, span.from.day);
                lengths.push((span.kind, Length { referral, from, to, nights: 0 }));
            }
        }
    }
    let last = lengths.len();
    let is_within_a_day = stay.is_within_a_day();
    let measured = lengths.into_iter().enumerate().map(|(k, (of, mut length))| {
        let days = length.to.map_or(0, |to| days_between(length.from, to));
        // A stay within one London day counts as one night, of the type it ended in.
        let is_one = is_within_a_day && k + 1 == last;
        length.nights = if is_one { 1 } else { u64::try_from(days).unwrap_or(0) };
        (of, length)
    });
    measured
        .filter(|(of, _)| kind.is_none_or(|kind| *of == kind))
        .map(|(_, length)| length)
        .collect()
}

/// Completed calendar months: from 31 January to 28 February is one.
pub(in super::super) fn months(from: Date, to: Date) -> u16 {
    let years = i32::from(to.year()) - i32::from(from.year());
    let months = 12 * years + i32::from(to.month()) - i32::from(from.month());
    let is_complete = from.checked_add(Span::new().months(months)).is_ok_and(|day| day <= to);
    u16::try_from(if is_complete { months } else { months - 1 }).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_is_complete_on_the_same_day_or_the_last_one_there_is() {
        for (from, to, expected) in [
            (date(2026, 1, 31), date(2026, 2, 28), 1),
            (date(2026, 1, 31), date(2026, 2, 27), 0),
            (date(2026, 2, 28), date(2026, 3, 27), 0),
            (date(2026, 2, 28), date(2026, 3, 28), 1),
            (date(2024, 2, 29), date(2025, 2, 28), 12),
            (date(2026, 5, 4), date(2026, 5, 4), 0),
            (date(2026, 5, 4), date(2028, 5, 3), 23),
            (date(2026, 5, 4), date(2028, 5, 4), 24),
        ] {
            assert_eq!(months(from, to), expected, "{from} to {to}");
        }
    }
}
