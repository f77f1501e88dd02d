//! What is measured, of whom, and by what name it stands in the table.

use super::count::{Count, KINDS};
use super::histogram::Fineness;
use crate::base::domain::{Kind, ReturnReason, RuleName, RuleSet};
use serde::{Deserialize, Serialize};

/// What is measured, by its name in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Requests by households that this service is for.
    Referrals,
    /// Households placed.
    Placed,
    /// Unmet need: capacity, proximity, needs, and those who gave up while something suited but was full.
    /// Named so that the sum of all `unmet_…` measures stays the sum of the reasons.
    UnmetNeed,
    /// Turned away for a reason of the annual return.
    Unmet(ReturnReason),
    /// Gave up waiting while something suited but was full.
    Withdrew,
    /// Still waiting at the end.
    StillWaiting,
    /// Made safe at home instead.
    Sanctuary,
    /// Children of households with unmet need.
    ChildrenTurnedAway,
    /// Share of open unit-nights lived in.
    Occupancy,
    /// Mean wait, in days, of those placed.
    WaitDays,
    /// Requests; one household may make several.
    Requests,
    /// Requests that were not made because the agency has stopped asking.
    NotAsked,
    /// Requests by households that this service is not for.
    NotEligible,
    /// Households, each counted when it is first referred at all; those first referred before the span are not.
    Households,
    /// Children of the households referred.
    Children,
    /// Of these, with unmet need and never placed or made safe at home up to the end.
    HouseholdsNeverPlaced,
    /// Placed in a longer unit: at once, or after a short stay.
    PlacedLonger,
    /// Placed for a short stay, and in nothing longer up to the end.
    PlacedShortOnly,
    /// Not placed: turned away, gave up, still waiting, made safe at home.
    NotPlaced,
    /// Asked for a longer unit when a short stay was over.
    OnwardAsked,
    /// Of these, moved to one.
    OnwardPlaced,
    /// Of these, left without one.
    OnwardUnmet,
    /// Of these, still waiting for one at the end, where they were.
    OnwardWaiting,
    /// Unmet need, and those who left a short stay without the longer unit that they asked for.
    LeftWithout,
    /// Households with unmet need, each once: when it first had it within the span.
    HouseholdsTurnedAway,
    /// Children of these.
    ChildrenTurnedAwayOnce,
    /// Offers that were declined.
    OffersDeclined,
    /// Referrals that waited at all.
    Waited,
    /// Nights waited within the period by everybody, whenever they asked.
    NightsWaiting,
    /// Mean number of households that wait.
    Waiting,
    /// Mean number of units lived in and of households that wait, together: the units it would take to leave
    /// nobody waiting, at each moment, where a household takes one.
    Present,
    /// Mean number of households supported in second stage.
    SecondStage,
    /// Share of the time in which there are more of these than places.
    SecondStageOver,
    /// Households that come to ask for the first time, whatever becomes of it: their mean is known beforehand.
    Arrivals,
    /// Nights that these would stay, were each placed in the usual kind of unit: so is theirs.
    OfferedNights,
    /// Households that live in a unit at a census day.
    Residents,
    /// One count as a share of another.
    Rate(Rate),
    /// Occupancy week by week: no row of the table.
    OccupancyByWeek,
    /// The mean number supported in second stage week by week: no row of the table.
    SecondStageByWeek,
}

/// A share of referrals, of their children, or of households.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rate {
    /// Unmet need, of referrals; of a barrier: what it alone makes, of all referrals.
    NeedUnmet,
    /// Turned away because everything that suited was full, of referrals.
    UnmetCapacity,
    /// Placed, of referrals.
    Placed,
    /// Gave up waiting, of referrals.
    Withdrew,
    /// Waited at all, of referrals.
    Waited,
    /// Children turned away, of children referred.
    ChildrenTurnedAway,
    /// Households never placed, of households.
    HouseholdsNeverPlaced,
    /// Placed in a longer unit, of referrals.
    PlacedLonger,
    /// Placed for a short stay only, of referrals.
    PlacedShortOnly,
    /// Unmet need, and those who left a short stay without a longer unit, of referrals.
    LeftWithout,
}

