//! How far, in a person's words: "1 mile", "half a mile", "2,5 km".
//!
//! A radius is read generously, and never as smaller than was meant: of several the largest counts, and where a
//! word could change the meaning, or a unit is missing, the text is not read and says only what it is at least.

use super::numeral::numeral;

const MILE_M: f64 = 1_609.344;

/// What a text says of a distance, in metres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Radius {
    /// It was understood.
    Read(f64),
    /// It was not; whatever was meant is probably no less than this.
    Unread(f64),
}

impl Radius {
    /// Whether it was understood.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Read(_))
    }

    /// Whether more than so many metres were meant.
    pub fn is_beyond(self, farthest: f64) -> bool {
        matches!(self, Self::Read(metres) if metres > farthest)
    }

    /// The same, and no more than so many metres.
    #[must_use]
    pub fn at_most(self, farthest: f64) -> Self {
        match self {
            Self::Read(metres) => Self::Read(metres.min(farthest)),
            Self::Unread(metres) => Self::Unread(metres),
        }
    }

    /// Metres up to the next 500.
    pub fn in_steps(self) -> u32 {
        const STEP_M: f64 = 500.0;
        const FARTHEST_M: f64 = 2_000_000.0;
        let (Self::Read(metres) | Self::Unread(metres)) = self;
        // A hair above a step is the step: 0.1 km times ten is not quite 1 km.
        let steps = (metres.clamp(0.0, FARTHEST_M) / STEP_M - 1e-6).ceil().max(0.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole, and clamped above"
        )]
        let metres = (steps * STEP_M) as u32;
        metres
    }
}

/// The distance that a text means.
pub fn metres(text: &str) -> Radius {
    let mut reader = Reader::default();
    for token in tokens(text) {
        reader.take(token);
    }
    // "2 miles+" may be any distance above.
    let is_open =
        text.trim().ends_with(['+', '>']) || text.to_lowercase().trim().ends_with(" plus");
    reader.unsure |= is_open;
    reader.finish()
}

/// A part of such a text.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token {
    /// A number of something.
    Number(f64),
    /// A number that could also be a thousand times as large: `2,500`.
    Thousands(f64),
    /// Part of one, which adds to a number before it: half, ¾.
    Part(f64),
    /// Hundred, thousand.
    Times(f64),
    /// A unit, in metres.
    Unit(f64),
    /// `m`: metres, and on a road sign miles.
    MetresOrMiles,
    /// What follows is instead: of two the larger counts.
    Or,
    /// A word that changes nothing.
    Filler,
    /// A word that could change everything.
    Unknown,
}

fn tokens(text: &str) -> Vec<Token> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    let mut found = Vec::new();
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_ascii_digit() {
            number_length(rest)
        } else if first.is_alphabetic() {
            rest.find(|c: char| !c.is_alphabetic() && c != '\'').unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, behind) = rest.split_at(length);
        found.extend(token(part));
        rest = behind;
    }
    found
}

/// Digits with their separators: `1.5`, `2,5`, `2,000`, `2 000`, and a fraction `3/4`.
fn number_length(text: &str) -> usize {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut length = digits(text);
    while let Some((before, behind)) = text.split_at_checked(length) {
        let Some(separator) = behind.chars().next() else { break };
        let more = digits(behind.get(separator.len_utf8()..).unwrap_or_default());
        let goes_on = match separator {
            '.' | ',' | '/' => more > 0,
            ' ' | '\u{a0}' | '\u{202f}' => {
                length <= 3 && more == 3 && !before.contains(['.', ',', '/'])
            }
            _ => false,
        };
        if !goes_on {
            break;
        }
        length += separator.len_utf8() + more;
    }
    length
}

