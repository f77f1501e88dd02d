//! A list as a spreadsheet may save it, as the contract's CSV: between cells something else than a comma, a title above the
//! header, the header in capitals, another encoding.
//!
//! Nothing is guessed: the header must name columns that are known, and every line keeps its number. Not here: what the
//! cells say (`table`).

use std::borrow::Cow;

/// How a list was saved otherwise than it should be, and was read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saved {
    /// As UTF-16.
    Utf16,
    /// Some letters in another encoding than UTF-8.
    OtherLetters,
    /// With this between cells.
    Between(char),
    /// With so many lines above the header.
    Above(usize),
    /// With the header in other letters.
    HeaderInOtherLetters,
}

/// The text of a list from its bytes, in whatever encoding a spreadsheet saves it.
pub fn decoded(bytes: &[u8]) -> (String, Vec<Saved>) {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| unit([two[0], two[1]])).collect();
        (String::from_utf16_lossy(&units), vec![Saved::Utf16])
    };
    match bytes {
        [0xff, 0xfe, rest @ ..] => return wide(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => return wide(rest, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => return wide(bytes, u16::from_le_bytes),
        [0, first, ..] if *first != 0 => return wide(bytes, u16::from_be_bytes),
        _ => {}
    }
    let (mut text, mut saved) = (String::new(), Vec::new());
    for chunk in bytes.utf8_chunks() {
        text += chunk.valid();
        text.extend(
            chunk.invalid().iter().map(|&byte| of_windows(byte).unwrap_or(char::from(byte))),
        );
        if !chunk.invalid().is_empty() {
            saved = vec![Saved::OtherLetters];
        }
    }
    (text, saved)
}

/// A letter of Windows-1252; none where it has none.
pub fn of_windows(byte: u8) -> Option<char> {
    /// From 0x80 to 0x9f; everything else is as in Latin-1.
    const HIGH: &str = "\u{20ac}\0\u{201a}\u{192}\u{201e}\u{2026}\u{2020}\u{2021}\u{2c6}\u{2030}\u{160}\u{2039}\u{152}\0\u{17d}\0\0\u{2018}\u{2019}\u{201c}\u{201d}\u{2022}\u{2013}\u{2014}\u{2dc}\u{2122}\u{161}\u{203a}\u{153}\0\u{17e}\u{178}";
    match byte {
        0x80..=0x9f => HIGH.chars().nth(usize::from(byte - 0x80)).filter(|letter| *letter != '\0'),
        byte => Some(char::from(byte)),
    }
}

/// A list with commas between its cells and its header first, in small letters, if the header can be found without
/// guessing; else as it stands. The columns must begin with those that a header must name.
pub fn as_csv<'a>(text: &'a str, columns: &[&str]) -> (Cow<'a, str>, Vec<Saved>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let Some((above, between)) = header_of(text, columns) else {
        return (Cow::Borrowed(text), Vec::new());
    };
    let mut saved = Vec::new();
    let (before, list) = text.split_at(above);
    let lines_above = before.lines().filter(|line| !line.trim().is_empty()).count();
    if lines_above > 0 {
        saved.push(Saved::Above(lines_above));
    }
    let list = if between == ',' {
        Cow::Borrowed(list)
    } else {
        saved.push(Saved::Between(between));
        Cow::Owned(with_commas(list, between))
    };
    let (header, rows) = list.split_at(list.find('\n').unwrap_or(list.len()));
    // A quoted name may hold a comma: such a header stays as it is.
    let small = if header.contains('"') {
        header.trim().to_owned()
    } else {
        header.split(',').map(plain).collect::<Vec<_>>().join(",")
    };
    let is_as_it_should_be = header.split(',').map(str::trim).eq(small.split(','));
    if !is_as_it_should_be {
        saved.push(Saved::HeaderInOtherLetters);
    }
    if saved.is_empty() {
        return (Cow::Borrowed(text), saved);
    }
    let blank: String = before.chars().filter(|c| *c == '\n').collect();
    (Cow::Owned(format!("{blank}{small}{rows}")), saved)
}

