//! Texts that are codes by their form: postcodes, sectors, postcode districts, postcode areas.
//!
//! Case, punctuation and spaces are ignored, save the space before a sector's last digit: `ST1 1` is a sector,
//! `ST11` may be a postcode district or that sector. Not here: which codes there are.

use super::words::fold;

/// A text as a code. One text can have several forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Code {
    /// A postcode, as it is held: `ST3 1AB`.
    Postcode(String),
    /// A sector: `ST3 1`.
    Sector(String),
    /// A postcode district: `ST3`.
    District(String),
    /// A postcode area: `ST`.
    Area(String),
}

impl Code {
    /// The letters of its postcode area.
    pub(super) fn area(&self) -> &str {
        let (Self::Postcode(text) | Self::Sector(text) | Self::District(text) | Self::Area(text)) =
            self;
        text.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default()
    }
}

/// Every form that a text may be read in, in the order in which places are read.
pub(super) fn readings(text: &str) -> Vec<Code> {
    let folded = fold(text);
    let kept: String =
        folded.chars().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    let kept = kept.trim().to_ascii_uppercase();
    let compact: String = kept.split_whitespace().collect();
    if !compact.is_ascii() {
        return Vec::new();
    }
    if let Some(postcode) = postcode(&compact) {
        return vec![Code::Postcode(postcode)];
    }
    let sector = sector(&compact).map(Code::Sector);
    let spaced = kept.chars().rev().nth(1).is_some_and(char::is_whitespace);
    if spaced && sector.is_some() {
        return sector.into_iter().collect();
    }
    let district = is_outward(&compact).then(|| Code::District(compact.clone()));
    let area = is_area(&compact).then_some(Code::Area(compact));
    [sector, district, area].into_iter().flatten().collect()
}

/// What a code of a list is, which is written as it is meant: `M22` is that postcode district, and not M2 2.
pub(super) fn as_listed(text: &str) -> Option<Code> {
    let readings = readings(text);
    match &readings[..] {
        [Code::Sector(_), Code::District(_)] => readings.into_iter().nth(1),
        _ => None,
    }
}

/// Postcode districts of which only the first is written out: "ST3 & 4", "ST3/4", "ST1-3". The text reads as a sector too, and
/// stands for both.
pub(super) fn several(text: &str) -> Vec<Code> {
    let of = |text: &str| -> Option<Vec<Code>> {
        let at = text.find(['&', '/', '+', ',', ';', '-', '\u{2013}'])?;
        let (first, rest) = text.split_at(at);
        let joint = rest.chars().next()?;
        let last = rest.get(joint.len_utf8()..)?.trim();
        let first = fold(first).replace(char::is_whitespace, "").to_ascii_uppercase();
        let letters = first.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = |digits: &str| match digits.len() {
            1 | 2 => digits.parse::<u8>().ok(),
            _ => None,
        };
        let (from, to) = (number(first.get(letters.len()..)?)?, number(last)?);
        let is_range = matches!(joint, '-' | '\u{2013}') && from < to;
        let numbers: Vec<u8> = if is_range { (from..=to).collect() } else { vec![from, to] };
        let district = |number| Code::District(format!("{letters}{number}"));
        is_area(letters).then(|| numbers.into_iter().map(district).collect())
    };
    of(text.trim()).unwrap_or_default()
}

/// A postcode without its space, as it is held.
pub(super) fn postcode(compact: &str) -> Option<String> {
    let (outward, inward) = compact.split_at_checked(compact.len().checked_sub(3)?)?;
    let [digit, first, second] = inward.as_bytes() else { return None };
    let is_inward =
        digit.is_ascii_digit() && first.is_ascii_uppercase() && second.is_ascii_uppercase();
    (is_inward && is_outward(outward)).then(|| format!("{outward} {inward}"))
}

/// Every postcode that differs from one in one character.
pub(super) fn one_changed(postcode: &str) -> impl Iterator<Item = String> {
    const CHARACTERS: &[u8; 36] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    let compact: Vec<u8> = postcode.bytes().filter(|byte| *byte != b' ').collect();
    (0..compact.len()).flat_map(move |at| {
        let compact = compact.clone();
        let change = move |&other: &u8| {
            let mut changed = compact.clone();
            let was = std::mem::replace(&mut changed[at], other);
            let text = String::from_utf8(changed).ok().filter(|_| was != other)?;
            self::postcode(&text)
        };
        CHARACTERS.iter().filter_map(change)
    })
}

