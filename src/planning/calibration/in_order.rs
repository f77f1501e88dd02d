//! Something made of each of some numbers, on all processors, and told in their order.

use crate::engine::simulation::fold_replications;
use std::ops::Range;

/// What is made of each number; `bench` is what one thread works with.
pub(super) fn in_order<B: Send, T: Send>(
    numbers: Range<u32>,
    bench: impl Fn() -> B + Sync + Send,
    each: impl Fn(&mut B, u32) -> T + Sync + Send,
) -> Vec<T> {
    let (mut made, _) = fold_replications(
        numbers,
        || (Vec::new(), bench()),
        |(made, bench), number| made.push((number, each(bench, number))),
        |(mut mine, bench), (theirs, _)| {
            mine.extend(theirs);
            (mine, bench)
        },
    );
    made.sort_by_key(|(number, _)| *number);
    made.into_iter().map(|(_, made)| made).collect()
}

/// What is made of each of some things, of which there are few and each takes long.
pub(super) fn of_each<S: Sync, T: Send>(
    things: &[S],
    each: impl Fn(&S) -> T + Sync + Send,
) -> Vec<T> {
    let many = u32::try_from(things.len()).unwrap_or(u32::MAX);
    in_order(0..many, || (), |(), at| each(&things[at as usize]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_stands_in_the_order_of_the_numbers() {
        let squares = in_order(3..400, || 2, |power, number| number.pow(*power));
        assert!(squares.into_iter().eq((3..400).map(|number| number * number)));
        assert_eq!(of_each(&["b", "a"], |name| name.len()), [1, 1]);
        assert!(in_order(0..0, || (), |(), number| number).is_empty());
    }
}
