//! Bytes of a table as spreadsheets save them, into a text: UTF-8, UTF-16, or what Windows calls 1252.

use crate::base::parse::saved::of_windows;
use crate::base::parse::{At, Code, Issues, Sink};

/// The text of a table.
pub(super) fn decode(file: &str, bytes: &[u8]) -> Result<String, Issues> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok(),
        [_, 0, ..] => utf16(bytes, u16::from_le_bytes),
        bytes => String::from_utf8(bytes.to_vec()).ok().or_else(|| windows(bytes)),
    };
    let text = text.filter(|text| !text.contains(['\0', '\u{fffd}']));
    text.ok_or_else(|| {
        let mut sink = Sink::new(file.to_owned());
        let action = "save it from the spreadsheet as \"CSV UTF-8\"";
        sink.add(Code::Syntax, At::new("", None), "", "this is no text that can be read", action);
        sink.into_issues()
    })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair));
    let text: Option<String> = char::decode_utf16(units).map(Result::ok).collect();
    text.filter(|_| rest.is_empty())
}

/// What is no letter there makes that no text.
fn windows(bytes: &[u8]) -> Option<String> {
    bytes.iter().map(|byte| of_windows(*byte)).collect()
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
        let broken = decode("a.csv", b"PK\x03\x04\0\0").unwrap_err().to_string();
        assert!(broken.contains("CSV UTF-8"), "{broken}");
    }
}
