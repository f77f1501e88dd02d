//! Whether a unit may come free for a household of the register: what that takes is taken along, and worked out while others ask
//! at the register.

use super::outlook::{alone, in_a_line, worked_out};
use crate::base::domain::{Referral, RuleSet, redact};
use crate::base::geography::{Geography, Places};
use crate::desk::outlook::{Outlook, OutlookQuestion};
use crate::engine::eligibility::{Case, OccupancyView};
use crate::engine::placement::answer::Route;
use crate::engine::placement::recommend_with;
use crate::inputs::estate::OccupiedEstate;
use crate::presentation::document::Document;
use crate::presentation::wording;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A household with everything that its outlook depends on.
pub(in crate::doors) struct LookOut {
    pub(super) referral: Referral,
    pub(super) places: Places,
    pub(super) homes: OccupiedEstate,
    pub(super) grants: BTreeMap<usize, RuleSet>,
    /// Others who wait without a unit that is claimed for them.
    pub(super) waiting: Vec<(Referral, Places)>,
    pub(super) geography: Arc<Geography>,
    /// The data folder and the estate's.
    pub(super) place: (PathBuf, PathBuf),
    pub(super) now: Timestamp,
}

redact!(LookOut);

impl LookOut {
    /// What is said of the coming fortnight, in the words of the answer of which it is the end; nothing where something can be
    /// offered.
    pub(in crate::doors) fn said(&self) -> Document {
        let (estate, occupancy) = self.homes.both();
        let view = OccupancyView::for_household(estate, &occupancy.residents, &self.referral);
        let asks = (&self.referral.household, &self.places);
        let case = Case::new((estate, occupancy), &self.geography, asks, &view);
        let answer = recommend_with(&case, self.referral.received, &self.grants);
        let of = (&case, &self.referral);
        if answer.route != Route::Wait {
            return Document::default();
        }
        let question = OutlookQuestion { waiting: Some(&self.waiting), ..alone(of) };
        let (data, folder) = &self.place;
        let outlook = worked_out((data, folder), &question, &answer, None);
        let outlook =
            outlook.unwrap_or_else(|why| Outlook::not_known(&alone(of), &answer, in_a_line(why)));
        wording::outlook::beside_an_answer(of, &outlook, self.now)
    }
}
