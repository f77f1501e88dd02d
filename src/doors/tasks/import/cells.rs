//! One cell at a time: a day, a number, a word. What cannot be read is said with what to do about it.

use crate::base::parse::Code;
use jiff::civil::Date;
use serde::Deserialize;

/// Which of day and month comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Why a cell cannot be read: what may stand there, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) code: Code,
    pub(super) allowed: String,
    pub(super) action: String,
}

fn wrong<T>(code: Code, allowed: impl Into<String>, action: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { code, allowed: allowed.into(), action: action.into() })
}

/// How a day is written.
const A_DAY: &str = "a day is written 2026-11-20, or 20/11/2026";

/// The day of a cell, without the midnight that spreadsheets put behind it.
fn without_midnight(cell: &str) -> Result<&str, Wrong> {
    let (said, time) = cell.split_once(['T', ' ']).unwrap_or((cell, ""));
    if time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.' | b' ')) {
        return Ok(said);
    }
    if !time.contains(':') {
        return wrong(Code::Malformed, A_DAY, "write the day in one of these ways");
    }
    wrong(
        Code::Malformed,
        format!("{A_DAY}, without a time: it would be lost, and may lie on another day in London"),
        "format the column as a date and save the table again",
    )
}

/// A day. Between day and month nothing is guessed.
pub(super) fn day(cell: &str, order: Option<Order>) -> Result<Date, Wrong> {
    let said = without_midnight(cell)?;
    let number_of_a_day = said.split(['.', ',']).next().unwrap_or_default();
    let is_a_number = said.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    if is_a_number && number_of_a_day.len() == 5 {
        return wrong(
            Code::Malformed,
            format!("{A_DAY}; this is a spreadsheet's number for a day"),
            "format the column as a date and save the table again",
        );
    }
    let parts: Vec<&str> = said.split(['/', '-', '.']).collect();
    let [first, second, third] = parts[..] else {
        return wrong(Code::Malformed, A_DAY, "write the day in one of these ways");
    };
    let number =
        |text: &str| text.parse::<i16>().ok().filter(|_| text.bytes().all(|b| b.is_ascii_digit()));
    let (Some(a), Some(b), Some(c)) = (number(first), number(second), number(third)) else {
        return wrong(Code::Malformed, A_DAY, "write the day in one of these ways");
    };
    if first.len() == 4 {
        return date(a, b, c, A_DAY);
    }
    if third.len() != 4 {
        return wrong(
            Code::Malformed,
            format!("{A_DAY}: a year has four digits"),
            "write the whole year, or format the column as a date with one and save the table again",
        );
    }
    match (a > 12, b > 12, order) {
        (false, false, None) if a != b => wrong(
            Code::Contradiction,
            "it could be read in two ways",
            "say in the map which comes first: [dates] order = \"day_first\" or \"month_first\"",
        ),
        (true, _, Some(Order::MonthFirst)) | (_, true, Some(Order::DayFirst)) => wrong(
            Code::Contradiction,
            format!(
                "the map says that the {} comes first, and no month is greater than 12",
                if order == Some(Order::DayFirst) { "day" } else { "month" }
            ),
            "correct the day, or [dates] order in the map",
        ),
        (false, true, _) | (false, false, Some(Order::MonthFirst)) => date(c, a, b, A_DAY),
        _ => date(c, b, a, A_DAY),
    }
}

fn date(year: i16, month: i16, day: i16, form: &str) -> Result<Date, Wrong> {
    let part = |number: i16| i8::try_from(number).unwrap_or(0);
    match Date::new(year, part(month), part(day)) {
        Ok(date) => Ok(date),
        Err(_) => wrong(Code::OutOfRange, format!("there is no such day; {form}"), "correct it"),
    }
}

/// A reference as it is, unless a spreadsheet made a number of it.
pub(super) fn reference(cell: &str) -> Result<(), Wrong> {
    let is_made = cell.split_once(['E', 'e']).is_some_and(|(digits, power)| {
        let is_number = |byte: u8| byte.is_ascii_digit();
        let of_power = power.trim_start_matches(['+', '-']);
        let has_both = !digits.is_empty() && !of_power.is_empty();
        has_both
            && digits.bytes().all(|byte| is_number(byte) || matches!(byte, b'.' | b','))
            && of_power.bytes().all(is_number)
            && (power.len() != of_power.len() || digits.contains(['.', ',']))
    });
    if is_made {
        return wrong(
            Code::Malformed,
            "a spreadsheet made a number of it: what it was cannot be told",
            "format the column as text and export the table again",
        );
    }
    Ok(())
}

