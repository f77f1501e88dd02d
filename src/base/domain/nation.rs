//! Whose law holds where a provider works: what may be said of duties, and who searches the whole country.

use serde::{Deserialize, Serialize};
use strum::VariantNames;

/// A nation of Great Britain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, VariantNames)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Nation {
    /// England.
    #[default]
    England,
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
}

impl Nation {
    /// By the code of one of its districts.
    pub fn of_district(code: &str) -> Self {
        match code.chars().next() {
            Some('S') => Self::Scotland,
            Some('W') => Self::Wales,
            _ => Self::England,
        }
    }

    /// Its name as files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::England => "england",
            Self::Scotland => "scotland",
            Self::Wales => "wales",
        }
    }

    /// Whom a council must house who flees abuse: Housing Act 1996 section 189 and Housing (Wales) Act 2014 section 70
    /// give priority need; in Scotland nobody has needed it since 31 December 2012.
    pub fn homelessness_duty(self) -> &'static str {
        match self {
            Self::England | Self::Wales => "people who flee abuse have priority need",
            Self::Scotland => "a council houses whoever is homeless, as people are who flee abuse",
        }
    }

    /// The law by which children's services can house parent and child together.
    pub fn childrens_act(self) -> &'static str {
        match self {
            Self::England => "Children Act 1989, section 17",
            Self::Scotland => "Children (Scotland) Act 1995, section 22",
            Self::Wales => "Social Services and Well-being (Wales) Act 2014, section 37",
        }
    }

    /// The helpline that searches for a place, day and night.
    pub fn helpline(self) -> &'static str {
        match self {
            Self::England => "the National Domestic Abuse Helpline",
            Self::Scotland => "Scotland's Domestic Abuse and Forced Marriage Helpline",
            Self::Wales => "the Live Fear Free Helpline",
        }
    }
}
