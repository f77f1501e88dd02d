//! A place that nothing on the map is called, as an issue of the file that names it.
//!
//! For whoever checks a file at leisure: at the desk nothing typed as a place stops an answer.

use super::Area;
use super::area::Doubt;
use crate::base::parse::{At, Code, Sink};

impl Area {
    /// Notes the place as an issue, if nothing known is called so.
    pub fn note_unknown(&self, name: &str, at: At<'_>, sink: &mut Sink) {
        let Some(Doubt::Unknown { suggestions }) = &self.doubt else { return };
        let allowed = "no postcode, sector, postcode district or area, ward, district or town of Great Britain is called so";
        let action = if suggestions.is_empty() {
            "check the spelling, or give a postcode such as ST4 2QH, a sector such as ST4 2, a postcode district such as ST4, or a town".to_owned()
        } else {
            format!("check the spelling; is it {}?", suggestions.join(", or "))
        };
        sink.add(Code::UnknownPlace, at, format!("\"{name}\""), allowed, action);
    }
}
