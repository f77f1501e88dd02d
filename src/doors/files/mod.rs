//! The files that the program reads and writes: inputs read once, outputs whole or not at all.
//!
//! Everything that the doors open passes through here. Not here: what a text means (its reader), or what an output
//! says (its command).

mod archive;
mod coming;
mod data_folder;
pub(in crate::doors) mod data_location;
mod estate;
mod folder;
mod form_names;
mod inspect;
mod manifest;
mod map;
mod new_file;
mod path_kind;
mod private;
pub(in crate::doors) mod scenarios;
mod signed;
mod stored_set;
mod table;
mod text;
mod writing;

pub(super) use archive::read_archive;
pub(super) use coming::Coming;
pub(super) use data_folder::{DataFolder, FromRegister};
pub(super) use estate::{
    Inputs, List, checked_places, estate, estate_and_form, estate_and_referral, estate_folder,
    estate_with, estate_with_history, estate_with_history_alone, estate_without_a_list, helplines,
    is_same, own_places, provider_name, referral, scenario_estate,
};
pub(super) use folder::Folder;
pub(super) use form_names::{is_called_a_form, is_called_forms_by_line};
pub(super) use inspect::{inspect, is_set};
pub(super) use manifest::{Program, listed_by_index, made_by, names as manifest_names};
pub(super) use map::geography;
pub(super) use new_file::write_new;
pub(super) use private::{append_private, new_private, read_private, replace_private};
pub(super) use stored_set::{KeptSet, is_shown, numbered, show};
pub(super) use table::{table, table_of_records};
pub(super) use text::{Text, bytes_up_to};
