//! Which figures of the past may be shown, and over which spans.

use crate::base::domain::Past;
use crate::base::domain::past::LEAST_SHOWN;

/// The figures, each of at least [`LEAST_SHOWN`] households: smaller ones are put together with the spans that
/// follow them without a gap, and left out where that is not enough.
pub(super) fn may_be_shown(history: &[Past]) -> Vec<Past> {
    let mut sorted: Vec<Past> = history.to_vec();
    sorted.sort_by_key(|past| (past.measure, past.from));
    let mut shown: Vec<Past> = Vec::new();
    for past in sorted {
        match shown.last_mut().filter(|last| follows(last, &past)) {
            Some(last) if last.value < LEAST_SHOWN || past.value < LEAST_SHOWN => join(last, &past),
            _ => shown.push(past),
        }
    }
    shown.retain(|past| past.value >= LEAST_SHOWN);
    shown
}

fn follows(last: &Past, past: &Past) -> bool {
    last.measure == past.measure && last.to.tomorrow().is_ok_and(|day| day == past.from)
}

fn join(last: &mut Past, past: &Past) {
    last.to = past.to;
    last.value = last.value.saturating_add(past.value);
    if last.source != past.source {
        last.source = format!("{}; {}", last.source, past.source);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::domain::PastMeasure;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn quarter(number: i16, value: u32) -> Past {
        let first = date(2024, 4, 1).saturating_add(jiff::Span::new().months(3 * number));
        let to = first.saturating_add(jiff::Span::new().months(3)).yesterday().unwrap();
        let measure = PastMeasure::UnmetCapacity;
        Past { from: first, to, measure, value, source: "Return".to_owned() }
    }

    #[test]
    fn a_count_under_five_is_put_together_with_its_neighbour() {
        let shown = may_be_shown(&[quarter(0, 9), quarter(1, 3), quarter(2, 8)]);
        assert_eq!(shown.iter().map(|past| past.value).collect::<Vec<_>>(), [12, 8]);
        assert_eq!(shown[0].to, quarter(1, 0).to);
    }

    #[test]
    fn a_count_under_five_without_a_neighbour_is_left_out() {
        assert_eq!(may_be_shown(&[quarter(0, 4), quarter(2, 8)]), [quarter(2, 8)]);
    }

    proptest! {
        /// Nothing small is shown, and what is shown cannot be told apart into its parts.
        #[test]
        fn nothing_under_five_is_ever_shown(values in proptest::collection::vec(0_u32..12, 0..12)) {
            let quarters: Vec<Past> = (0..).zip(&values).map(|(k, value)| quarter(k, *value)).collect();
            let shown = may_be_shown(&quarters);
            prop_assert!(shown.iter().all(|past| past.value >= LEAST_SHOWN));
            let all: u32 = values.iter().sum();
            let said: u32 = shown.iter().map(|past| past.value).sum();
            prop_assert!(said == all || all - said < LEAST_SHOWN);
        }
    }
}
