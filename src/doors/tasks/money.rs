//! Money as it is typed in pounds and kept in pence.

/// Pounds as they are typed, in pence: 12, 12.5, 12.50, £12.50.
pub(in crate::doors) fn pence(said: &str) -> Result<u64, String> {
    let how = || format!("\"{said}\" is no sum: say pounds, as in 84.50");
    let bare = said.trim().trim_start_matches('\u{a3}').replace(',', "");
    let (pounds, rest) = bare.split_once('.').unwrap_or((&bare, ""));
    let is_number = |part: &str| part.chars().all(|of| of.is_ascii_digit());
    if bare.is_empty() || !is_number(pounds) || !is_number(rest) || rest.len() > 2 {
        return Err(how());
    }
    let pounds: u64 = if pounds.is_empty() { 0 } else { pounds.parse().map_err(|_| how())? };
    let rest: u64 = format!("{rest:0<2}").parse().map_err(|_| how())?;
    pounds.checked_mul(100).and_then(|pence| pence.checked_add(rest)).ok_or_else(how)
}

#[cfg(test)]
mod tests {
    use super::pence;

    #[test]
    fn money_is_typed_in_pounds_and_kept_in_pence() {
        for (said, kept) in [("84.50", 8450), ("84.5", 8450), ("\u{a3}1,084", 108_400), (".5", 50)]
        {
            assert_eq!(pence(said), Ok(kept), "{said}");
        }
        for wrong in ["", "84.505", "-3", "ten", "1e3", "99999999999999999999"] {
            assert!(pence(wrong).is_err(), "{wrong}");
        }
    }
}
