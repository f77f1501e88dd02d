//! For how long something was so, in each of a row of spans of time.
//!
//! A stay of a year lies in fifty-two weeks: only its two ends are noted, and the whole weeks between as one
//! more from the first and one less after the last.

/// A row of spans of time, as their starts and the end of the last, in milliseconds.
#[derive(Debug, Clone)]
pub(super) struct Bounds {
    starts: Vec<u64>,
    /// How long each is, where all are alike.
    each: Option<u64>,
}

impl Bounds {
    /// Of starts, and the end of the last.
    pub(super) fn new(starts: Vec<u64>) -> Self {
        Self { starts, each: None }
    }

    /// So many spans of one length, in milliseconds.
    pub(super) fn even(first: u64, each: u64, spans: usize) -> Self {
        let starts = (0..).map(|span| first + span * each).take(spans + 1).collect();
        Self { starts, each: Some(each.max(1)) }
    }

    /// The starts, and the end of the last.
    pub(super) fn starts(&self) -> &[u64] {
        &self.starts
    }

    /// When the first begins.
    pub(super) fn first(&self) -> u64 {
        self.starts.first().copied().unwrap_or(0)
    }

    /// How many spans.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How long a span is, in milliseconds.
    pub(super) fn ms(&self, span: usize) -> i64 {
        i64::try_from(self.starts[span + 1] - self.starts[span]).unwrap_or(i64::MAX)
    }

    /// The span of a moment; from the end on, their number. `near` is where to begin looking, and is told
    /// what was found.
    #[inline]
    fn find(&self, at: u64, near: usize) -> usize {
        if let (Some(each), Some(first)) = (self.each, self.starts.first()) {
            let span = at.saturating_sub(*first).div_euclid(each);
            return usize::try_from(span).map_or(self.len(), |span| span.min(self.len()));
        }
        let mut span = near.min(self.len());
        while span > 0 && self.starts[span] > at {
            span -= 1;
        }
        while self.starts.get(span + 1).is_some_and(|end| *end <= at) {
            span += 1;
        }
        span
    }

    /// The span of a moment; none before the first and after the last.
    pub(super) fn of(&self, at: u64, near: &mut usize) -> Option<usize> {
        let (first, end) = (self.starts.first()?, self.starts.last()?);
        if at < *first || at >= *end {
            return None;
        }
        *near = self.find(at, *near);
        Some(*near)
    }
}

/// For how long, in each span.
#[derive(Debug, Clone, Default)]
pub(super) struct Spans {
    /// Milliseconds at the ends of stays.
    ends: Vec<i64>,
    /// How many more stays cover a span wholly than the one before.
    more: Vec<i64>,
    near: usize,
    /// Whether anything was added.
    pub(super) any: bool,
}

impl Spans {
    /// Nothing yet.
    pub(super) fn new(bounds: &Bounds) -> Self {
        let spans = bounds.len();
        Self { ends: vec![0; spans], more: vec![0; spans + 1], near: 0, any: false }
    }

    /// Forgets everything.
    pub(super) fn clear(&mut self) {
        if self.any {
            self.ends.fill(0);
            self.more.fill(0);
        }
        self.any = false;
        self.near = 0;
    }

    /// One thing more, from one moment to another; what lies outside all spans does not count.
    pub(super) fn add(&mut self, bounds: &Bounds, from: u64, to: u64) {
        let (Some(&first), Some(&end)) = (bounds.starts.first(), bounds.starts.last()) else {
            return;
        };
        let (from, to) = (from.max(first), to.min(end));
        if from >= to {
            return;
        }
        self.any = true;
        let ms = |ms: u64| i64::try_from(ms).unwrap_or(i64::MAX);
        self.near = bounds.find(from, self.near);
        let (starts, ends) = (self.near, bounds.find(to, self.near));
        if starts == ends {
            self.ends[starts] += ms(to - from);
            return;
        }
        self.ends[starts] += ms(bounds.starts[starts + 1] - from);
        if let Some(last) = self.ends.get_mut(ends) {
            *last += ms(to - bounds.starts[ends]);
        }
        self.more[starts + 1] += 1;
        self.more[ends] -= 1;
    }

    /// Writes down how long in each span, in milliseconds.
    pub(super) fn write(&self, bounds: &Bounds, into: &mut [i64]) {
        let mut covers = 0;
        for (span, slot) in into.iter_mut().enumerate() {
            covers += self.more[span];
            *slot = self.ends[span] + covers * bounds.ms(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_span_has_what_lies_in_it(
            lengths in proptest::collection::vec(1_u64..20, 1..12),
            stays in proptest::collection::vec((0_u64..200, 0_u64..200), 0..20),
        ) {
            let mut bounds = vec![30];
            for length in lengths {
                bounds.push(bounds[bounds.len() - 1] + length);
            }
            let bounds = Bounds::new(bounds);
            let mut spans = Spans::new(&bounds);
            for (from, ms) in &stays {
                spans.add(&bounds, *from, from + ms);
            }
            let mut written = vec![-1; bounds.len()];
            spans.write(&bounds, &mut written);
            for (span, written) in written.into_iter().enumerate() {
                let own = bounds.starts[span]..bounds.starts[span + 1];
                let within = |(from, ms): &(u64, u64)| own.clone().filter(|at| (*from..from + ms).contains(at)).count();
                let expected: usize = stays.iter().map(within).sum();
                prop_assert_eq!(usize::try_from(written).unwrap(), expected);
            }
        }

        #[test]
        fn a_moment_is_found_wherever_one_begins_to_look(at in 0_u64..60, near in 0_usize..9) {
            let bounds = Bounds::new(vec![10, 20, 25, 50]);
            let mut found = near;
            let expected = match at {
                10..20 => Some(0),
                20..25 => Some(1),
                25..50 => Some(2),
                _ => None,
            };
            prop_assert_eq!(bounds.of(at, &mut found), expected);
            let (even, mut found) = (Bounds::even(10, 10, 4), near);
            let expected = (10..50).contains(&at).then(|| usize::try_from((at - 10).div_euclid(10)).unwrap());
            prop_assert_eq!(even.of(at, &mut found), expected);
        }
    }
}
