//! Texts that nobody meant: real files with bytes turned, pieces lost, doubled or exchanged, and noise.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Pieces that mean something to a reader, or should mean nothing.
const PIECES: [&str; 44] = [
    "\"",
    "'",
    ",",
    ";",
    "+",
    "\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "=",
    "#",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ":",
    "null",
    "true",
    "nan",
    "-inf",
    "-1",
    "0.5",
    "99999999999999999999",
    "1e999",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{feff}",
    "\u{202e}",
    "é",
    "👩\u{200d}👧",
    "\"\"\"",
    "'''",
    "x_a = 1\n",
    "[needs]\n",
    "[[person]]\n",
    "age = 34\n",
    "{ evidence = \"q\" }",
    "2026-11-20T21:40:00Z",
    "ST4 2",
];

/// One way to spoil a text.
#[derive(Debug, Clone)]
pub(crate) enum Spoil {
    /// A byte gets another value.
    Turn(Index, u8),
    /// Bytes are lost.
    Lose(Index, usize),
    /// Bytes stand twice.
    Double(Index, usize),
    /// Something is put in between.
    Insert(Index, String),
    /// Something is put at the beginning of a line, as a key would be.
    InsertLine(Index, String),
    /// Two cells, or two words, change places.
    Exchange(Index, Index),
    /// Everything behind is lost.
    Cut(Index),
}

fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => select(&PIECES[..]).prop_map(ToOwned::to_owned),
        1 => any::<String>(),
    ]
}

fn spoil() -> impl Strategy<Value = Spoil> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Spoil::Turn(at, byte)),
        (any::<Index>(), 1..40usize).prop_map(|(at, n)| Spoil::Lose(at, n)),
        (any::<Index>(), 1..80usize).prop_map(|(at, n)| Spoil::Double(at, n)),
        (any::<Index>(), piece()).prop_map(|(at, text)| Spoil::Insert(at, text)),
        (any::<Index>(), piece(), piece())
            .prop_map(|(at, key, value)| Spoil::InsertLine(at, format!("{key} = {value}\n"))),
        (any::<Index>(), any::<Index>()).prop_map(|(a, b)| Spoil::Exchange(a, b)),
        any::<Index>().prop_map(Spoil::Cut),
    ]
}

/// A few ways at once.
pub(crate) fn spoils() -> impl Strategy<Value = Vec<Spoil>> {
    vec(spoil(), 1..4)
}

/// Text that is no file at all, or a heap of its pieces.
pub(crate) fn noise() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        vec(any::<u8>(), 0..300).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        vec(piece(), 0..60).prop_map(|pieces| pieces.concat()),
    ]
}

/// The text, spoilt; bytes that are no longer text become the mark that says so.
pub(crate) fn spoilt(text: &str, spoils: &[Spoil]) -> String {
    let bytes = spoils.iter().fold(text.as_bytes().to_vec(), |bytes, spoil| spoil.apply(bytes));
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Spoil {
    fn apply(&self, mut bytes: Vec<u8>) -> Vec<u8> {
        if bytes.is_empty() {
            return bytes;
        }
        let end = |at: usize, n: usize| (at + n).min(bytes.len());
        match self {
            Self::Turn(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Lose(at, n) => {
                let at = at.index(bytes.len());
                bytes.drain(at..end(at, *n));
            }
            Self::Double(at, n) => {
                let at = at.index(bytes.len());
                let again = bytes[at..end(at, *n)].to_vec();
                bytes.splice(at..at, again);
            }
            Self::Insert(at, text) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, text.bytes());
            }
            Self::InsertLine(at, text) => {
                let at = at.index(bytes.len());
                let line = bytes[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |p| p + 1);
                bytes.splice(line..line, text.bytes());
            }
            Self::Exchange(a, b) => bytes = exchanged(&bytes, *a, *b),
            Self::Cut(at) => bytes.truncate(at.index(bytes.len())),
        }
        bytes
    }
}

/// Two of the pieces between commas, equals signs and line ends change places.
fn exchanged(bytes: &[u8], a: Index, b: Index) -> Vec<u8> {
    let is_end = |byte: &u8| matches!(byte, b',' | b'\n' | b'=' | b':');
    let mut pieces: Vec<&[u8]> = bytes.split_inclusive(is_end).collect();
    let (a, b) = (a.index(pieces.len()), b.index(pieces.len()));
    pieces.swap(a, b);
    pieces.concat()
}