impl Rate {
    /// All.
    pub const ALL: [Self; 10] = [
        Self::NeedUnmet,
        Self::UnmetCapacity,
        Self::Placed,
        Self::Withdrew,
        Self::Waited,
        Self::ChildrenTurnedAway,
        Self::HouseholdsNeverPlaced,
        Self::PlacedLonger,
        Self::PlacedShortOnly,
        Self::LeftWithout,
    ];

    /// What is a part of what.
    pub(super) fn counts(self) -> (Count, Count) {
        match self {
            Self::NeedUnmet => (Count::UnmetNeed, Count::Referrals),
            Self::UnmetCapacity => (Count::Unmet(ReturnReason::Capacity), Count::Referrals),
            Self::Placed => (Count::Placed, Count::Referrals),
            Self::Withdrew => (Count::Withdrew, Count::Referrals),
            Self::Waited => (Count::Waited, Count::Referrals),
            Self::ChildrenTurnedAway => (Count::ChildrenTurnedAway, Count::Children),
            Self::HouseholdsNeverPlaced => (Count::HouseholdsNeverPlaced, Count::Households),
            Self::PlacedLonger => (Count::PlacedLonger, Count::Referrals),
            Self::PlacedShortOnly => (Count::PlacedShortOnly, Count::Referrals),
            Self::LeftWithout => (Count::LeftWithout, Count::Referrals),
        }
    }
}

/// Over what a measure runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// The whole span, its years and its quarters.
    Periods,
    /// Whole weeks from the first day.
    Weeks,
    /// Census days.
    CensusDays,
}

impl Measure {
    /// Its name in the table.
    pub fn name(self) -> String {
        let name = match self {
            Self::Unmet(reason) => return format!("unmet_{reason}"),
            Self::Rate(rate) => return format!("rate_{}", Self::from(rate.counts().0).name()),
            Self::Referrals => "referrals",
            Self::Placed => "placed",
            Self::UnmetNeed => "need_unmet",
            Self::Withdrew => "withdrew",
            Self::StillWaiting => "still_waiting",
            Self::Sanctuary => "sanctuary",
            Self::ChildrenTurnedAway => "children_turned_away",
            Self::Occupancy => "occupancy",
            Self::WaitDays => "wait_days",
            Self::Requests => "requests",
            Self::NotAsked => "not_asked",
            Self::NotEligible => "not_eligible",
            Self::Households => "households",
            Self::Children => "children",
            Self::HouseholdsNeverPlaced => "households_never_placed",
            Self::PlacedLonger => "placed_longer",
            Self::PlacedShortOnly => "placed_short_only",
            Self::NotPlaced => "not_placed",
            Self::OnwardAsked => "onward_asked",
            Self::OnwardPlaced => "onward_placed",
            Self::OnwardUnmet => "onward_unmet",
            Self::OnwardWaiting => "onward_waiting",
            Self::LeftWithout => "left_without",
            Self::HouseholdsTurnedAway => "households_turned_away",
            Self::ChildrenTurnedAwayOnce => "children_turned_away_once",
            Self::OffersDeclined => "offers_declined",
            Self::Waited => "waited",
            Self::NightsWaiting => "nights_waiting",
            Self::Waiting => "waiting",
            Self::Present => "present",
            Self::SecondStage => "second_stage",
            Self::SecondStageOver => "second_stage_over",
            Self::Arrivals => "arrivals",
            Self::OfferedNights => "offered_nights",
            Self::Residents => "residents",
            Self::OccupancyByWeek => "occupancy_by_week",
            Self::SecondStageByWeek => "second_stage_by_week",
        };
        name.to_owned()
    }

    /// What one whole number of it stands for.
    pub(super) fn scale(self) -> f64 {
        match self {
            Self::NightsWaiting => 1e3,
            _ if self.fineness() == Fineness::Figures => 1e6,
            _ => 1.0,
        }
    }

    /// Counts are kept by ones; shares, times and mean numbers to three figures.
    pub(super) fn fineness(self) -> Fineness {
        match self {
            Self::Occupancy
            | Self::WaitDays
            | Self::NightsWaiting
            | Self::Waiting
            | Self::Present
            | Self::SecondStage
            | Self::SecondStageOver
            | Self::Rate(_)
            | Self::OccupancyByWeek
            | Self::SecondStageByWeek => Fineness::Figures,
            _ => Fineness::Counts,
        }
    }

    /// Whether a history may have no value: shares of a whole that may be nothing.
    pub(super) fn may_lack(self) -> bool {
        matches!(self, Self::Occupancy | Self::WaitDays | Self::OccupancyByWeek)
    }

