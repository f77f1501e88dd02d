//! Erlang's loss formula for a pool of units that are alike, and turned round.
//!
//! It knows one pool at a time: whoever finds the pool full is lost, although in truth another kind of unit
//! may do. So it prices a unit too high where households can go elsewhere, and never too low.

/// The share turned away by so many units under a load in erlangs.
pub fn loss(units: u32, load: f64) -> f64 {
    (1..=units).fold(1.0, |lost, k| load * lost / (f64::from(k) + load * lost))
}

/// Households turned away in one mean stay because a pool has one unit less, if it has any.
pub fn worth(units: u32, load: f64) -> f64 {
    units.checked_sub(1).map_or(0.0, |fewer| load * (loss(fewer, load) - loss(units, load)))
}

/// The load of which so many units carry so many erlangs.
///
/// Close to full the load runs away, so no pool counts as more than 99.9% full.
pub fn load_that_fills(units: u32, carried: f64) -> f64 {
    const FULLEST: f64 = 0.999;
    let carried = carried.min(FULLEST * f64::from(units)).max(0.0);
    least_load(2000.0 * f64::from(units.max(1)), |load| load * (1.0 - loss(units, load)) >= carried)
}

/// The load of which so many units turn away this share; none where they would turn away everybody.
pub fn load_that_loses(units: u32, share: f64) -> Option<f64> {
    // As many turned away as housed a million times over is everybody.
    let most = 1e6 * f64::from(units.max(1));
    (share <= 0.0 || loss(units, most) > share)
        .then(|| least_load(most, |load| loss(units, load) >= share))
}

/// The load of which so many units turn away so many erlangs: load times the share turned away.
pub fn load_that_overflows(units: u32, overflow: f64) -> f64 {
    let most = overflow + f64::from(units);
    least_load(most, |load| load * loss(units, load) >= overflow)
}

/// The least load up to `most` from which on something holds.
fn least_load(most: f64, holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0_f64, most);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if holds(middle) { high = middle } else { low = middle }
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
    fn the_formula_turned_round_gives_the_published_loads() {
        for (units, share, load) in [
            (20, 27.0 / 296.0, 17.2355),
            (20, 0.77, 85.6819),
            (37, 0.1, 35.572_227_615),
            (30, 0.052_603_172, 25.0),
        ] {
            assert!((load_that_loses(units, share).unwrap() - load).abs() < 1e-4, "{share}");
        }
        assert!(load_that_loses(20, 1.0).is_none());
        assert!(load_that_loses(20, 0.0).unwrap() < 1e-9);
    }

    #[test]
    fn what_overflows_is_what_the_load_and_its_loss_say() {
        for (units, load) in [(1, 0.3), (20, 17.0), (20, 85.7), (37, 60.0)] {
            let overflow = load * loss(units, load);
            assert!((load_that_overflows(units, overflow) / load - 1.0).abs() < 1e-6);
        }
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
