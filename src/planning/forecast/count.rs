//! What is counted in a history.

use crate::base::domain::ReturnReason;

/// What is counted for each class of household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    Requests,
    NotAsked,
    NotEligible,
    Referrals,
    Households,
    Placed,
    UnmetNeed,
    Withdrew,
    StillWaiting,
    Sanctuary,
    Children,
    ChildrenTurnedAway,
    HouseholdsNeverPlaced,
    OffersDeclined,
    Waited,
    PlacedLonger,
    PlacedShortOnly,
    NotPlaced,
    OnwardAsked,
    OnwardPlaced,
    OnwardUnmet,
    OnwardWaiting,
    LeftWithout,
    HouseholdsTurnedAway,
    ChildrenTurnedAwayOnce,
    /// Of the tape: whoever comes to ask, whatever becomes of it.
    Arrivals,
    Unmet(ReturnReason),
}

impl Count {
    const OTHERS: [Self; 26] = [
        Self::Requests,
        Self::NotAsked,
        Self::NotEligible,
        Self::Referrals,
        Self::Households,
        Self::Placed,
        Self::UnmetNeed,
        Self::Withdrew,
        Self::StillWaiting,
        Self::Sanctuary,
        Self::Children,
        Self::ChildrenTurnedAway,
        Self::HouseholdsNeverPlaced,
        Self::OffersDeclined,
        Self::Waited,
        Self::PlacedLonger,
        Self::PlacedShortOnly,
        Self::NotPlaced,
        Self::OnwardAsked,
        Self::OnwardPlaced,
        Self::OnwardUnmet,
        Self::OnwardWaiting,
        Self::LeftWithout,
        Self::HouseholdsTurnedAway,
        Self::ChildrenTurnedAwayOnce,
        Self::Arrivals,
    ];

    pub(super) const HOW_MANY: usize = Self::OTHERS.len() + ReturnReason::ALL.len();

    /// All, by their index.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::OTHERS.into_iter().chain(ReturnReason::ALL.into_iter().map(Self::Unmet))
    }

    #[inline]
    pub(super) fn index(self) -> usize {
        match self {
            Self::Requests => 0,
            Self::NotAsked => 1,
            Self::NotEligible => 2,
            Self::Referrals => 3,
            Self::Households => 4,
            Self::Placed => 5,
            Self::UnmetNeed => 6,
            Self::Withdrew => 7,
            Self::StillWaiting => 8,
            Self::Sanctuary => 9,
            Self::Children => 10,
            Self::ChildrenTurnedAway => 11,
            Self::HouseholdsNeverPlaced => 12,
            Self::OffersDeclined => 13,
            Self::Waited => 14,
            Self::PlacedLonger => 15,
            Self::PlacedShortOnly => 16,
            Self::NotPlaced => 17,
            Self::OnwardAsked => 18,
            Self::OnwardPlaced => 19,
            Self::OnwardUnmet => 20,
            Self::OnwardWaiting => 21,
            Self::LeftWithout => 22,
            Self::HouseholdsTurnedAway => 23,
            Self::ChildrenTurnedAwayOnce => 24,
            Self::Arrivals => 25,
            Self::Unmet(reason) => Self::OTHERS.len() + reason as usize,
        }
    }

    /// Wholes with their parts: in every history, quarter and class the parts make the whole.
    pub(super) fn wholes() -> [(Self, Vec<Self>); 6] {
        let reasons = ReturnReason::ALL.into_iter().filter(|reason| reason.is_unmet_need());
        let needs = reasons.map(Self::Unmet).chain([Self::Withdrew]).collect();
        let onward = vec![Self::OnwardPlaced, Self::OnwardUnmet, Self::OnwardWaiting];
        [
            (Self::Requests, vec![Self::Referrals, Self::NotEligible]),
            (Self::Referrals, Self::outcomes().collect()),
            (Self::UnmetNeed, needs),
            (Self::Referrals, vec![Self::PlacedLonger, Self::PlacedShortOnly, Self::NotPlaced]),
            (Self::OnwardAsked, onward),
            (Self::LeftWithout, vec![Self::UnmetNeed, Self::OnwardUnmet]),
        ]
    }

    /// The outcomes of which every referral has exactly one.
    pub(super) fn outcomes() -> impl Iterator<Item = Self> {
        let unmet = ReturnReason::ALL.into_iter().map(Self::Unmet);
        let others = [Self::Placed, Self::Withdrew, Self::StillWaiting, Self::Sanctuary];
        others.into_iter().chain(unmet)
    }
}

/// Kinds of unit.
pub(super) const KINDS: usize = 3;

/// The quarter of whatever was asked before anything counts.
pub(super) const NOT_COUNTED: u16 = u16::MAX;
