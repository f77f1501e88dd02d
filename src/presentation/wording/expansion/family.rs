//! Plans that cannot be told apart, as one family in words.

use crate::base::domain::Kind;
use crate::planning::expansion::{FamilyShape, OfKind, Spread};
use crate::presentation::wording::in_a_row;

/// "About 11 homes of any kind, with 2 × 10 move-on homes a year, with or without pets in ten homes".
pub fn family(shape: &FamilyShape) -> String {
    let some_with = (!shape.some_with.is_empty())
        .then(|| format!("with or without {}", in_a_row(&shape.some_with, "and")));
    let shared = Some(shared(shape)).filter(|shared| !shared.is_empty());
    shared.into_iter().chain(some_with).collect::<Vec<_>>().join(", ")
}

/// What all its plans have: "about 11 homes of any kind, with 2 × 10 move-on homes a year".
pub fn shared(shape: &FamilyShape) -> String {
    let units = (shape.units.most > 0).then(|| {
        format!("{} {}", about(shape.units), units_of(&shape.kinds, shape.units.most == 1))
    });
    let support = shape.move_on_support.then(|| "move-on support".to_owned());
    let with = shape.with.iter().map(|(spread, title)| match (spread.least, spread.most) {
        (1, 1) => title.clone(),
        _ => format!("{} × {title}", range(*spread)),
    });
    let with: Vec<String> = support.into_iter().chain(with).collect();
    let with = (!with.is_empty()).then(|| format!("with {}", in_a_row(&with, "and")));
    units.into_iter().chain(with).collect::<Vec<_>>().join(", ")
}

fn range(spread: Spread) -> String {
    if spread.least == spread.most {
        spread.most.to_string()
    } else {
        format!("{} to {}", spread.least, spread.most)
    }
}

/// "8", "about 8", "5 to 9", "up to 2".
fn about(spread: Spread) -> String {
    if spread.least == 0 && spread.most > 0 {
        format!("up to {}", spread.most)
    } else if spread.least > 2 && spread.least < spread.most && spread.most - spread.least <= 2 {
        format!("about {}", u32::midpoint(spread.least, spread.most))
    } else {
        range(spread)
    }
}

/// "homes of any kind", "units (homes (2-bedroom home or 4-bedroom home); refuge room)".
fn units_of(kinds: &[OfKind], is_one: bool) -> String {
    let named = |of: &OfKind| {
        let nouns = match of.kind {
            Kind::Dispersed => ["homes", "home"],
            Kind::Refuge => ["refuge rooms", "refuge room"],
            Kind::SafePlace => ["Safe Place rooms", "Safe Place room"],
        };
        let noun = nouns[usize::from(is_one)];
        match of.titles.as_slice() {
            [one] => one.clone(),
            _ if of.is_every => format!("{noun} of any kind"),
            some => format!("{noun} ({})", some.join(" or ")),
        }
    };
    match kinds {
        [only] if only.titles.len() == 1 => format!("× {}", named(only)),
        [only] => named(only),
        _ => {
            let noun = if is_one { "unit" } else { "units" };
            format!("{noun} ({})", kinds.iter().map(named).collect::<Vec<_>>().join("; "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_said_in_words() {
        let spread = |least, most| Spread { least, most };
        let of = |kind, titles: &[&str], is_every| OfKind {
            kind,
            titles: titles.iter().map(|&title| title.to_owned()).collect(),
            is_every,
        };
        let shape = FamilyShape {
            units: spread(7, 9),
            kinds: vec![
                of(Kind::Dispersed, &["2-bedroom home", "4-bedroom home"], false),
                of(Kind::Refuge, &["refuge room"], true),
            ],
            move_on_support: false,
            with: vec![
                (spread(1, 1), "second move-on worker".to_owned()),
                (spread(1, 2), "10 move-on homes a year".to_owned()),
                (spread(2, 2), "place without recourse".to_owned()),
            ],
            some_with: vec!["pets".to_owned()],
        };
        assert_eq!(
            family(&shape),
            "about 8 units (homes (2-bedroom home or 4-bedroom home); refuge room), with second move-on worker, 1 to 2 × 10 move-on homes a year and 2 × place without recourse, with or without pets"
        );
        let support = FamilyShape {
            units: spread(0, 0),
            kinds: vec![],
            move_on_support: true,
            with: vec![],
            some_with: vec![],
        };
        assert_eq!(family(&support), "with move-on support");
    }

    #[test]
    fn few_more_or_fewer_are_about_so_many() {
        let said = [(8, 8), (7, 9), (5, 9), (0, 2), (1, 2)]
            .map(|(least, most)| about(Spread { least, most }));
        assert_eq!(said, ["8", "about 8", "5 to 9", "up to 2", "1 to 2"]);
    }
}
