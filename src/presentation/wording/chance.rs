//! A chance as a person says it on the telephone.

/// "about 6 in 10"; near the ends what is not claimed too closely.
pub fn chance_in_words(chance: f64) -> String {
    const RARE: f64 = 0.05;
    const SELDOM: f64 = 0.1;
    const SURE: f64 = 0.95;
    if chance < RARE {
        return "fewer than 1 in 20".to_owned();
    }
    // Never told as likelier than it is where hope would hold on to it.
    if chance < SELDOM {
        return "fewer than 1 in 10".to_owned();
    }
    if chance >= SURE {
        return "almost certain".to_owned();
    }
    format!("about {:.0} in 10", (chance * 10.0).round().clamp(1.0, 9.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tenths_are_said_to_the_nearest_and_the_ends_with_care() {
        for (chance, said) in [
            (0.0, "fewer than 1 in 20"),
            (0.0499, "fewer than 1 in 20"),
            (0.05, "fewer than 1 in 10"),
            (0.0999, "fewer than 1 in 10"),
            (0.1, "about 1 in 10"),
            (0.149, "about 1 in 10"),
            (0.151, "about 2 in 10"),
            (0.6, "about 6 in 10"),
            (0.949, "about 9 in 10"),
            (0.95, "almost certain"),
            (1.0, "almost certain"),
        ] {
            assert_eq!(chance_in_words(chance), said, "{chance}");
        }
    }
}
