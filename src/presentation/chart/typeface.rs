//! The letters of pictures: how wide they are, and the typeface itself, so that a picture is the same on a machine that
//! does not have it.
//!
//! `fonts/*.woff` are Open Sans with the letters of western European languages; whatever else is written takes the reader's
//! own, in the width that it has here.

use std::fmt::Write;
use std::sync::LazyLock;

/// What the typeface is called in pictures, and what stands in for it.
pub(super) const FAMILY: &str = "Open Sans, Arial, sans-serif";

/// The typeface, regular and bold, as rules of a style sheet that fetches nothing.
pub fn faces() -> &'static str {
    static FACES: LazyLock<String> = LazyLock::new(|| {
        let regular = face(400, include_bytes!("fonts/OpenSans-Regular.woff"));
        regular + &face(700, include_bytes!("fonts/OpenSans-Bold.woff"))
    });
    &FACES
}

fn face(weight: u32, font: &[u8]) -> String {
    format!(
        "@font-face{{font-family:\"Open Sans\";font-weight:{weight};src:url(data:font/woff;base64,{}) format(\"woff\")}}",
        base64(font)
    )
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let letter = |value: u32| char::from(LETTERS[(value & 63) as usize]);
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let all = byte(0) << 16 | byte(1) << 8 | byte(2);
        text.extend((0..=three.len()).map(|at| letter(all >> (18 - 6 * at))));
        text.extend((three.len()..3).map(|_| '='));
    }
    text
}

/// The width of a text in points, at a size.
pub(super) fn width(said: &str, size: f64, bold: bool) -> f64 {
    let units: u32 = said.chars().map(|letter| u32::from(advance(letter, bold))).sum();
    f64::from(units) / UNITS_PER_EM * size
}

const UNITS_PER_EM: f64 = 2048.0;

fn advance(letter: char, bold: bool) -> u16 {
    let code = u32::from(letter);
    let of = |from: u32, widths: &[[u16; 2]]| {
        let at = usize::try_from(code.checked_sub(from)?).ok()?;
        widths.get(at).map(|both| both[usize::from(bold)])
    };
    let other = || {
        OTHERS.iter().find(|(known, _)| *known == letter).map(|(_, both)| both[usize::from(bold)])
    };
    let usual = USUAL[usize::from(bold)];
    of(0x20, &ASCII).or_else(|| of(0xA0, &LATIN)).or_else(other).unwrap_or(usual)
}

/// About a digit: of letters that the typeface here does not have.
const USUAL: [u16; 2] = [1169, 1169];

/// Regular and bold, from the space on.
#[rustfmt::skip]
const ASCII: [[u16; 2]; 95] = [
    [532, 532], [547, 586], [821, 967], [1323, 1323], [1171, 1169], [1686, 1845], [1495, 1536],
    [453, 545], [606, 694], [606, 694], [1130, 1116], [1171, 1169], [502, 594], [659, 659],
    [545, 584], [752, 846], [1171, 1169], [1171, 1169], [1171, 1169], [1171, 1169], [1171, 1169],
    [1171, 1169], [1171, 1169], [1171, 1169], [1171, 1169], [1171, 1169], [545, 584], [545, 594],
    [1171, 1169], [1171, 1169], [1171, 1169], [879, 977], [1841, 1837], [1296, 1413], [1327, 1376],
    [1292, 1305], [1493, 1516], [1139, 1147], [1057, 1124], [1491, 1483], [1511, 1567], [571, 678],
    [547, 678], [1257, 1360], [1063, 1157], [1849, 1931], [1544, 1665], [1595, 1630], [1233, 1286],
    [1595, 1630], [1266, 1352], [1124, 1128], [1133, 1186], [1491, 1548], [1219, 1331],
    [1896, 1980], [1182, 1366], [1147, 1278], [1169, 1186], [674, 678], [752, 846], [674, 678],
    [1110, 1090], [918, 842], [1182, 1243], [1139, 1237], [1255, 1296], [975, 1053], [1255, 1296],
    [1149, 1210], [694, 793], [1122, 1157], [1257, 1346], [518, 625], [518, 625], [1075, 1270],
    [518, 625], [1905, 2011], [1257, 1346], [1237, 1268], [1255, 1296], [1255, 1296], [836, 930],
    [977, 1018], [723, 889], [1257, 1346], [1026, 1165], [1593, 1753], [1073, 1184], [1032, 1165],
    [958, 999], [776, 807], [1128, 1128], [776, 807], [1171, 1169],
];

