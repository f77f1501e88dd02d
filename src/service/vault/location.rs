//! Where a register is kept, as it is named: a folder, or a database of a server.
//!
//! The name of a database may hold a password: it is shown to nobody, and said without it.

use super::trouble::Trouble;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a register is kept.
#[derive(Clone)]
pub enum Place {
    /// In a folder.
    Folder(PathBuf),
    /// In a database of a server.
    Server(Server),
}

/// A register in a server's database.
#[derive(Clone)]
pub struct Server {
    /// How to get there: it may hold a password.
    #[cfg_attr(
        not(any(feature = "postgres", test)),
        expect(dead_code, reason = "nobody goes there")
    )]
    pub(super) way: String,
    /// Which register of that database.
    pub(super) register: String,
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Server(server) => write!(f, "{server}"),
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({self})")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in PostgreSQL", self.register)
    }
}

impl Place {
    /// Reads where somebody says a register is.
    ///
    /// # Errors
    /// If it is a database's address that names no register in it; it is not repeated.
    pub fn read(said: &Path) -> Result<Self, Trouble> {
        match said.to_str().filter(|said| is_address(said)) {
            Some(address) => Server::read(address).map(Self::Server),
            None => Ok(Self::Folder(said.to_owned())),
        }
    }

    /// The folder, if it is one.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Self::Folder(folder) => Some(folder),
            Self::Server(_) => None,
        }
    }
}

fn is_address(said: &str) -> bool {
    said.starts_with("postgres://") || said.starts_with("postgresql://")
}

impl Server {
    /// Takes the register's name out of an address; the rest is the server's.
    fn read(address: &str) -> Result<Self, Trouble> {
        let (before, query) = address.split_once('?').unwrap_or((address, ""));
        let (named, others): (Vec<&str>, Vec<&str>) = query
            .split('&')
            .filter(|one| !one.is_empty())
            .partition(|one| one.starts_with("register="));
        let register = named.first().and_then(|named| named.strip_prefix("register="));
        let register = register.filter(|name| is_name(name)).ok_or(Trouble::NoName)?;
        let others =
            if others.is_empty() { String::new() } else { format!("?{}", others.join("&")) };
        Ok(Self { way: format!("{before}{others}"), register: register.to_owned() })
    }
}

/// Whether a text may name a register: it becomes part of a name in the database.
fn is_name(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    (1..=40).contains(&text.len()) && text.chars().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(said: &str) -> Result<Place, Trouble> {
        Place::read(Path::new(said))
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        let place =
            read("postgres://lintel:secret@db.example:5433/desk?sslmode=require&register=north")
                .unwrap();
        assert_eq!(place.to_string(), "north in PostgreSQL");
        assert!(!format!("{place:?}").contains("secret"));
        let Place::Server(server) = place else { panic!("it is an address") };
        assert_eq!(server.way, "postgres://lintel:secret@db.example:5433/desk?sslmode=require");
        assert!(!format!("{server:?}").contains("secret"));
    }

    #[test]
    fn an_address_names_a_register() {
        for wrong in [
            "",
            "?register=",
            "?register=North",
            "?register=a%20b",
            "?register=a\"b",
            "?name=north",
        ] {
            let told = read(&format!("postgres://lintel:secret@db/desk{wrong}")).unwrap_err();
            assert!(!told.to_string().contains("secret"), "{told}");
        }
        assert_eq!(read("/srv/lintel").unwrap().folder(), Some(Path::new("/srv/lintel")));
    }
}
