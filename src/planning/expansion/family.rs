//! Plans that cannot be told apart, as one family in words: how many units of which kinds, with which levers.

use super::candidate::{Candidate, Lever};
use super::plan::Plan;
use crate::base::domain::Kind;

/// "About 11 homes of any kind, with 2 × 10 move-on homes a year, with or without pets in ten homes".
pub(super) fn words(family: &[Plan], candidates: &[Candidate]) -> String {
    let units: Vec<usize> =
        (0..candidates.len()).filter(|&one| candidates[one].lever.is_unit()).collect();
    let units = Spread::of(family, &units);
    let units = (units.most > 0)
        .then(|| format!("{} {}", units.about(), units_of(family, candidates, units.most == 1)));
    let (with, without) = levers_of(family, candidates);
    let with = (!with.is_empty()).then(|| format!("with {}", listed(&with)));
    let without = (!without.is_empty()).then(|| format!("with or without {}", listed(&without)));
    units.into_iter().chain(with).chain(without).collect::<Vec<_>>().join(", ")
}

/// Levers that every plan of a family pulls, and those that some of them do. Where each has one or another way to shorten the
/// wait for move-on housing, these are one: support.
fn levers_of(family: &[Plan], candidates: &[Candidate]) -> (Vec<String>, Vec<String>) {
    let of = |one: usize| Spread::of(family, &[one]);
    let levers = || (0..candidates.len()).filter(|&one| !candidates[one].lever.is_unit());
    let is_move_on = |one: &usize| {
        matches!(candidates[*one].lever, Lever::MoveOnWorker(_) | Lever::MoveOnHomes(_))
    };
    let support: Vec<usize> = levers().filter(is_move_on).collect();
    let varies = support.iter().any(|&one| of(one).least == 0 && of(one).most > 0);
    let is_joined = varies && Spread::of(family, &support).least > 0;
    let (mut with, mut without) = (Vec::new(), Vec::new());
    with.extend(is_joined.then(|| "move-on support".to_owned()));
    for one in levers().filter(|one| !(is_joined && is_move_on(one))) {
        let (spread, title) = (of(one), &candidates[one].title);
        match (spread.least, spread.most) {
            (_, 0) => {}
            (0, _) => without.push(title.clone()),
            (1, 1) => with.push(title.clone()),
            _ => with.push(format!("{} × {title}", spread.range())),
        }
    }
    (with, without)
}

/// How many of some candidates the plans of a family buy.
#[derive(Clone, Copy)]
struct Spread {
    least: u32,
    most: u32,
}

impl Spread {
    fn of(family: &[Plan], counted: &[usize]) -> Self {
        let sums =
            family.iter().map(|plan| counted.iter().map(|&one| u32::from(plan.0[one])).sum());
        let sums: Vec<u32> = sums.collect();
        Self {
            least: sums.iter().copied().min().unwrap_or(0),
            most: sums.iter().copied().max().unwrap_or(0),
        }
    }

    fn range(self) -> String {
        if self.least == self.most {
            self.most.to_string()
        } else {
            format!("{} to {}", self.least, self.most)
        }
    }

    /// "8", "about 8", "5 to 9", "up to 2".
    fn about(self) -> String {
        if self.least == 0 && self.most > 0 {
            format!("up to {}", self.most)
        } else if self.least > 2 && self.least < self.most && self.most - self.least <= 2 {
            format!("about {}", u32::midpoint(self.least, self.most))
        } else {
            self.range()
        }
    }
}

/// "homes of any kind", "units: homes (2-bedroom home or 4-bedroom home) and refuge room".
fn units_of(family: &[Plan], candidates: &[Candidate], is_one: bool) -> String {
    let kinds = [
        (Kind::Dispersed, ["homes", "home"]),
        (Kind::Refuge, ["refuge rooms", "refuge room"]),
        (Kind::SafePlace, ["Safe Place rooms", "Safe Place room"]),
    ];
    let of_kind = |kind: Kind| {
        let is_of = |one: &usize| match &candidates[*one].lever {
            Lever::Unit(unit) => unit.0.kind == kind,
            _ => false,
        };
        (0..candidates.len()).filter(is_of).collect::<Vec<usize>>()
    };
    let named: Vec<String> = kinds
        .iter()
        .filter_map(|(kind, nouns)| {
            let noun = nouns[usize::from(is_one)];
            let all = of_kind(*kind);
            let is_used = |one: &usize| family.iter().any(|plan| plan.0[*one] > 0);
            let used = all.iter().copied().filter(is_used);
            let used: Vec<&str> = used.map(|one| candidates[one].title.as_str()).collect();
            match used.as_slice() {
                [] => None,
                [one] => Some(format!("× {one}")),
                some if some.len() == all.len() => Some(format!("{noun} of any kind")),
                some => Some(format!("{noun} ({})", some.join(" or "))),
            }
        })
        .collect();
    if let [one] = named.as_slice() {
        return one.clone();
    }
    let bare = |part: &String| part.trim_start_matches("× ").to_owned();
    let noun = if is_one { "unit" } else { "units" };
    format!("{noun} ({})", named.iter().map(bare).collect::<Vec<_>>().join("; "))
}

/// "a, b and c".
fn listed(some: &[String]) -> String {
    match some.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => some.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::expansion::allowance::tests::candidate;

    fn of(lever: Lever, title: &str) -> Candidate {
        Candidate { lever, title: title.to_owned(), ..candidate((0.0, 1.0), 0, 9) }
    }

    #[test]
    fn a_family_is_said_in_words() {
        let candidates = [
            of(Lever::MoveOnWorker(0.75), "second move-on worker"),
            of(Lever::MoveOnHomes(10.0), "10 move-on homes a year"),
            of(Lever::Pets(vec![]), "pets"),
            of(Lever::NrpfPlaces(1), "place without recourse"),
        ];
        let said = |plans: &[[u16; 4]]| {
            let plans: Vec<Plan> = plans.iter().map(|counts| Plan(counts.to_vec())).collect();
            words(&plans, &candidates)
        };
        assert_eq!(
            said(&[[1, 0, 1, 0], [1, 0, 0, 0]]),
            "with second move-on worker, with or without pets"
        );
        assert_eq!(said(&[[1, 0, 0, 0], [0, 2, 0, 0]]), "with move-on support");
        assert_eq!(
            said(&[[1, 1, 0, 2], [1, 2, 0, 2]]),
            "with second move-on worker, 1 to 2 × 10 move-on homes a year and 2 × place without recourse"
        );
    }

    #[test]
    fn few_more_or_fewer_are_about_so_many() {
        let spread = |least, most| Spread { least, most }.about();
        let said = [spread(8, 8), spread(7, 9), spread(5, 9), spread(0, 2), spread(1, 2)];
        assert_eq!(said, ["8", "about 8", "5 to 9", "up to 2", "1 to 2"]);
    }
}