/// From the no-break space on.
#[rustfmt::skip]
const LATIN: [[u16; 2]; 96] = [
    [532, 532], [547, 586], [1171, 1169], [1171, 1169], [1171, 1169], [1171, 1169], [1128, 1128],
    [1057, 995], [1182, 1243], [1704, 1704], [725, 784], [1018, 1260], [1171, 1169], [659, 659],
    [1704, 1704], [1024, 1024], [877, 877], [1171, 1169], [711, 776], [711, 776], [1182, 1243],
    [1268, 1352], [1341, 1341], [545, 584], [465, 420], [711, 776], [768, 795], [1018, 1260],
    [1597, 1804], [1597, 1804], [1597, 1804], [879, 977], [1296, 1413], [1296, 1413], [1296, 1413],
    [1296, 1413], [1296, 1413], [1296, 1413], [1788, 1950], [1292, 1305], [1139, 1147],
    [1139, 1147], [1139, 1147], [1139, 1147], [571, 678], [571, 678], [571, 678], [571, 678],
    [1479, 1516], [1544, 1665], [1595, 1630], [1595, 1630], [1595, 1630], [1595, 1630],
    [1595, 1630], [1171, 1169], [1595, 1630], [1491, 1548], [1491, 1548], [1491, 1548],
    [1491, 1548], [1147, 1278], [1251, 1286], [1274, 1456], [1139, 1237], [1139, 1237],
    [1139, 1237], [1139, 1237], [1139, 1237], [1139, 1237], [1757, 1878], [975, 1053],
    [1149, 1210], [1149, 1210], [1149, 1210], [1149, 1210], [518, 625], [518, 625], [518, 625],
    [518, 625], [1221, 1268], [1257, 1346], [1237, 1268], [1237, 1268], [1237, 1268], [1237, 1268],
    [1237, 1268], [1171, 1169], [1237, 1268], [1257, 1346], [1257, 1346], [1257, 1346],
    [1257, 1346], [1032, 1165], [1255, 1296], [1032, 1165],
];

/// Dashes, quotation marks, arrows and the like.
#[rustfmt::skip]
const OTHERS: [(char, [u16; 2]); 19] = [
    ('\u{152}', [1890, 1993]), ('\u{153}', [1929, 2003]), ('\u{2013}', [1024, 1024]),
    ('\u{2014}', [2048, 2048]), ('\u{2015}', [2048, 2048]), ('\u{2018}', [348, 444]),
    ('\u{2019}', [348, 444]), ('\u{201a}', [502, 596]), ('\u{201b}', [348, 442]),
    ('\u{201c}', [717, 911]), ('\u{201d}', [717, 911]), ('\u{201e}', [829, 1061]),
    ('\u{2022}', [770, 770]), ('\u{2026}', [1606, 1751]), ('\u{2032}', [453, 545]),
    ('\u{20ac}', [1208, 1169]), ('\u{2212}', [1171, 1169]), ('\u{2264}', [1171, 1169]),
    ('\u{2265}', [1171, 1169]),
];

/// Says of every text of a drawing how wide it is, in the order in which they were drawn.
pub(super) fn with_widths(svg: &str, widths: impl IntoIterator<Item = f64>) -> String {
    let mut widths = widths.into_iter();
    let mut parts = svg.split("<text ");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        told.push_str("<text ");
        if let Some(width) = widths.next() {
            let _ = write!(told, "textLength=\"{width:.1}\" lengthAdjust=\"spacingAndGlyphs\" ");
        }
        told.push_str(part);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_in_sixty_four_letters() {
        let said =
            ["f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes()));
        assert_eq!(said, ["Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn bold_is_wider_and_an_unknown_letter_has_a_width() {
        assert!(width("Households", 12.0, true) > width("Households", 12.0, false));
        assert!(width("\u{4e2d}", 12.0, false) > 0.0);
        assert!((width("0", 2048.0, false) - 1171.0).abs() < 1e-9);
    }
}
