//! Systems in which nobody waits: whoever finds no room is lost.

use crate::base::statistics::float;

/// Erlang's loss formula: the share that so many servers lose under a load in erlangs.
///
/// `B_0 = 1`, `B_k = a B_{k-1} / (k + a B_{k-1})`; whatever the shape of the stay (M/G/c/c).
pub fn erlang_b(servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |lost, k| load * lost / (f64::from(k) + load * lost))
}

/// The load in erlangs of which so many servers lose this share.
pub fn load_that_blocks(servers: u32, share: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    while erlang_b(servers, high) < share && high < 1e9 {
        high *= 2.0;
    }
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if erlang_b(servers, middle) < share { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Engset's formula: the share of requests that is lost where so many sources ask, each with this load while
/// it is neither housed nor waiting.
///
/// A request sees the others only, so one source less. `B_k = (n - k) α B_{k-1} / (k + (n - k) α B_{k-1})`.
pub fn engset(sources: u32, servers: u32, load: f64) -> f64 {
    (1..=servers).fold(1.0, |lost, k| {
        let offered = f64::from(sources.saturating_sub(k)) * load * lost;
        offered / (f64::from(k) + offered)
    })
}

/// The recursion of Kaufman (1981) and Roberts (1981): the share of each class that is lost where a class takes
/// several units at once. Classes as (load in erlangs, units).
///
/// `j q(j) = Σ a_i b_i q(j - b_i)`.
pub fn kaufman_roberts(units: usize, classes: &[(f64, usize)]) -> Vec<f64> {
    let mut weights = vec![1.0_f64];
    for taken in 1..=units {
        let of = |(load, size): &(f64, usize)| {
            taken.checked_sub(*size).map_or(0.0, |before| load * float(*size) * weights[before])
        };
        weights.push(classes.iter().map(of).sum::<f64>() / float(taken));
    }
    let all: f64 = weights.iter().sum();
    let lost = |size: usize| weights.iter().rev().take(size).sum::<f64>() / all;
    classes.iter().map(|(_, size)| lost(*size)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::verify::theory::Chain;

    fn is_near(ours: f64, other: f64, within: f64) {
        assert!((ours - other).abs() < within, "{ours}, {other}");
    }

    /// The first terms of a series of which each is the one before times a ratio.
    fn terms(ratios: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut terms = vec![1.0];
        terms.extend(ratios.scan(1.0, |term, ratio| {
            *term *= ratio;
            Some(*term)
        }));
        terms
    }

    #[test]
    fn erlangs_formula_gives_the_published_digits_and_the_direct_sum() {
        for (servers, load, published, digits) in [
            (30, 25.0, 0.052_603_172, 1e-9),
            (37, 30.0, 0.033_605, 1e-6),
            (37, 35.0, 0.092_058, 1e-6),
            (37, 40.0, 0.164_400, 1e-6),
            (37, 296.0 * 90.0 / 365.0, 0.505_829, 1e-6),
        ] {
            let ours = erlang_b(servers, load);
            is_near(ours, published, digits);
            let terms = terms((1..=servers).map(|k| load / f64::from(k)));
            is_near(ours, terms.last().unwrap() / terms.iter().sum::<f64>(), 1e-14);
        }
    }

    #[test]
    fn one_more_unit_and_the_load_of_ten_percent_are_the_published_ones() {
        let load = load_that_blocks(37, 0.1);
        is_near(load, 35.572_227_615, 1e-9);
        let refused = [29.60, 25.34, 21.44, 17.91, 14.76];
        for (servers, published) in (37..).zip(refused) {
            is_near(296.0 * erlang_b(servers, load), published, 0.005);
        }
        // Printed with three digits, rounded from four: 0.1395 has become 0.140.
        let pools = [(11, 0.188), (6, 0.249), (20, 0.140)];
        let mut all = 0.0;
        for (servers, published) in pools {
            let share = f64::from(servers) / 37.0;
            is_near(erlang_b(servers, load * share), published, 5.5e-4);
            all += share * erlang_b(servers, load * share);
        }
        is_near(all, 0.172, 5e-4);
    }

    #[test]
    fn engsets_formula_gives_the_published_digits_and_the_direct_sum() {
        let ours = engset(50, 37, 2.0);
        is_near(ours, 0.056_869_215_686, 1e-12);
        let terms = terms((1..=37).map(|k| 2.0 * f64::from(50 - k) / f64::from(k)));
        is_near(ours, terms.last().unwrap() / terms.iter().sum::<f64>(), 1e-14);
        // With very many sources it is Erlang's.
        is_near(engset(4_000_000_000, 37, 35.0 / 4e9), erlang_b(37, 35.0), 1e-7);
        is_near(engset(5, 5, 2.0), 0.0, 1e-15);
    }

    /// Every number of households of each class, weighted by the product of their Poisson weights.
    #[test]
    fn kaufman_and_roberts_give_the_published_digits_and_the_product_form() {
        let classes = [(18.0, 1), (6.0, 2), (2.0, 3)];
        let ours = kaufman_roberts(37, &classes);
        let weight = |load: f64, n: usize| (1..=n).fold(1.0, |w, k| w * load / float(k));
        let mut taken = vec![0.0; 38];
        for one in 0..=37_usize {
            for two in 0..=18_usize {
                for three in 0..=12_usize {
                    if let Some(weights) = taken.get_mut(one + 2 * two + 3 * three) {
                        *weights += weight(18.0, one) * weight(6.0, two) * weight(2.0, three);
                    }
                }
            }
        }
        let all: f64 = taken.iter().sum();
        for ((size, ours), published) in
            (1..).zip(&ours).zip([0.084_406_258, 0.170_913_785, 0.258_150_063])
        {
            is_near(*ours, published, 1e-9);
            is_near(*ours, taken[38 - size..].iter().sum::<f64>() / all, 1e-13);
        }
        is_near(kaufman_roberts(37, &[(35.0, 1)])[0], erlang_b(37, 35.0), 1e-14);
    }

    #[test]
    fn the_loss_formula_is_the_markov_chains_share_of_time() {
        let mut chain = Chain::new(12);
        for k in 0..11_usize {
            chain.add(k, k + 1, 9.0);
            chain.add(k + 1, k, float(k + 1));
        }
        is_near(chain.stationary()[11], erlang_b(11, 9.0), 1e-14);
    }
}
