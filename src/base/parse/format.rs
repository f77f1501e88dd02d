//! The forms that a text may have to take: references, dates, sectors, rooms.
//!
//! Each form says what it holds, how to say it to a person, and its pattern for JSON Schema.

use super::radius;
use jiff::Timestamp;
use jiff::civil::{Date, Time};

/// The form of a text value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Anything, also nothing.
    Free,
    /// At least one character that is not a space.
    Filled,
    /// A pseudonym or codename: 1 to 64 characters, no control characters, none of `;` `,` `"`.
    Codename,
    /// A provider's reference: a codename without spaces, so that it cannot be a person's full name.
    Reference,
    /// References joined by `;`, or nothing.
    References,
    /// A moment with its offset from UTC, as RFC 3339 writes it.
    Timestamp,
    /// A calendar day, `2026-11-20`.
    Date,
    /// A day, or a moment on it.
    Day,
    /// A time of day, `09:00`.
    Time,
    /// A postcode sector, `ST4 2`.
    Sector,
    /// How far, in a person's words: `1 mile`, `2 km`, `half a mile`.
    Radius,
    /// Sleeping places by bedroom, `2+2+1`.
    Rooms,
}

/// The most bedrooms, and the most sleeping places in one, that a unit can have.
const MOST_ROOMS: usize = 20;
const MOST_PLACES: u32 = 20;

impl Format {
    /// Whether the text has this form.
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::Free => true,
            Self::Filled => !text.chars().all(is_space),
            Self::Codename => is_codename(text),
            Self::Reference => is_codename(text) && !text.contains(is_space),
            Self::References => references(text).all(|reference| Self::Reference.holds(reference)),
            Self::Timestamp => {
                text.get(10..11).is_some_and(|t| t == "T") && text.parse::<Timestamp>().is_ok()
            }
            Self::Date => is_date(text),
            Self::Day => is_date(text) || Self::Timestamp.holds(text),
            Self::Time => text.len() == 5 && text.parse::<Time>().is_ok(),
            Self::Sector => is_sector(text),
            Self::Radius => is_a_radius(text),
            Self::Rooms => rooms(text).is_some(),
        }
    }

    /// What may stand there, for a message.
    pub fn allowed(self) -> &'static str {
        match self {
            Self::Free => "it must be text",
            Self::Filled => "it must be text, in quotation marks, and not empty",
            Self::Codename => {
                "it must be a codename of 1 to 64 characters without a comma, semicolon or quotation mark"
            }
            Self::Reference => {
                "it must be a pseudonym of 1 to 64 characters without a space, comma, semicolon or quotation mark"
            }
            Self::References => {
                "it must be pseudonyms joined by ; each of 1 to 64 characters without a space, comma or quotation mark"
            }
            Self::Timestamp => {
                "it must be a moment such as 2026-11-20T21:40:00Z, with Z or an offset"
            }
            Self::Date => "it must be a day such as 2026-11-20",
            Self::Day => {
                "it must be a day such as 2026-11-20, or a moment such as 2026-11-20T21:40:00Z"
            }
            Self::Time => "it must be a time of day such as 09:00",
            Self::Sector => "it must be a postcode sector such as ST4 2, with its space",
            Self::Radius => {
                "it must be a number and a unit such as 1 mile or 2 km, and 50 km at most"
            }
            Self::Rooms => {
                "it must be the sleeping places of each bedroom joined by +, such as 2+2+1 (1 to 20 each)"
            }
        }
    }

    /// A JSON Schema pattern that every text of this form matches.
    pub fn pattern(self) -> Option<&'static str> {
        match self {
            Self::Free | Self::Radius => None,
            Self::Filled => Some(r"\S"),
            Self::Codename => Some(r#"^(?=.*\S)[^;,"\u0000-\u001f\u007f-\u009f]{1,64}$"#),
            Self::Reference => Some(r#"^[^\s;,"\u0000-\u001f\u007f-\u009f]{1,64}$"#),
            Self::References => Some(
                r#"^\s*([^\s;,"\u0000-\u001f\u007f-\u009f]{1,64}\s*)?(;\s*([^\s;,"\u0000-\u001f\u007f-\u009f]{1,64}\s*)?)*$"#,
            ),
            Self::Timestamp => Some(r"^-?\d{4,6}-\d{2}-\d{2}T\d{2}"),
            Self::Date => Some(r"^\d{4}-\d{2}-\d{2}$"),
            Self::Day => Some(r"^-?\d{4,6}-\d{2}-\d{2}"),
            Self::Time => Some(r"^\d{2}:\d{2}$"),
            Self::Sector => Some(r"^\s*[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\s+[0-9]\s*$"),
            Self::Rooms => Some(r"^\s*\d{1,2}(\s*\+\s*\d{1,2})*\s*$"),
        }
    }
}

/// White space as JSON Schema's patterns know it (`\s` of ECMAScript), so that reader and schema agree.
fn is_space(c: char) -> bool {
    c == '\u{feff}' || (c.is_whitespace() && c != '\u{85}')
}

/// The parts of a text joined by `;`, without the space round them and without empty ones.
pub fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(|part| part.trim_matches(is_space)).filter(|part| !part.is_empty())
}

/// Nothing farther is checked.
fn is_a_radius(text: &str) -> bool {
    const FARTHEST_M: f64 = 50_000.0;
    let radius = radius::metres(text);
    radius.is_read() && !radius.is_beyond(FARTHEST_M)
}