fn token(part: &str) -> Option<Token> {
    let first = part.chars().next()?;
    if first.is_whitespace() {
        return None;
    }
    if first.is_ascii_digit() {
        return Some(number(part));
    }
    Some(match part {
        "km" | "kms" | "kilometre" | "kilometres" | "kilometer" | "kilometers" | "k" | "klm" => {
            Token::Unit(1_000.0)
        }
        "mile" | "miles" | "mi" | "mls" => Token::Unit(MILE_M),
        "metre" | "metres" | "meter" | "meters" | "mtr" | "mtrs" => Token::Unit(1.0),
        "yard" | "yards" | "yd" | "yds" => Token::Unit(0.914_4),
        "foot" | "feet" | "ft" => Token::Unit(0.304_8),
        "m" => Token::MetresOrMiles,
        "half" | "½" => Token::Part(0.5),
        "quarter" | "quarters" | "¼" => Token::Part(0.25),
        "¾" => Token::Part(0.75),
        "third" | "thirds" | "⅓" => Token::Part(1.0 / 3.0),
        "⅔" => Token::Part(2.0 / 3.0),
        "hundred" => Token::Times(100.0),
        "thousand" => Token::Times(1_000.0),
        "or" | "to" | "-" | "–" | "—" | "/" | "=" | "(" | ";" => Token::Or,
        "and" | "plus" | "&" | "+" | "a" | "an" | "of" | "about" | "around" | "roughly"
        | "approx" | "approximately" | "circa" | "ca" | "c" | "radius" | "within" | "up"
        | "round" | "any" | "every" | "direction" | "directions" | "the" | "away" | "from"
        | "in" | "all" | "each" | "way" | "so" | "more" | "than" | "over" | "under" | "less"
        | "at" | "least" | "most" | "minimum" | "min" | "maximum" | "max" | "it" | "there"
        | "here" | "him" | "them" | "his" | "home" | "house" | "by" | "~" | "." | "," | ")"
        | ">" | "<" | "≥" | "≤" | "circle" | "full" | "whole" => Token::Filler,
        word => numeral(word).map_or(Token::Unknown, |n| Token::Number(f64::from(n))),
    })
}

/// `2,500` may be two and a half or two and a half thousand; `1.500` too.
fn number(part: &str) -> Token {
    if let Some((above, below)) = part.split_once('/') {
        let value = |text: &str| text.parse::<f64>().ok().filter(|value| *value > 0.0);
        return match (value(above), value(below)) {
            (Some(above), Some(below)) if above < below => Token::Part(above / below),
            (Some(above), Some(below)) => Token::Number(above / below),
            _ => Token::Unknown,
        };
    }
    let spaced = part.contains([' ', '\u{a0}', '\u{202f}']);
    let plain: String =
        part.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
    if let Some((whole, part)) = plain.rsplit_once('.').filter(|(whole, _)| whole.contains(',')) {
        let read = format!("{}.{part}", whole.replace(',', "")).parse();
        return read.map_or(Token::Unknown, Token::Number);
    }
    let groups: Vec<&str> = plain.split(['.', ',']).collect();
    let in_thousands = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[0] != "0"
        && groups[1..].iter().all(|group| group.len() == 3);
    let read = |text: &str| text.parse::<f64>().ok();
    match groups[..] {
        _ if spaced => read(&groups.concat()).map_or(Token::Unknown, Token::Number),
        [_] => read(&plain).map_or(Token::Unknown, Token::Number),
        _ if in_thousands && groups.len() == 2 => {
            read(&groups.concat()).map_or(Token::Unknown, Token::Thousands)
        }
        [whole, part] => read(&format!("{whole}.{part}")).map_or(Token::Unknown, Token::Number),
        _ if in_thousands => read(&groups.concat()).map_or(Token::Unknown, Token::Number),
        _ => Token::Unknown,
    }
}

/// Takes the tokens up one by one.
#[derive(Debug, Default)]
struct Reader {
    /// The number read last.
    amount: Option<f64>,
    /// Numbers before it that it is added to: "two hundred and fifty".
    base: f64,
    /// It could be a thousand times as large.
    thousands: bool,
    /// Numbers that took no unit before an "or": they take the next.
    alternatives: Vec<f64>,
    /// Metres added up since the last "or".
    sum: f64,
    /// The unit before.
    unit: Option<f64>,
    /// The most found.
    most: f64,
    /// Something could mean more than was found.
    unsure: bool,
}

impl Reader {
    fn take(&mut self, token: Token) {
        match token {
            Token::Number(n) => self.add(n, false),
            Token::Thousands(n) => self.add(n, true),
            Token::Part(part) => self.amount = Some(with_part(self.amount, part)),
            Token::Times(times) => self.amount = Some(self.amount.unwrap_or(1.0) * times),
            Token::Unit(unit) => self.measured(unit),
            Token::MetresOrMiles => self.in_metres_or_miles(),
            Token::Filler => {}
            Token::Or => {
                let before = self.number();
                self.alternatives.extend(before);
                self.sum = 0.0;
            }
            Token::Unknown => self.unsure = true,
        }
    }

    fn add(&mut self, n: f64, thousands: bool) {
        self.base += self.amount.replace(n).unwrap_or(0.0);
        self.thousands = thousands;
    }

    /// The number that waits for its unit, and waits no more.
    fn number(&mut self) -> Option<f64> {
        let base = std::mem::take(&mut self.base);
        self.amount.take().map(|amount| base + amount)
    }

