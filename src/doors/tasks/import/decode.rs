//! Whether the bytes of a table are a text that can be taken at its word: one encoding throughout, and no letter lost.
//!
//! Not here: which encodings spreadsheets save in (`base/parse/saved`).

use crate::base::parse::saved::{Saved, decoded, of_windows};
use crate::base::parse::{At, Code, Issues, Sink};

/// The text of a table.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<String, Issues> {
    if let Some(what) = no_csv(bytes) {
        let allowed = format!("this is {what}, and no CSV");
        return Err(issue(file, None, &allowed));
    }
    let (text, saved) = decoded(bytes);
    let is_of = |how: Saved| saved.contains(&how);
    if is_of(Saved::OtherLetters) && is_mixed(bytes) {
        return Err(mixed(file, bytes));
    }
    let is_cut = is_of(Saved::Utf16) && !bytes.len().is_multiple_of(2);
    let is_another = is_of(Saved::OtherLetters) && no_letter(bytes).is_some();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    if let Some(line) = misread(text) {
        let allowed = "letters here were read wrongly before the table was saved, as \"\u{c3}\u{a9}\" for \"\u{e9}\"";
        return Err(issue(file, Some(line), allowed));
    }
    if is_cut || is_another || text.contains(['\0', '\u{fffd}']) {
        return Err(issue(file, no_letter(bytes), "this is no text that can be read"));
    }
    Ok(text.to_owned())
}

fn issue(file: &str, line: Option<usize>, allowed: &str) -> Issues {
    let mut sink = Sink::new(file.to_owned());
    let action = "export it again, and save it from the spreadsheet as \"CSV UTF-8\"";
    sink.add(Code::Syntax, At::new("", line), "", allowed, action);
    sink.into_issues()
}

/// What is saved by the same programs and is no table of text.
fn no_csv(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => Some("a workbook as a spreadsheet saves it (.xlsx or .ods)"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Some("a workbook of an older spreadsheet (.xls)"),
        [b'%', b'P', b'D', b'F', ..] => Some("a page to be printed (.pdf)"),
        _ => None,
    }
}

fn line_after(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count()
}

/// Letters of UTF-8 among such that are none.
fn is_mixed(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

fn mixed(file: &str, bytes: &[u8]) -> Issues {
    let first = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let line = bytes.get(..first).map(line_after);
    issue(file, line, "some letters of this table are UTF-8, and here they are not")
}

/// The line of the first byte that Windows has no letter for; none: there is none.
fn no_letter(bytes: &[u8]) -> Option<usize> {
    let place = bytes.iter().position(|byte| *byte == 0 || of_windows(*byte).is_none())?;
    bytes.get(..place).map(line_after)
}

/// The line of letters of UTF-8 that were once read as Windows-1252.
fn misread(text: &str) -> Option<usize> {
    let mut pairs = text.char_indices().zip(text.chars().skip(1));
    let (at, _) = pairs.find_map(|((at, one), next)| {
        let is_one = matches!(one, '\u{c2}' | '\u{c3}') && ('\u{80}'..='\u{bf}').contains(&next);
        is_one.then_some((at, next))
    })?;
    text.get(..at).map(|before| line_after(before.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_save_becomes_the_same_text() {
        let text = "Größe;café – “x”";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let windows = b"Gr\xf6\xdfe;caf\xe9 \x96 \x93x\x94";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            [b"\xff\xfe".to_vec(), little.clone()].concat(),
            [b"\xfe\xff".to_vec(), big].concat(),
            little,
            windows.to_vec(),
        ] {
            assert_eq!(decode("a.csv", &bytes).unwrap(), text);
        }
        for (bytes, line) in [
            (&b"a\n\xc3\xa9\nCaf\xe9\n"[..], 3),
            ("a\nCaf\u{c3}\u{a9}\n".as_bytes(), 2),
            (&b"a\nb\n\x81\n"[..], 3),
        ] {
            assert_eq!(decode("a.csv", bytes).unwrap_err().issues[0].line, Some(line));
        }
        let broken = decode("a.csv", b"PK\x03\x04\0\0").unwrap_err().to_string();
        assert!(broken.contains("a workbook") && broken.contains("CSV UTF-8"), "{broken}");
        let broken = decode("a.csv", b"a\0b").unwrap_err().to_string();
        assert!(broken.contains("CSV UTF-8"), "{broken}");
    }
}
