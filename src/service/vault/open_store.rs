//! Which store a place has. This is the only file that knows of more than one.

use super::location::{Place, Server};
use super::sqlite::Sqlite;
use super::store::{Meta, Store};
use super::trouble::Trouble;

#[cfg(feature = "postgres")]
use super::postgres::Postgres;

pub(super) fn is_there(place: &Place) -> Result<bool, Trouble> {
    match place {
        Place::Folder(folder) => Ok(Sqlite::is_there(folder)),
        #[cfg(feature = "postgres")]
        Place::Server(server) => Postgres::is_there(server),
        #[cfg(not(feature = "postgres"))]
        Place::Server(_) => Err(Trouble::NoPostgres),
    }
}

pub(super) fn create(place: &Place, meta: &Meta) -> Result<Box<dyn Store>, Trouble> {
    Ok(match place {
        Place::Folder(folder) => Box::new(Sqlite::create(folder, meta)?),
        #[cfg(feature = "postgres")]
        Place::Server(server) => Box::new(Postgres::create(server, meta)?),
        #[cfg(not(feature = "postgres"))]
        Place::Server(_) => return Err(Trouble::NoPostgres),
    })
}

pub(super) fn open(place: &Place) -> Result<Box<dyn Store>, Trouble> {
    Ok(match place {
        Place::Folder(folder) => Box::new(Sqlite::open(folder)?),
        #[cfg(feature = "postgres")]
        Place::Server(server) => Box::new(Postgres::open(server)?),
        #[cfg(not(feature = "postgres"))]
        Place::Server(_) => return Err(Trouble::NoPostgres),
    })
}

/// Makes a server's register of what a backup has.
#[cfg(feature = "postgres")]
pub(super) fn restore(server: &Server, from: &mut dyn Store) -> Result<(), Trouble> {
    Postgres::restored(server, from).map(drop)
}

/// Makes a server's register of what a backup has: this program goes to no server.
#[cfg(not(feature = "postgres"))]
pub(super) fn restore(_: &Server, _: &mut dyn Store) -> Result<(), Trouble> {
    Err(Trouble::NoPostgres)
}
