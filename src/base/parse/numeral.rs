//! Numbers in words.

/// A number in one word: "zero" to "twenty", and the tens to "ninety".
pub fn numeral(word: &str) -> Option<u8> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] =
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |words: &[&str]| u8::try_from(words.iter().position(|name| *name == word)?).ok();
    at(&ONES).or_else(|| at(&TENS).map(|tens| 10 * (tens + 2)))
}
