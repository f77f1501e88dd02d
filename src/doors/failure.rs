//! Why a command could not answer: the input has issues, or something else failed.

use crate::base::parse::Issues;
use crate::service::vault::Trouble;
use anyhow::anyhow;

/// The end of a command without an answer.
#[derive(Debug)]
pub enum Failure {
    /// The input has issues (exit code 3).
    Issues(Issues),
    /// The input was refused, in words for a person (exit code 3).
    Refused(String),
    /// The register did not record it, in words for a person (exit code 1).
    NotRecorded(String),
    /// The command itself makes no sense (exit code 2).
    Usage(String),
    /// Anything else (exit code 1).
    Other(anyhow::Error),
}

impl Failure {
    /// Several as one, none: there is none. What has issues is said before anything else.
    pub fn all_of(failures: Vec<Self>) -> Option<Self> {
        let (mut issues, mut others) = (Issues::default(), Vec::new());
        for failure in failures {
            match failure {
                Self::Issues(found) => issues.extend(found),
                other => others.push(other),
            }
        }
        if !issues.issues.is_empty() {
            return Some(Self::Issues(issues));
        }
        let said = |failure: &Self| match failure {
            Self::Other(why) => Some(why.to_string()),
            _ => None,
        };
        let all: Option<Vec<String>> = others.iter().map(said).collect();
        match all {
            Some(all) if all.len() > 1 => Some(Self::Other(anyhow!(all.join("\n")))),
            _ => others.into_iter().next(),
        }
    }
}

impl From<Issues> for Failure {
    fn from(issues: Issues) -> Self {
        Self::Issues(issues)
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Other(error)
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Other(anyhow!(trouble))
    }
}
