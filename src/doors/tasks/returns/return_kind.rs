//! Which returns there are.

/// A return.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::doors) enum Which {
    /// The ministry's, 10.13.
    Mhclg,
    /// The sanctuary scheme's, 10.14.
    Sanctuary,
    /// Key performance indicators, 10.8.
    Kpi,
    /// Outcomes, 10.9.
    Outcomes,
    /// All of a quarter in one workbook, 10.11.
    Workbook,
    /// The yearly review, 10.5.
    Review,
}

impl Which {
    /// All of them.
    pub(in crate::doors) const ALL: [Self; 6] =
        [Self::Mhclg, Self::Sanctuary, Self::Kpi, Self::Outcomes, Self::Workbook, Self::Review];

    /// Its name in commands and files.
    pub(in crate::doors) fn word(self) -> &'static str {
        match self {
            Self::Mhclg => "mhclg",
            Self::Sanctuary => "sanctuary",
            Self::Kpi => "kpi",
            Self::Outcomes => "outcomes",
            Self::Workbook => "workbook",
            Self::Review => "review",
        }
    }

    /// By its name.
    pub(in crate::doors) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|which| which.word() == word)
    }

    /// The returns that it is made of.
    pub(in crate::doors) fn parts(self) -> &'static [Self] {
        match self {
            Self::Workbook => &[Self::Kpi, Self::Outcomes, Self::Mhclg, Self::Sanctuary],
            Self::Mhclg => &[Self::Mhclg],
            Self::Sanctuary => &[Self::Sanctuary],
            Self::Kpi => &[Self::Kpi],
            Self::Outcomes => &[Self::Outcomes],
            Self::Review => &[Self::Review],
        }
    }

    /// Whether referrals are reconciled in it.
    pub(in crate::doors) fn reconciles(self) -> bool {
        self.parts().contains(&Self::Mhclg)
    }
}
