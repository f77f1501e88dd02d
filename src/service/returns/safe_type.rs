//! Types of safe accommodation, as SI 2021/991 and the return name them.

/// A type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SafeType {
    /// A refuge.
    Refuge,
    /// A self-contained home among others.
    Dispersed,
    /// For people of whom some need is particular.
    Specialist,
    /// After safe accommodation, of the relevant kind.
    SecondStage,
    /// At home, made safer.
    Sanctuary,
    /// Another designated kind.
    Other,
}

impl SafeType {
    /// In the order of the return.
    pub const ALL: [Self; 6] = [
        Self::Refuge,
        Self::Dispersed,
        Self::Specialist,
        Self::SecondStage,
        Self::Sanctuary,
        Self::Other,
    ];

    /// Those that units have.
    pub const OF_UNITS: [Self; 4] = [Self::Refuge, Self::Dispersed, Self::Specialist, Self::Other];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Refuge => "refuge",
            Self::Dispersed => "dispersed",
            Self::Specialist => "specialist",
            Self::SecondStage => "second_stage",
            Self::Sanctuary => "sanctuary",
            Self::Other => "other",
        }
    }

    /// What a unit is by what its setting says, or else by its kind: a Safe Place is another kind unless said.
    pub(super) fn of(kind: &str, said: Option<&str>) -> Self {
        let word = |word: &str| Self::OF_UNITS.into_iter().find(|of| of.word() == word);
        said.and_then(word).unwrap_or(match kind {
            "refuge" => Self::Refuge,
            "dispersed" => Self::Dispersed,
            _ => Self::Other,
        })
    }

    /// Whether it is a type of units.
    pub(super) fn is_of_units(self) -> bool {
        Self::OF_UNITS.contains(&self)
    }
}