    pub(super) fn over(self) -> Over {
        match self {
            Self::OccupancyByWeek | Self::SecondStageByWeek => Over::Weeks,
            Self::Residents => Over::CensusDays,
            _ => Over::Periods,
        }
    }

    /// Whose arrivals it is held against first: those of its own class, where it is a count of one or a rate of such counts.
    pub(super) fn own_arrivals(self, group: Group) -> Group {
        match group {
            Group::Class(_) if !matches!(self, Self::NightsWaiting | Self::WaitDays) => group,
            _ => Group::All,
        }
    }

    /// What it is a share of, where both are counts of the same history.
    pub(super) fn whole(self) -> Option<Self> {
        match self {
            Self::Rate(rate) => Some(rate.counts().1.into()),
            _ => None,
        }
    }
}

impl From<Count> for Measure {
    fn from(count: Count) -> Self {
        match count {
            Count::Requests => Self::Requests,
            Count::NotAsked => Self::NotAsked,
            Count::NotEligible => Self::NotEligible,
            Count::Referrals => Self::Referrals,
            Count::Households => Self::Households,
            Count::Placed => Self::Placed,
            Count::UnmetNeed => Self::UnmetNeed,
            Count::Withdrew => Self::Withdrew,
            Count::StillWaiting => Self::StillWaiting,
            Count::Sanctuary => Self::Sanctuary,
            Count::Children => Self::Children,
            Count::ChildrenTurnedAway => Self::ChildrenTurnedAway,
            Count::HouseholdsNeverPlaced => Self::HouseholdsNeverPlaced,
            Count::OffersDeclined => Self::OffersDeclined,
            Count::PlacedLonger => Self::PlacedLonger,
            Count::PlacedShortOnly => Self::PlacedShortOnly,
            Count::NotPlaced => Self::NotPlaced,
            Count::OnwardAsked => Self::OnwardAsked,
            Count::OnwardPlaced => Self::OnwardPlaced,
            Count::OnwardUnmet => Self::OnwardUnmet,
            Count::OnwardWaiting => Self::OnwardWaiting,
            Count::LeftWithout => Self::LeftWithout,
            Count::HouseholdsTurnedAway => Self::HouseholdsTurnedAway,
            Count::ChildrenTurnedAwayOnce => Self::ChildrenTurnedAwayOnce,
            Count::Arrivals => Self::Arrivals,
            Count::Waited => Self::Waited,
            Count::Unmet(reason) => Self::Unmet(reason),
        }
    }
}

/// Who a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Everybody.
    All,
    /// A kind of unit, by its place among kinds.
    Kind(usize),
    /// A class of household, by its place among the run's.
    Class(usize),
    /// The rules that together kept every unit from a household, by their order among rule sets.
    Barrier(u16),
}

impl From<Kind> for Group {
    fn from(kind: Kind) -> Self {
        Self::Kind(kind as usize)
    }
}

impl Group {
    /// The rules of a barrier; none of any other group.
    pub fn barrier(self) -> Option<RuleSet> {
        match self {
            Self::Barrier(key) => Some(RuleSet::from_order_key(key)),
            _ => None,
        }
    }

    /// The place of a class of household; none of any other group.
    pub fn class(self) -> Option<usize> {
        match self {
            Self::Class(class) => Some(class),
            _ => None,
        }
    }

    /// Whether there is such a group where there are so many classes of household.
    pub(super) fn is_among(self, classes: usize) -> bool {
        match self {
            Self::All | Self::Barrier(_) => true,
            Self::Kind(kind) => kind < KINDS,
            Self::Class(class) => class < classes,
        }
    }

    /// The group whose counts a rate of this one is a part of: a barrier has no referrals of its own.
    pub(super) fn whole(self) -> Self {
        match self {
            Self::Barrier(_) => Self::All,
            own => own,
        }
    }

    /// Its name in the table.
    pub fn name(self, classes: &[String]) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Kind(kind) => Kind::ALL[kind].name().to_owned(),
            Self::Class(class) => classes[class].clone(),
            Self::Barrier(key) => {
                let rules = RuleSet::from_order_key(key);
                rules.iter().map(RuleName::name).collect::<Vec<_>>().join("+")
            }
        }
    }
}
