//! The files that the program reads and writes: inputs read once, outputs whole or not at all.
//!
//! Everything that the doors open passes through here. Not here: what a text means (its reader), or what an output
//! says (its command).

mod archive;
mod estate;
mod folder;
mod former;
mod map;
mod text;

pub(super) use archive::read_archive;
pub(super) use estate::{
    checked_places, estate, estate_and_form, estate_and_referral, estate_folder,
    estate_with_history, estates_in, helplines, is_same, own_places, referral, scenario_estate,
};
pub(super) use folder::{Folder, write_new, write_whole};
pub(super) use former::{Former, MANIFEST, Made};
pub(super) use map::{geography, tell_faults};
pub(super) use text::Text;