fn is_codename(text: &str) -> bool {
    let length = text.chars().count();
    (1..=64).contains(&length)
        && !text.chars().all(is_space)
        && !text.contains(|c: char| c.is_control() || matches!(c, ';' | ',' | '"'))
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.is_ascii() && text.parse::<Date>().is_ok()
}

fn is_sector(text: &str) -> bool {
    sector(text).is_some()
}

/// A sector as it is held: capitals and one space (`st4  2` is `ST4 2`).
pub fn sector(text: &str) -> Option<String> {
    let mut words = text.split(is_space).filter(|word| !word.is_empty());
    let (outward, inward) = (words.next()?, words.next()?);
    (words.next().is_none() && is_inward_digit(inward) && is_outward(outward))
        .then(|| format!("{} {inward}", outward.to_ascii_uppercase()))
}

/// Whether a text names the sector that is held as `held`: the same as comparing [`sector`], unallocated.
pub fn is_same_sector(text: &str, held: &str) -> bool {
    let mut words = text.split(is_space).filter(|word| !word.is_empty());
    let Some((outward, inward)) = held.split_once(' ') else { return false };
    let same_outward = words.next().is_some_and(|word| {
        word.len() == outward.len()
            && word.bytes().zip(outward.bytes()).all(|(b, held)| b.to_ascii_uppercase() == held)
    });
    same_outward
        && is_outward(outward)
        && is_inward_digit(inward)
        && words.next() == Some(inward)
        && words.next().is_none()
}

/// A postcode as it is held: capitals and one space (`st42qh` is `ST4 2QH`).
pub fn postcode(text: &str) -> Option<String> {
    let packed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if !packed.is_ascii() || packed.len() < 5 {
        return None;
    }
    let (outward, inward) = packed.split_at(packed.len() - 3);
    let inward = inward.as_bytes();
    let inward_fits = inward[0].is_ascii_digit()
        && inward[1].is_ascii_alphabetic()
        && inward[2].is_ascii_alphabetic();
    (inward_fits && is_outward(outward)).then(|| {
        let (outward, inward) = packed.split_at(packed.len() - 3);
        format!("{} {}", outward.to_ascii_uppercase(), inward.to_ascii_uppercase())
    })
}

/// The digit that a sector has of the inward half of its postcodes.
fn is_inward_digit(text: &str) -> bool {
    text.len() == 1 && text.bytes().all(|b| b.is_ascii_digit())
}

/// One or two letters, a digit, and perhaps one digit or letter more.
fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = &text.as_bytes()[letters..];
    (1..=2).contains(&letters)
        && (1..=2).contains(&rest.len())
        && rest[0].is_ascii_digit()
        && rest.iter().all(u8::is_ascii_alphanumeric)
}

/// The sleeping places of each bedroom of `2+2+1`.
pub fn rooms(text: &str) -> Option<Vec<u32>> {
    let rooms: Option<Vec<u32>> = text
        .split('+')
        .map(|room| {
            let room = room.trim_matches(is_space);
            let plain = !room.is_empty() && room.bytes().all(|b| b.is_ascii_digit());
            let places: u32 = room.parse().ok().filter(|_| plain && room.len() <= 2)?;
            (1..=MOST_PLACES).contains(&places).then_some(places)
        })
        .collect();
    rooms.filter(|rooms| rooms.len() <= MOST_ROOMS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_known_in_any_case_and_spacing() {
        assert_eq!(postcode(" st4 2qh ").as_deref(), Some("ST4 2QH"));
        assert_eq!(postcode("St42Qh").as_deref(), Some("ST4 2QH"));
        assert_eq!(postcode("EC1A1BB").as_deref(), Some("EC1A 1BB"));
        assert_eq!(postcode("ST4 2"), None);
        assert_eq!(postcode("Étruria"), None);
    }

    #[test]
    fn a_sector_needs_its_space() {
        assert_eq!(sector("st4  2").as_deref(), Some("ST4 2"));
        assert_eq!(sector("ST42"), None);
    }

    #[test]
    fn a_sector_is_the_same_however_it_is_spaced() {
        for (text, held) in [
            (" st4  2 ", "ST4 2"),
            ("ST4 2", "ST4 2"),
            ("ST4 3", "ST4 2"),
            ("ST4 2", "st4 2"),
            ("ST4 2 1", "ST4 2"),
            ("ST4", "ST4 2"),
            ("Stoke 2", "STOKE 2"),
        ] {
            assert_eq!(is_same_sector(text, held), sector(text).as_deref() == Some(held), "{text}");
        }
    }

    #[test]
    fn rooms_may_have_spaces_round_the_plus() {
        assert_eq!(rooms("2 + 2+1"), Some(vec![2, 2, 1]));
        assert_eq!(rooms("2++1"), None);
        assert_eq!(rooms("0"), None);
        assert_eq!(rooms("+2"), None);
    }

    #[test]
    fn a_moment_needs_its_offset() {
        assert!(Format::Timestamp.holds("2026-11-20T21:40:00Z"));
        assert!(Format::Timestamp.holds("2026-11-20T21:40:00+01:00"));
        assert!(!Format::Timestamp.holds("2026-11-20T21:40:00"));
        assert!(!Format::Timestamp.holds("2026-11-20"));
    }
}