/// Where the header begins, and what stands between its cells.
fn header_of(text: &str, columns: &[&str]) -> Option<(usize, char)> {
    const BETWEEN: [char; 4] = [',', ';', '\t', '|'];
    const FARTHEST: usize = 10;
    const LEAST: usize = 2;
    let mut at = 0;
    for line in text.split_inclusive('\n').take(FARTHEST) {
        let named = |between: &char| {
            let cells: Vec<String> = line.split(*between).map(plain).collect();
            columns.iter().take(LEAST).all(|column| cells.iter().any(|cell| cell == column))
        };
        if let Some(between) = BETWEEN.into_iter().find(named) {
            return Some((at, between));
        }
        at += line.len();
    }
    None
}

/// `"Complex Needs"` as `complex_needs`.
fn plain(cell: &str) -> String {
    let cell = cell.trim().trim_matches('"').trim().to_lowercase();
    cell.split([' ', '-']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("_")
}

/// The same cells with commas between them; one that holds a comma is quoted.
fn with_commas(list: &str, between: char) -> String {
    let mut written = String::with_capacity(list.len());
    let mut cell = String::new();
    let mut is_quoted = false;
    let flush = |written: &mut String, cell: &mut String| {
        if cell.contains(',') && !cell.trim_start().starts_with('"') {
            written.push('"');
            written.push_str(&cell.trim().replace('"', "\"\""));
            written.push('"');
        } else {
            written.push_str(cell);
        }
        cell.clear();
    };
    for c in list.chars() {
        match c {
            '"' => {
                is_quoted = !is_quoted;
                cell.push(c);
            }
            c if c == between && !is_quoted => {
                flush(&mut written, &mut cell);
                written.push(',');
            }
            '\n' if !is_quoted => {
                flush(&mut written, &mut cell);
                written.push(c);
            }
            c => cell.push(c),
        }
    }
    flush(&mut written, &mut cell);
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [&str; 3] = ["unit", "reference", "keep_apart"];

    #[test]
    fn a_list_is_read_however_a_spreadsheet_saved_it() {
        let right = "unit,reference,keep_apart\nLarch-1,R-1,\"R-2, R-3\"\n";
        assert_eq!(as_csv(right, &COLUMNS), (Cow::Borrowed(right), vec![]));
        for (list, said, above) in [
            ("unit;reference;keep_apart\nLarch-1;R-1;R-2, R-3\n", vec![Saved::Between(';')], 0),
            (
                "sep=;\nunit;reference;keep_apart\nLarch-1;R-1;R-2, R-3\n",
                vec![Saved::Above(1), Saved::Between(';')],
                1,
            ),
            (
                "Who lives where\n\nUnit\tREFERENCE\tKeep apart\nLarch-1\tR-1\tR-2, R-3\n",
                vec![Saved::Above(1), Saved::Between('\t'), Saved::HeaderInOtherLetters],
                2,
            ),
        ] {
            let expected = format!("{}{right}", "\n".repeat(above));
            assert_eq!(as_csv(list, &COLUMNS), (Cow::Owned(expected), said), "{list}");
        }
        let unknown = "home;who\nLarch-1;R-1\n";
        assert_eq!(as_csv(unknown, &COLUMNS), (Cow::Borrowed(unknown), vec![]));
    }

    #[test]
    fn letters_of_other_encodings_are_read() {
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("unit".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decoded(&wide), ("unit".to_owned(), vec![Saved::Utf16]));
        assert_eq!(decoded(b"Ren\xe9"), ("Ren\u{e9}".to_owned(), vec![Saved::OtherLetters]));
        assert_eq!(decoded("Ren\u{e9}".as_bytes()), ("Ren\u{e9}".to_owned(), vec![]));
    }
}
