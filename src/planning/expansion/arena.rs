//! A list that grows while what stands in it is in use: models are made when a search first needs them.

use std::sync::OnceLock;

/// An append-only list; its values never move.
#[derive(Debug)]
pub(super) struct Arena<T> {
    value: OnceLock<T>,
    next: OnceLock<Box<Self>>,
}

impl<T> Arena<T> {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { value: OnceLock::new(), next: OnceLock::new() }
    }

    /// Puts a value at the end, for as long as the list lives.
    pub(super) fn keep(&self, value: T) -> &T {
        let (mut place, mut value) = (self, value);
        loop {
            match place.value.set(value) {
                Ok(()) => break,
                Err(refused) => value = refused,
            }
            place = place.next.get_or_init(|| Box::new(Self::new()));
        }
        place.value.get_or_init(|| unreachable!("a value was put here"))
    }
}

#[cfg(test)]
mod tests {
    use super::Arena;

    #[test]
    fn what_was_kept_stays_where_it_is() {
        let arena = Arena::new();
        let kept: Vec<&String> = (0..5).map(|n: i32| arena.keep(n.to_string())).collect();
        assert_eq!(kept, ["0", "1", "2", "3", "4"]);
    }
}
