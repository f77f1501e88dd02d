//! The register opened with its estate: what every act of the night, and the desk with a register, stands on.

use super::moments;
use crate::base::domain::Referral;
use crate::base::geography::{Geography, Places};
use crate::doors::failure::Failure;
use crate::doors::files::{self, Text};
use crate::inputs::estate::Estate;
use crate::inputs::referral;
use crate::service::register::{Household, Night, meaning};
use crate::service::vault::{Files, Register};
use anyhow::anyhow;
use jiff::Timestamp;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A register that is open, and its estate as the files have it, whoever lives there.
#[derive(Debug)]
pub(in crate::doors) struct Door {
    pub(in crate::doors) register: Register,
    /// The data folder.
    pub(in crate::doors) data: PathBuf,
    /// The estate's folder.
    pub(in crate::doors) folder: PathBuf,
    /// Shared with whoever looks for longer than the register is kept waiting.
    pub(in crate::doors) geography: Arc<Geography>,
    pub(in crate::doors) estate: Estate,
    pub(in crate::doors) files: Files,
}

/// What an estate's files mean to its register.
pub(in crate::doors) fn meant_by(estate: &Estate) -> Files {
    let keep_years = estate.provider.register.keep_years;
    Files { meaning: Some(meaning(estate)), keep_years }
}

/// The moment that was asked about with a register.
pub(in crate::doors) fn asked_at(said: Option<&str>, now: Timestamp) -> Result<Timestamp, Failure> {
    let now = moments::whole(now);
    said.map_or(Ok(now), |said| moments::past(said, now)).map_err(Failure::Usage)
}

impl Door {
    /// Reads the estate of an open register.
    pub(in crate::doors) fn open(
        data: &Path,
        register: Register,
        named: Option<&str>,
    ) -> Result<Self, Failure> {
        let named = named.unwrap_or_else(|| register.estate()).to_owned();
        let geography = Arc::new(files::geography(data)?);
        let folder = files::estate_folder(data, Some(&named))?;
        let estate = files::estate_without_a_list(&folder, &geography)?;
        let files = meant_by(&estate);
        let data = data.to_owned();
        Ok(Self { register, data, folder, geography, estate, files })
    }

    /// The night at a moment.
    pub(in crate::doors) fn night(
        &mut self,
        at: Timestamp,
        now: Timestamp,
    ) -> Result<Night, Failure> {
        Ok(self.register.night(at, &self.files, moments::whole(now))?)
    }

    /// A household as its form in force says, with its places.
    pub(in crate::doors) fn referral_of(
        &self,
        night: &Night,
        household: &Household,
    ) -> Result<(Referral, Places), Failure> {
        let form = night.form(household).ok_or_else(|| {
            let of = &household.reference;
            anyhow!("nothing is known of {of} but that it is in the register: record its form with lintel amend")
        })?;
        let file = format!("{} in the register", household.reference);
        let text = Text::of(file, form.to_string());
        self.read(&text, household.since)
    }

    /// A form, with its places looked up.
    pub(in crate::doors) fn read(
        &self,
        text: &Text,
        asked: Timestamp,
    ) -> Result<(Referral, Places), Failure> {
        let home = self.estate.home_sectors();
        let from = self.estate.viewpoint(&home);
        Ok(referral::read_and_locate(text.source(), asked, &self.geography, from)?)
    }

    /// Others who wait without a unit that is claimed for them, as far as their forms can be read.
    pub(in crate::doors) fn others_waiting(
        &self,
        night: &Night,
        reference: &str,
    ) -> Vec<(Referral, Places)> {
        let own = night.household(reference).map_or(&[][..], |of| &of.references);
        let waits = |of: &&&Household| of.unit.is_none() && !own.contains(&of.reference);
        let others = night.waiting();
        others.iter().filter(waits).filter_map(|of| self.referral_of(night, of).ok()).collect()
    }

    /// A unit by its codename, whatever its capitals.
    pub(in crate::doors) fn unit_named(&self, said: &str) -> String {
        let units = &self.estate.units;
        let exact = units.iter().find(|unit| unit.name == said);
        let alike = || units.iter().find(|unit| unit.name.eq_ignore_ascii_case(said));
        exact.or_else(alike).map_or_else(|| said.to_owned(), |unit| unit.name.clone())
    }
}
