//! Erlang's loss formula for a pool of units that are alike: the second opinion on a unit's price.
//!
//! It knows one pool at a time: whoever finds the pool full is lost, although in truth another kind of unit
//! may do. So it prices a unit too high where households can go elsewhere, and never too low.

/// The share turned away by so many units under a load in erlangs.
pub(super) fn loss(units: u32, load: f64) -> f64 {
    (1..=units).fold(1.0, |lost, k| load * lost / (f64::from(k) + load * lost))
}

/// Households turned away in one mean stay because a pool has one unit less, if it has any.
pub(super) fn worth(units: u32, load: f64) -> f64 {
    units.checked_sub(1).map_or(0.0, |fewer| load * (loss(fewer, load) - loss(units, load)))
}

/// The load of which so many units carry so many erlangs.
///
/// Close to full the load runs away, so no pool counts as more than 99.9% full.
pub(super) fn load_that_fills(units: u32, carried: f64) -> f64 {
    const FULLEST: f64 = 0.999;
    let carried = carried.min(FULLEST * f64::from(units)).max(0.0);
    let (mut low, mut high) = (0.0_f64, 2000.0 * f64::from(units.max(1)));
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle * (1.0 - loss(units, middle)) < carried { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formula_gives_the_published_values() {
        assert!((loss(37, 35.0) - 0.092_058).abs() < 1e-6);
        assert!((loss(0, 5.0) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_unit_more_than_37_averts_what_the_domain_notes_say() {
        // 10% of 296 a year refused by 37 units; the next unit averts about 4.3 a year.
        let averted = 296.0 * (loss(37, 35.572_227_615) - loss(38, 35.572_227_615));
        assert!((averted - 4.26).abs() < 0.01, "{averted}");
        assert!(worth(0, 3.0).abs() < 1e-12);
    }

    #[test]
    fn the_load_is_found_again_from_what_was_carried() {
        for (units, load) in [(1, 0.3), (3, 3.0), (20, 17.0), (37, 60.0)] {
            let carried = load * (1.0 - loss(units, load));
            assert!((load_that_fills(units, carried) / load - 1.0).abs() < 1e-6);
        }
        assert!(load_that_fills(4, 4.0).is_finite());
    }
}
