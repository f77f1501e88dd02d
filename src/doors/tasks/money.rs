//! Money as it is typed in pounds and kept in pence.

use crate::presentation::wording::web_form;

/// Pounds as they are typed, in pence: 12, 12.5, 12.50, £12.50, 1,084.
pub(in crate::doors) fn pence(said: &str) -> Result<u64, String> {
    hundredths(said).ok_or_else(|| web_form::no_sum(said))
}

/// Full-time posts as they are typed, in hundredths: 12, 12.5, 12.50.
pub(in crate::doors) fn posts(said: &str) -> Result<u64, String> {
    hundredths(said).ok_or_else(|| web_form::no_posts(said))
}

/// A number with two figures behind its point at most. A comma stands between thousands or nowhere: "1,00" may be a
/// pound or a hundred.
fn hundredths(said: &str) -> Option<u64> {
    let bare = said.trim().trim_start_matches('\u{a3}');
    let (pounds, rest) = bare.split_once('.').unwrap_or((bare, ""));
    let is_number = |part: &str| part.chars().all(|of| of.is_ascii_digit());
    let mut groups = pounds.split(',');
    let first = groups.next().unwrap_or_default();
    let is_grouped = !pounds.contains(',') || !first.is_empty() && first.len() <= 3;
    let are_thousands = groups.all(|group| group.len() == 3 && is_number(group));
    if bare.is_empty() || !is_number(first) || !is_grouped || !are_thousands {
        return None;
    }
    if !is_number(rest) || rest.len() > 2 || bare == "." {
        return None;
    }
    let pounds = pounds.replace(',', "");
    let pounds: u64 = if pounds.is_empty() { 0 } else { pounds.parse().ok()? };
    let rest: u64 = format!("{rest:0<2}").parse().ok()?;
    pounds.checked_mul(100)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::pence;

    #[test]
    fn money_is_typed_in_pounds_and_kept_in_pence() {
        for (said, kept) in [
            ("84.50", 8450),
            ("84.5", 8450),
            ("\u{a3}1,084", 108_400),
            ("1,084.50", 108_450),
            ("12,001,084", 1_200_108_400),
            (".5", 50),
        ] {
            assert_eq!(pence(said), Ok(kept), "{said}");
        }
        for wrong in [
            "",
            ".",
            "84.505",
            "-3",
            "ten",
            "1e3",
            "99999999999999999999",
            "1,00",
            "12,3",
            "40,50",
            ",100",
            "1,0000",
            "1.234,50",
        ] {
            assert!(pence(wrong).is_err(), "{wrong}");
        }
    }
}