/// A sector without its space, as it is held.
fn sector(compact: &str) -> Option<String> {
    let (outward, digit) = compact.split_at_checked(compact.len().checked_sub(1)?)?;
    let is_digit = digit.bytes().all(|b| b.is_ascii_digit());
    (is_digit && is_outward(outward)).then(|| format!("{outward} {digit}"))
}

/// `A9`, `A99`, `AA9`, `AA99`, `A9A` or `AA9A`.
fn is_outward(text: &str) -> bool {
    let shape: Vec<bool> = text.bytes().map(|b| b.is_ascii_digit()).collect();
    let letters_and_digits = text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    let shapes: [&[bool]; 6] = [
        &[false, true],
        &[false, true, true],
        &[false, false, true],
        &[false, false, true, true],
        &[false, true, false],
        &[false, false, true, false],
    ];
    letters_and_digits && shapes.contains(&shape.as_slice())
}

fn is_area(text: &str) -> bool {
    matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(text: &str) -> Vec<String> {
        let said = |code: &Code| match code {
            Code::Postcode(text) => format!("postcode {text}"),
            Code::Sector(text) => format!("sector {text}"),
            Code::District(text) => format!("district {text}"),
            Code::Area(text) => format!("area {text}"),
        };
        readings(text).iter().map(said).collect()
    }

    #[test]
    fn only_the_space_before_the_last_digit_tells_a_sector_from_a_district() {
        assert_eq!(forms("st1 1"), ["sector ST1 1"]);
        assert_eq!(forms("ST11"), ["sector ST1 1", "district ST11"]);
        assert_eq!(forms("S T 11"), ["sector ST1 1", "district ST11"]);
        assert_eq!(forms("ST 1"), ["district ST1"]);
        assert_eq!(forms("ST112"), ["sector ST11 2"]);
        assert_eq!(forms("W1A 1"), ["sector W1A 1"]);
        assert_eq!(forms("W1A"), ["district W1A"]);
    }

    #[test]
    fn case_punctuation_and_other_spaces_make_no_difference() {
        for text in ["ST3 1AB", "st31ab", " s t 3 1 a b ", "ST3-1AB.", "(ST3 1AB)"] {
            assert_eq!(forms(text), ["postcode ST3 1AB"], "{text}");
        }
        assert_eq!(forms("de"), ["area DE"]);
        assert_eq!(forms("W1A1AA"), ["postcode W1A 1AA"]);
    }

    #[test]
    fn districts_of_which_only_the_first_is_written_out_are_all_of_them() {
        let named = |text: &str| -> Vec<String> {
            several(text).iter().map(|code| format!("{code:?}")).collect()
        };
        for text in ["ST3 & 4", "st3/4", "ST3, 4", "S T 3+4", "ST3;4", "ST3-4"] {
            assert_eq!(named(text), ["District(\"ST3\")", "District(\"ST4\")"], "{text}");
        }
        assert_eq!(named("ST1-3").len(), 3);
        for text in ["ST3 4", "ST3-1AB.", "Hanley/4", "ST3 4AB", "ST3-", "-4", "ST123/4"] {
            assert_eq!(named(text).len(), 0, "{text}");
        }
    }

    #[test]
    fn a_code_of_a_list_is_the_district_that_is_written_there() {
        assert_eq!(as_listed("M22"), Some(Code::District("M22".to_owned())));
        assert_eq!(as_listed("M2 2"), None, "a sector by its space");
        assert_eq!(as_listed("Hanley"), None);
    }

    #[test]
    fn whatever_has_no_such_form_is_no_code() {
        for text in ["", "Hanley", "ST", "ST3 1A", "E06000021", "ST3 1AB Longton", "ŠT3 1AB9"] {
            let codes = readings(text);
            assert!(codes.iter().all(|code| matches!(code, Code::Area(_))), "{text}: {codes:?}");
        }
    }
}
