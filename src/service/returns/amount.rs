//! A figure as a number, exactly as it was counted; written only where a table or a screen is.

use crate::base::domain::hundredths;
use std::fmt;

/// A number of a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Amount {
    /// So many.
    Whole(u64),
    /// So many halves: the middle of an even number of them.
    Halves(u64),
    /// So many hundredths: a mean, a percentage, posts of staff.
    Hundredths(u128),
}

impl Amount {
    /// As a table has it; none: it is no number of a return.
    pub fn read(text: &str) -> Option<Self> {
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit());
        let Some((whole, part)) = text.split_once('.') else {
            return is_digits(text).then(|| text.parse().ok())?.map(Self::Whole);
        };
        if !is_digits(whole) || !is_digits(part) {
            return None;
        }
        match part {
            "5" => whole.parse::<u64>().ok()?.checked_mul(2)?.checked_add(1).map(Self::Halves),
            part if part.len() == 2 => format!("{whole}{part}").parse().ok().map(Self::Hundredths),
            _ => None,
        }
    }

    /// Where it is a whole number.
    pub fn whole(self) -> Option<u64> {
        match self {
            Self::Whole(number) => Some(number),
            Self::Halves(_) | Self::Hundredths(_) => None,
        }
    }
}

impl From<u64> for Amount {
    fn from(number: u64) -> Self {
        Self::Whole(number)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Halves(halves) if halves.is_multiple_of(2) => {
                write!(f, "{}", halves.div_euclid(2))
            }
            Self::Halves(halves) => write!(f, "{}.5", halves.div_euclid(2)),
            Self::Hundredths(number) => f.write_str(&hundredths(*number)),
        }
    }
}

/// The middle of whole numbers, of an even number of them the mean of the middle two; none of none.
pub(super) fn median(mut numbers: Vec<u64>) -> Option<Amount> {
    numbers.sort_unstable();
    let (lower, upper) = (numbers.len().checked_sub(1)?.div_euclid(2), numbers.len().div_euclid(2));
    Some(Amount::Halves(numbers[lower] + numbers[upper]))
}

/// A quotient to two decimals, a half away from 0; none of nothing.
pub(super) fn quotient(sum: u64, of: u64) -> Option<Amount> {
    let doubled = (200 * u128::from(sum)).checked_div(u128::from(of))?;
    Some(Amount::Hundredths((doubled + 1).div_euclid(2)))
}

/// So many of a hundred, to two decimals; none of nothing.
pub(super) fn percent(of: usize, all: usize) -> Option<Amount> {
    let count = |n: usize| u64::try_from(n).unwrap_or(0);
    quotient(100 * count(of), count(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_of_an_even_number_is_the_mean_of_the_middle_two() {
        let of = |numbers: &[u64]| median(numbers.to_vec()).map(|of| of.to_string());
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]).unwrap(), "7");
        assert_eq!(of(&[9, 1, 4]).unwrap(), "4");
        assert_eq!(of(&[4, 1]).unwrap(), "2.5");
        assert_eq!(of(&[4, 2, 100, 1]).unwrap(), "3");
    }

    #[test]
    fn a_quotient_is_rounded_to_the_nearest_hundredth() {
        let of = |sum, of| quotient(sum, of).map(|of| of.to_string());
        assert_eq!(of(1, 3).unwrap(), "0.33");
        assert_eq!(of(2, 3).unwrap(), "0.67");
        assert_eq!(of(1, 8).unwrap(), "0.13");
        assert_eq!(of(7, 0), None);
    }

    #[test]
    fn what_a_table_has_is_read_as_it_was_written_and_nothing_else_is() {
        for written in ["0", "12", "2.5", "0.33", "96.25", "100.00"] {
            assert_eq!(Amount::read(written).unwrap().to_string(), written);
        }
        for other in ["", "R-0417", "1.2.3", "-1", "1.", ".5", "1e3", "1.333", "+5"] {
            assert_eq!(Amount::read(other), None, "{other}");
        }
    }
}
