//! Places as they are typed: what may be meant where nothing known is called so.

use super::open_register::Door;
use crate::base::geography::Doubt;

/// A place that nothing known is called, and what may be meant: never taken, only asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::doors) struct Unclear {
    pub(in crate::doors) said: String,
    pub(in crate::doors) perhaps: Vec<String>,
}

/// As many as a person reads.
const MOST: usize = 3;

impl Door {
    /// Those of several places that are not known.
    pub(in crate::doors) fn unclear<'t>(
        &self,
        said: impl Iterator<Item = &'t str>,
    ) -> Vec<Unclear> {
        let home = self.estate.home_sectors();
        let from = self.estate.viewpoint(&home);
        let one = |said: &str| match self.geography.resolve(said, from).doubt {
            Some(Doubt::Unknown { suggestions }) => {
                let mut perhaps = self.geography.beginning(said, from);
                perhaps.extend(suggestions);
                let mut seen = std::collections::BTreeSet::new();
                perhaps.retain(|name| seen.insert(name.clone()));
                perhaps.truncate(MOST);
                Some(Unclear { said: said.to_owned(), perhaps })
            }
            _ => None,
        };
        said.filter_map(one).collect()
    }
}
