//! Over which days a thing is charged: those of the years that count on which it works.
//!
//! What opens late is not charged for the months before, just as it averts nothing in them; what ends with its funding is not
//! charged after. Not here: whether a budget pays for it in the year in which it falls due (`allowance`).

/// Days of a year, for costs.
pub(super) const YEAR: u32 = 365;

/// The years that count, and the end of the funding, if it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// Years that count.
    pub years: u16,
    /// Days from the first to the end of the funding.
    pub ends: Option<u32>,
}

impl Horizon {
    /// The part of the years that count in which something works that begins after so many days.
    pub fn part(self, lead_days: u32) -> f64 {
        let all = u32::from(self.years.max(1)) * YEAR;
        let until = self.ends.map_or(all, |ends| ends.min(all));
        f64::from(until.saturating_sub(lead_days)) / f64::from(all)
    }

    /// Years over which the capital of something is spread that would last so many and begins to work after so many days: what
    /// ends with its funding lasts no longer.
    pub fn life(self, life_years: u32, lead_days: u32) -> f64 {
        let until =
            self.ends.map(|ends| f64::from(ends.saturating_sub(lead_days)) / f64::from(YEAR));
        until.unwrap_or(f64::INFINITY).min(f64::from(life_years))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_on_which_it_works_are_charged() {
        let two = |ends| Horizon { years: 2, ends };
        let percent = |lead, ends| (two(ends).part(lead) * 100.0).round();
        let cases =
            [(0, None), (73, None), (365, None), (73, Some(438)), (400, Some(300)), (800, None)];
        let parts = cases.map(|(lead, ends)| format!("{}%", percent(lead, ends)));
        assert_eq!(parts, ["100%", "90%", "50%", "50%", "0%", "0%"]);
    }

    #[test]
    fn what_ends_with_its_funding_lasts_no_longer() {
        let lasts = |ends| Horizon { years: 5, ends }.life(10, 73);
        let lives = [None, Some(73 + 365), Some(9_999)].map(lasts);
        assert_eq!(lives.map(|life| format!("{life:.3}")), ["10.000", "1.000", "10.000"]);
    }
}
