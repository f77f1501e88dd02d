//! Why a preference costs points.

use crate::engine::placement::preferences::TermName;

/// Why it costs points.
pub fn why(term: TermName) -> &'static str {
    match term {
        TermName::SparePlaces => "Sleeping places would stay empty that a larger family may need.",
        TermName::SpareWheelchair => "It is adapted for a wheelchair, and somebody may need that.",
        TermName::SpareStepFree => "It has no steps, and somebody may need that.",
        TermName::SpareOpenToMen => "It is open to men, who have few places to go.",
        TermName::SparePets => "It takes pets, and somebody with one may need that.",
        TermName::SoftUnsafe => "The household would rather live further from a place it named.",
        TermName::FarFromNear => "The household would like to live nearer to a place it named.",
        TermName::NotWished => "It is not in a part of the area that the household wished for.",
        TermName::NotSelfContained => "Rooms are shared, and the household would like its own.",
        TermName::Cover => "Staff visit but are not there at all hours.",
        TermName::Advice => "There is something to know about this unit: see its advice.",
    }
}
