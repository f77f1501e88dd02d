//! What a place somebody names stands for: a set of points, and how sure that is.
//!
//! Not here: how a text is read (`resolve`), or how near it is (`nearness`).

use super::patch::{Patch, Point};
use super::{SectorId, words};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The points a place stands for; copies share them.
#[derive(Debug, Clone, Default)]
pub struct Area {
    /// Postcodes by the sector they lie in; none where the place cannot be checked.
    pub(super) patches: Vec<Arc<Patch>>,
    /// What the text was taken to be, everything that bears the name.
    pub taken_as: Vec<Sense>,
    /// How far it can be relied on.
    pub standing: Checked,
    /// What the answer must own up to, if anything.
    pub doubt: Option<Doubt>,
    /// Of a name that nothing in these postcode areas bears: longer names near here that one might call so, at most
    /// three.
    pub nearer: Vec<String>,
    /// All of a name lies far from here.
    pub is_far: bool,
    /// Several places that were named in one text, and not one name of several.
    pub is_list: bool,
}

/// Whether a place was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Checked {
    /// Distances to it are known.
    #[default]
    Measured,
    /// Distances to it are known, but it may not be the place that is meant: somebody is asked besides.
    MeasuredAndAsked,
    /// Distances to it are not known: somebody is asked.
    Not,
    /// It lies outside Great Britain, farther away than any radius.
    Abroad,
}

/// One thing that a text stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sense {
    /// A postcode.
    Postcode(String),
    /// A postcode sector.
    Sector(String),
    /// A postcode district, `ST3`.
    PostcodeDistrict(String),
    /// A postcode area, `ST`.
    PostcodeArea(String),
    /// A ward: its name, its code and its district's name.
    Ward {
        /// Its name.
        name: String,
        /// Its code.
        code: String,
        /// The name of its district.
        district: String,
    },
    /// A local authority district.
    District {
        /// Its name.
        name: String,
        /// Its code.
        code: String,
    },
    /// A town, with the postcode district in which it lies.
    Town {
        /// Its name.
        name: String,
        /// The postcode district of the postcode nearest to its middle.
        postcode_district: Option<String>,
    },
    /// Every borough of London, and the City.
    London,
    /// A line of the provider's own places.
    Own {
        /// Its name.
        name: String,
        /// What it stands for.
        stands_for: Vec<String>,
    },
    /// Somewhere outside Great Britain.
    Abroad,
}

impl Sense {
    /// Whether it was written as a postcode, or as a part of one.
    pub(super) fn is_of_a_postcode(&self) -> bool {
        matches!(
            self,
            Self::Postcode(_) | Self::Sector(_) | Self::PostcodeDistrict(_) | Self::PostcodeArea(_)
        )
    }
}

/// Why a place is not, or not wholly, what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing known is called so: what may have been meant.
    Unknown {
        /// At most three, each read as a place.
        suggestions: Vec<String>,
    },
    /// It is known, but nobody knows where it lies.
    NoPoint,
    /// A delivery office, or a postcode that is not in the table: its sector was used.
    SectorInstead {
        /// The sector.
        sector: String,
        /// Whether the table has the postcode, as a delivery office.
        is_office: bool,
        /// The sector is far, but one character changed makes a postcode that is not.
        may_be_nearer: bool,
    },
    /// All that bears the name lies far away, and none of it is well known: the codes that would settle it.
    FarName {
        /// Ward codes and postcode districts.
        codes: Vec<String>,
    },
    /// Only part of what was typed is known, or it is known by part of a name: it may be elsewhere.
    Guessed,
    /// The map of this part of the country cannot be read.
    MapDamaged,
}

/// The places of one referral, in the order of its form.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// One for each unsafe place.
    pub unsafe_areas: Vec<Area>,
    /// One for each place to be near.
    pub near: Vec<Area>,
}

/// Single postcodes to draw a simulated household's place from; of a place that has none, the place itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postcodes {
    points: Arc<[(Point, SectorId)]>,
    /// What is known of the place from which they are drawn.
    standing: Checked,
}