    fn measured(&mut self, unit: f64) {
        let mut amount = self.number();
        if std::mem::take(&mut self.thousands) && unit > 1.0 {
            // 2,500 km may be two and a half.
            amount = amount.map(|amount| amount / 1_000.0);
            self.unsure = true;
        }
        self.sum += amount.unwrap_or(1.0) * unit;
        let others = self.alternatives.drain(..).map(|amount| amount * unit);
        self.most = others.fold(self.most.max(self.sum), f64::max);
        self.unit = Some(unit);
    }

    fn in_metres_or_miles(&mut self) {
        const MOST_MILES: f64 = 30.0;
        let waiting = self.base + self.amount.unwrap_or(0.0);
        let largest = self.alternatives.iter().copied().fold(waiting, f64::max);
        if largest <= MOST_MILES {
            self.unsure = true;
            self.measured(MILE_M);
        } else {
            self.measured(1.0);
        }
    }

    fn finish(mut self) -> Radius {
        const LEAST_PLAIN_METRES: f64 = 100.0;
        let left = self.number();
        let open = !self.alternatives.is_empty();
        match (left, self.unit) {
            (None, Some(_)) if !open => {}
            // "a mile and a half".
            (Some(part), Some(unit)) if part < 1.0 && !open => {
                self.most = self.most.max(self.sum + part * unit);
            }
            (Some(metres), None) if metres >= LEAST_PLAIN_METRES && !open => self.most = metres,
            _ => {
                let metres = self.alternatives.iter().copied().chain(left).fold(0.0, f64::max);
                let plain = if metres >= LEAST_PLAIN_METRES { metres } else { 0.0 };
                self.most = self.most.max(self.sum + plain);
                self.unsure = true;
            }
        }
        if self.unsure { Radius::Unread(self.most) } else { Radius::Read(self.most) }
    }
}

/// "Three quarters" is three of them; "two and a half" is more than two.
fn with_part(amount: Option<f64>, part: f64) -> f64 {
    match amount {
        Some(n) if n > 1.0 && n.fract() <= 0.0 && n * part < 1.0 => n * part,
        Some(n) => n + part,
        None => part,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_is_read() {
        for (text, steps) in [
            ("1 mile", 2_000),
            ("a mile", 2_000),
            ("Mile", 2_000),
            ("one mile", 2_000),
            ("1.5 miles", 2_500),
            ("1½ miles", 2_500),
            ("1 1/2 miles", 2_500),
            ("one and a half miles", 2_500),
            ("a mile and a half", 2_500),
            ("half a mile", 1_000),
            ("half mile", 1_000),
            ("3/4 of a mile", 1_500),
            ("three quarters of a mile", 1_500),
            ("one and a quarter miles", 2_500),
            ("one and three quarters miles", 3_000),
            ("twenty five miles", 40_500),
            ("two hundred and fifty metres", 500),
            ("one thousand five hundred metres", 1_500),
            ("1,609.34 m", 2_000),
            ("2 km", 2_000),
            ("2km", 2_000),
            ("2 KM", 2_000),
            ("2,5 km", 2_500),
            ("2.25 kilometres", 2_500),
            ("500 metres", 500),
            ("500m", 500),
            ("501 m", 1_000),
            ("2 000 m", 2_000),
            ("2,000 m", 2_000),
            ("1.500 metres", 1_500),
            ("five hundred yards", 500),
            ("2-3 miles", 5_000),
            ("2 to 3 km", 3_000),
            ("2 miles or 4 km", 4_000),
            ("1 mile (1.6 km)", 2_000),
            ("1 km and 200 m", 1_500),
            ("at least 2 miles", 3_500),
            ("about 2 miles in any direction.", 3_500),
            ("10 miles", 16_500),
            ("0 km", 0),
            ("2000", 2_000),
        ] {
            let read = metres(text);
            assert_eq!((read.is_read(), read.in_steps()), (true, steps), "{text}: {read:?}");
        }
    }

    #[test]
    fn what_could_mean_more_is_not_read_and_never_smaller() {
        for (text, at_least) in [
            ("", 0),
            ("unknown", 0),
            ("walking distance", 0),
            ("10 minutes", 0),
            ("2", 0),
            ("2 m", 3_500),
            ("2,500 miles", 4_500),
            ("2 km but not the centre", 2_000),
            ("-", 0),
            ("2 parks", 0),
            ("2 km 500", 2_500),
        ] {
            let read = metres(text);
            assert_eq!((read.is_read(), read.in_steps()), (false, at_least), "{text}: {read:?}");
        }
    }
}
