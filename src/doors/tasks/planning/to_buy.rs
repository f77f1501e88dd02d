//! The files of candidates and budgets: those of the estate, unless others are named.

use crate::base::geography::Geography;
use crate::base::parse::{At, Code, Issues, Sink};
use crate::doors::failure::Failure;
use crate::doors::files::Text;
use crate::inputs::estate::Estate;
use crate::planning::expansion::{self, Budget, Candidate};
use anyhow::anyhow;
use std::path::Path;

/// The texts of both.
pub(in crate::doors) struct ToBuy {
    pub(super) candidates: Text,
    pub(super) budgets: Text,
}

impl ToBuy {
    /// Opens them.
    pub(in crate::doors) fn open(
        folder: &Path,
        candidates: Option<&Path>,
        budgets: Option<&Path>,
    ) -> Result<Self, Failure> {
        let text = |said: Option<&Path>, name: &str, flag: &str| {
            let path = said.map_or_else(|| folder.join(name), Path::to_owned);
            if path.is_file() {
                return Text::read(&path);
            }
            let shown = path.display();
            Err(Failure::from(anyhow!(
                "there is no {shown}: write it (docs/reference/candidates.md says how), or name another file with --{flag}"
            )))
        };
        Ok(Self {
            candidates: text(candidates, "candidates.csv", "candidates")?,
            budgets: text(budgets, "budgets.csv", "budgets")?,
        })
    }

    /// Both, as far as they can be read, and everything that is wrong in either.
    pub(in crate::doors) fn read(
        &self,
        estate: &Estate,
        geography: &Geography,
    ) -> (Option<Vec<Candidate>>, Option<Vec<Budget>>, Issues) {
        let mut issues = Issues::default();
        let candidates = expansion::read_candidates(self.candidates.source(), estate, geography);
        let candidates = candidates.map_err(|found| issues.extend(found)).ok();
        let budgets = expansion::read_budgets(self.budgets.source());
        let budgets = budgets.map_err(|found| issues.extend(found)).ok();
        for (text, is_empty) in [
            (&self.candidates, candidates.as_ref().is_some_and(Vec::is_empty)),
            (&self.budgets, budgets.as_ref().is_some_and(Vec::is_empty)),
        ] {
            if is_empty {
                let mut sink = Sink::new(&*text.file);
                let (allowed, action) = ("the file has no row", "write at least one row");
                sink.add(Code::Missing, At::new("line 2", Some(2)), "", allowed, action);
                issues.extend(sink.into_issues());
            }
        }
        (candidates, budgets, issues)
    }

    /// The texts by their role, for a manifest.
    pub(super) fn inputs(&self) -> Vec<(String, String)> {
        [("candidates.csv", &self.candidates), ("budgets.csv", &self.budgets)]
            .map(|(role, text)| (role.to_owned(), text.sha256.clone()))
            .to_vec()
    }
}