/// A whole number: spreadsheets write 1 as 1.0 too.
pub(super) fn whole(cell: &str) -> Result<u16, Wrong> {
    let digits = ["", ".0", ",0", ".00", ",00"].iter().find_map(|end| {
        let digits = cell.strip_suffix(end)?;
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then_some(digits)
    });
    match digits.and_then(|digits| digits.parse().ok()) {
        Some(number) => Ok(number),
        None => wrong(
            Code::WrongType,
            "a whole number from 0 belongs here, or unknown",
            "write it in digits, or leave the cell empty where it is not known",
        ),
    }
}

/// How exports write yes, and no.
pub(super) const YES_OR_NO: [[&str; 5]; 2] =
    [["yes", "y", "true", "1", "1.0"], ["no", "n", "false", "0", "0.0"]];

/// Yes or no.
pub(super) fn flag(field: &str, cell: &str) -> Result<bool, Wrong> {
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    match YES_OR_NO.map(|words| is_one_of(&words)) {
        [true, _] => Ok(true),
        [_, true] => Ok(false),
        _ => wrong(
            Code::NotAllowed,
            "yes or no belongs here",
            format!("write one of them, or say in the map which is meant, under [words.{field}]"),
        ),
    }
}

/// One of these words.
pub(super) fn word(field: &str, cell: &str, words: &[&str]) -> Result<String, Wrong> {
    let found = words.iter().find(|word| word.eq_ignore_ascii_case(cell));
    match found {
        Some(word) => Ok((*word).to_owned()),
        None => wrong(
            Code::NotAllowed,
            format!("it is one of {}", words.join(", ")),
            format!("say in the map which is meant, under [words.{field}]"),
        ),
    }
}

/// Children as ages with f or m: `3f; 7m`.
pub(super) fn children(cell: &str) -> Result<Vec<(u16, &'static str)>, Wrong> {
    let each = cell.split([';', ',', ' ']).filter(|part| !part.is_empty());
    let child = |part: &str| {
        let lower = part.to_ascii_lowercase();
        let (digits, sex) = match (lower.strip_suffix('f'), lower.strip_suffix('m')) {
            (Some(digits), _) => (digits, "female"),
            (_, Some(digits)) => (digits, "male"),
            _ => return None,
        };
        digits.parse::<u16>().ok().filter(|age| *age < 18).map(|age| (age, sex))
    };
    let found: Option<Vec<_>> = each.map(child).collect();
    match found {
        Some(children) => Ok(children),
        None => {
            wrong(Code::Malformed, "children are given by age and f or m", "write them so: 3f; 7m")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil;

    #[test]
    fn between_day_and_month_nothing_is_guessed() {
        let read = |cell: &str, order| day(cell, order).map_err(|wrong| wrong.code);
        let november = civil::date(2026, 11, 20);
        for cell in ["2026-11-20", "20/11/2026", "11/20/2026", "20.11.2026", "2026-11-20 00:00:00"]
        {
            assert_eq!(read(cell, None), Ok(november), "{cell}");
        }
        assert_eq!(read("03/04/2026", None), Err(Code::Contradiction));
        assert_eq!(read("04/04/2026", None), Ok(civil::date(2026, 4, 4)));
        assert_eq!(read("03/04/2026", Some(Order::DayFirst)), Ok(civil::date(2026, 4, 3)));
        assert_eq!(read("03/04/2026", Some(Order::MonthFirst)), Ok(civil::date(2026, 3, 4)));
        assert_eq!(read("11/20/2026", Some(Order::DayFirst)), Err(Code::Contradiction));
        assert_eq!(read("20/11/26", Some(Order::DayFirst)), Err(Code::Malformed));
        assert_eq!(read("30/02/2026", None), Err(Code::OutOfRange));
        assert_eq!(read("46346", None), Err(Code::Malformed));
        for time in ["2026-11-20T23:30:00Z", "20/11/2026 25:30", "20/11/2026 14:05", "20/11/2026 x"]
        {
            assert_eq!(read(time, None), Err(Code::Malformed), "{time}");
        }
    }

    #[test]
    fn a_number_is_read_as_spreadsheets_write_it() {
        assert_eq!(whole("34.0"), Ok(34));
        assert_eq!(whole("34"), Ok(34));
        for wrong in ["34.5", "thirty", "-1", "", ".0"] {
            assert_eq!(whole(wrong).unwrap_err().code, Code::WrongType, "{wrong}");
        }
        assert_eq!(children("3f; 7M").unwrap(), [(3, "female"), (7, "male")]);
        assert!(reference("1.00E+12").is_err() && reference("1E+12").is_err());
        assert!(reference("C-1").is_ok() && reference("1E5").is_ok() && reference("E-12").is_ok());
        assert_eq!(children("3, 7").unwrap_err().code, Code::Malformed);
    }
}