impl Area {
    /// Of these patches, those of one sector joined; without a point it cannot be checked.
    pub(super) fn of(patches: Vec<Arc<Patch>>, taken_as: Vec<Sense>) -> Self {
        let mut joined: BTreeMap<SectorId, Arc<Patch>> = BTreeMap::new();
        for patch in patches.into_iter().filter(|patch| !patch.is_empty()) {
            let known = joined.get(&patch.sector).map(|known| Arc::new(known.union(&patch)));
            joined.insert(patch.sector, known.unwrap_or(patch));
        }
        let patches: Vec<_> = joined.into_values().collect();
        if patches.is_empty() {
            return Self { taken_as, ..Self::not_checked(Doubt::NoPoint) };
        }
        Self { patches, taken_as, standing: Checked::Measured, ..Self::default() }
    }

    /// A place that cannot be checked, and why.
    pub fn not_checked(why: Doubt) -> Self {
        Self { standing: Checked::Not, doubt: Some(why), ..Self::default() }
    }

    /// A place outside Great Britain.
    pub(super) fn abroad() -> Self {
        Self { standing: Checked::Abroad, taken_as: vec![Sense::Abroad], ..Self::default() }
    }

    /// Whether distances to it are known, or are beyond any radius.
    pub fn is_checked(&self) -> bool {
        self.standing != Checked::Not
    }

    /// Whether somebody must be asked, wherever its points lie.
    pub fn asks(&self) -> bool {
        matches!(self.standing, Checked::Not | Checked::MeasuredAndAsked)
    }

    /// Whether nothing known is called so.
    pub fn is_unknown(&self) -> bool {
        matches!(self.doubt, Some(Doubt::Unknown { .. }))
    }

    /// Whether all that bears its name is far, and none of it well known.
    pub(super) fn is_far_name(&self) -> bool {
        matches!(self.doubt, Some(Doubt::FarName { .. }))
    }

    /// Its single postcodes, from west to east: how a simulated household gets its place.
    pub fn postcodes(&self) -> Postcodes {
        let of = |patch: &Arc<Patch>| {
            let sector = patch.sector;
            patch.points.iter().map(move |&point| (point, sector)).collect::<Vec<_>>()
        };
        let mut points: Vec<(Point, SectorId)> = self.patches.iter().flat_map(of).collect();
        points.sort_by_key(|(point, _)| point.easting);
        Postcodes { points: points.into(), standing: self.standing }
    }

    /// Whether it has a postcode in a sector.
    pub(super) fn reaches_into(&self, sector: SectorId) -> bool {
        self.patches.iter().any(|patch| patch.sector == sector)
    }

    /// Whether it was taken to be something of this name.
    pub(super) fn is_called(&self, plain_name: &str) -> bool {
        let wanted = words::plain(plain_name);
        self.taken_as.iter().any(|sense| match sense {
            Sense::Ward { name, .. } => words::ward(name) == wanted,
            Sense::District { name, .. } => words::district(name) == wanted,
            Sense::Town { name, .. } | Sense::Own { name, .. } => words::plain(name) == wanted,
            _ => false,
        })
    }

    /// Its patches that could have a point closer than this to one of these homes.
    pub(super) fn close_to(&self, homes: &Patch, squared: i64) -> Vec<&Patch> {
        let close = |patch: &&Arc<Patch>| !homes.is_empty() && patch.may_be_within(homes, squared);
        self.patches.iter().filter(close).map(AsRef::as_ref).collect()
    }

    /// The least distance from a point to one of its own, squared.
    pub(super) fn least_distance_squared(&self, point: Point) -> Option<i64> {
        let points = self.patches.iter().flat_map(|patch| &patch.points);
        points.map(|other| other.distance_squared(point)).min()
    }

    /// How many points it has.
    pub fn len(&self) -> usize {
        self.patches.iter().map(|patch| patch.points.len()).sum()
    }

    /// Whether it has no point.
    pub fn is_empty(&self) -> bool {
        self.patches.is_empty()
    }
}

impl Postcodes {
    /// From how many places is drawn: at least one.
    pub fn count(&self) -> usize {
        self.points.len().max(1)
    }

    /// One of them as a place of its own, as well known as the place from which it is drawn.
    #[must_use]
    pub fn single(&self, which: usize) -> Area {
        let patch = |&(point, sector): &(Point, SectorId)| Arc::new(Patch::of(sector, vec![point]));
        let patches = self.points.get(which).map(patch).into_iter().collect();
        Area { patches, standing: self.standing, ..Area::default() }
    }
}
