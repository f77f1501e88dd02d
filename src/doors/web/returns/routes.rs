//! The routes of returns: for managers alone.

use super::{case_files, choose, explain, files, page, publish, years};
use crate::doors::web::route::{Route, get, post};
use crate::doors::web::visit::Managing;

/// Every route of returns.
pub(in crate::doors::web) fn routes() -> Vec<Route> {
    vec![
        get::<Managing>("/returns", choose::page),
        post::<Managing>("/returns", choose::choose),
        get::<Managing>("/returns/years/{by}/", years::page),
        get::<Managing>("/returns/years/{by}/{picture}", years::file),
        post::<Managing>("/returns/public/{copy}/show", publish::show),
        get::<Managing>("/returns/{period}/case-files/", case_files::choose),
        post::<Managing>("/returns/{period}/case-files/", case_files::draw),
        get::<Managing>("/returns/{period}/case-files/{seed}/{count}/", case_files::page),
        get::<Managing>("/returns/{period}/case-files/{seed}/{count}/{table}", case_files::file),
        get::<Managing>("/returns/{period}/{which}/", page::show),
        get::<Managing>("/returns/{period}/{which}/{table}", files::file),
        get::<Managing>("/returns/{period}/{which}/line/{line}", explain::page),
        post::<Managing>("/returns/{period}/{which}/freeze", page::freeze),
        post::<Managing>("/returns/{period}/{which}/publish", publish::publish),
    ]
}
