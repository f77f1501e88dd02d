//! Who may sign in, as what, and by which passphrase.
//!
//! Kept beside the register, sealed with its key: whoever takes the disk learns no name and no hash, and whoever writes to
//! it makes nobody a manager. Passphrases are kept as argon2 alone.

use super::random_bytes::chance;
use super::second_factor;
use crate::base::domain::redact;
use crate::doors::failure::Failure;
use crate::doors::files;
use crate::service::vault::Register;
use anyhow::{Context, anyhow};
use argon2::password_hash::{Output, PasswordHash, PasswordHasher, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    Duty,
    Manager,
    Strategist,
    Commissioner,
}

impl Part {
    pub(super) const ALL: [Self; 4] =
        [Self::Duty, Self::Manager, Self::Strategist, Self::Commissioner];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Manager => "manager",
            Self::Strategist => "strategist",
            Self::Commissioner => "commissioner",
        }
    }

    pub(super) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }
}

/// Somebody who may sign in.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Account {
    pub(super) name: String,
    pub(super) part: Part,
    hash: String,
    pub(super) is_active: bool,
    /// The passphrase was drawn by the program, and another is to be chosen.
    pub(super) is_drawn: bool,
    /// What her authenticator keeps too, for six digits beside the passphrase.
    #[serde(default)]
    second: Option<String>,
}

redact!(Account);

/// Everybody, and where they are kept.
#[derive(Clone)]
pub(super) struct Accounts {
    file: PathBuf,
    all: Vec<Account>,
    /// A hash of nothing that anybody knows: who is not there takes as long as who is.
    nobody: String,
    /// The newest half minute whose code each account has used.
    used: BTreeMap<String, i64>,
}

redact!(Accounts);

/// What the file is sealed as.
const SEALED_AS: &str = "accounts";

/// No list of accounts comes near this.
const LARGEST: u64 = 1 << 20;

/// Letters that nobody takes for others when they are read out.
const LETTERS: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// The fewest characters of a passphrase.
pub(super) const LEAST_LETTERS: usize = 12;

/// Fewer different ones are a key that was held down, or a row of them.
const LEAST_DIFFERENT: usize = 6;

/// No passphrase is longer: hashing takes time.
const MOST_LETTERS: usize = 256;

impl Accounts {
    /// Reads who may sign in at a register of this folder; nobody where there is no file.
    pub(super) fn open(folder: &Path, register: &Register) -> Result<Self, Failure> {
        let file = folder.join("accounts.sealed");
        let all = match files::read_private(&file, LARGEST)
            .context("who may sign in cannot be read")?
        {
            Some(sealed) => {
                let opened = register.open_beside(SEALED_AS, &sealed);
                let opened = opened.ok_or_else(|| {
                    anyhow!("who may sign in is not as it was written; lintel serve --setup begins anew once accounts.sealed is moved away")
                })?;
                serde_json::from_slice(&opened).context("who may sign in cannot be read")?
            }
            None => Vec::new(),
        };
        let nobody = hash(&drawn()?)?;
        Ok(Self { file, all, nobody, used: BTreeMap::new() })
    }

    pub(super) fn all(&self) -> &[Account] {
        &self.all
    }

    pub(super) fn get(&self, name: &str) -> Option<&Account> {
        self.all.iter().find(|account| account.name == name)
    }

    /// What to hold a passphrase against, whoever it is.
    pub(super) fn hash_of(&self, name: &str) -> String {
        let found = self.get(name).filter(|account| account.is_active);
        found.map_or_else(|| self.nobody.clone(), |account| account.hash.clone())
    }

    /// Adds somebody, or draws a new passphrase for who is there; it is told this once.
    pub(super) fn draw(
        &mut self,
        register: &Register,
        name: &str,
        part: Option<Part>,
    ) -> Result<String, Failure> {
        if !is_a_name(name) {
            let why =
                "an account is 2 to 32 letters, digits or hyphens: duty-2, never a person's name";
            return Err(Failure::Usage(why.to_owned()));
        }
        let passphrase = drawn()?;
        let hash = hash(&passphrase)?;
        match (self.all.iter_mut().find(|account| account.name == name), part) {
            (Some(account), part) => {
                account.part = part.unwrap_or(account.part);
                (account.hash, account.is_active, account.is_drawn) = (hash, true, true);
                // Whoever lost the second factor gets another chance to begin one.
                account.second = None;
            }
            (None, Some(part)) => {
                let name = name.to_owned();
                let account =
                    Account { name, part, hash, is_active: true, is_drawn: true, second: None };
                self.all.push(account);
            }
            (None, None) => return Err(Failure::Usage("there is no such account".to_owned())),
        }
        self.save(register)?;
        Ok(passphrase)
    }

    /// Somebody chose a passphrase.
    pub(super) fn choose(
        &mut self,
        register: &Register,
        name: &str,
        passphrase: &str,
    ) -> Result<(), Failure> {
        let letters = passphrase.chars().count();
        if !(LEAST_LETTERS..=MOST_LETTERS).contains(&letters) {
            let why = format!(
                "a passphrase has at least {LEAST_LETTERS} characters: several words that do not belong together"
            );
            return Err(Failure::Usage(why));
        }
        let different: BTreeSet<char> = passphrase.to_lowercase().chars().collect();
        if different.len() < LEAST_DIFFERENT || passphrase.to_lowercase().contains(name) {
            let why = "that is soon guessed: several words that do not belong together, and not the account's name";
            return Err(Failure::Usage(why.to_owned()));
        }
        let hash = hash(passphrase)?;
        if let Some(account) = self.all.iter_mut().find(|account| account.name == name) {
            (account.hash, account.is_drawn) = (hash, false);
        }
        self.save(register)
    }

    /// Whether six digits are asked beside the passphrase.
    pub(super) fn has_second(&self, name: &str) -> bool {
        self.get(name).is_some_and(|account| account.second.is_some())
    }

    /// Whether the six digits are right, where they are asked; each is right once.
    pub(super) fn second_is_right(&mut self, name: &str, said: &str, now: Timestamp) -> bool {
        let Some(secret) = self.get(name).and_then(|account| account.second.clone()) else {
            return true;
        };
        let after = self.used.get(name).copied();
        let step = second_factor::step_of(&secret, said, now, after);
        self.used.extend(step.map(|step| (name.to_owned(), step)));
        step.is_some()
    }

    /// From now on six digits are asked, of a secret that an authenticator has just shown to know.
    pub(super) fn begin_second(
        &mut self,
        register: &Register,
        name: &str,
        (secret, said): (&str, &str),
        now: Timestamp,
    ) -> Result<(), Failure> {
        let step = second_factor::step_of(secret, said, now, None);
        let Some(step) = step.filter(|_| second_factor::is_long_enough(secret)) else {
            let why = "these are not the digits that it shows now: is the phone's time right?";
            return Err(Failure::Usage(why.to_owned()));
        };
        self.used.insert(name.to_owned(), step);
        if let Some(account) = self.all.iter_mut().find(|account| account.name == name) {
            account.second = Some(secret.to_owned());
        }
        self.save(register)
    }

    /// Somebody may sign in no more.
    pub(super) fn end(&mut self, register: &Register, name: &str) -> Result<(), Failure> {
        let is_manager = |account: &&Account| account.part == Part::Manager && account.is_active;
        let others = self.all.iter().filter(is_manager).filter(|account| account.name != name);
        if others.count() == 0 {
            return Err(Failure::Usage("one manager at least is needed".to_owned()));
        }
        if let Some(account) = self.all.iter_mut().find(|account| account.name == name) {
            account.is_active = false;
        }
        self.save(register)
    }

    /// Whole or not at all.
    fn save(&self, register: &Register) -> Result<(), Failure> {
        let text = zeroize::Zeroizing::new(serde_json::to_vec(&self.all).unwrap_or_default());
        let sealed = register.seal_beside(SEALED_AS, &text)?;
        let written = files::replace_private(&self.file, &sealed);
        Ok(written.context("who may sign in cannot be written; nothing was changed")?)
    }
}

/// The memory in which passphrases are hashed, one at a time: a flood of sign-ins takes no more than this.
#[derive(Default)]
pub(super) struct Hashing(Vec<Block>);

redact!(Hashing);

impl Hashing {
    /// Whether a passphrase is the one.
    pub(super) fn is_right(&mut self, passphrase: &str, hash: &str) -> bool {
        passphrase.len() <= 4 * MOST_LETTERS && self.matches(passphrase, hash) == Some(true)
    }

    fn matches(&mut self, passphrase: &str, hash: &str) -> Option<bool> {
        let hash = PasswordHash::new(hash).ok()?;
        let params = Params::try_from(&hash).ok()?;
        self.0.resize(params.block_count(), Block::default());
        let (mut salt, expected) = ([0; Salt::RECOMMENDED_LENGTH * 4], hash.hash?);
        let salt = hash.salt?.decode_b64(&mut salt).ok()?;
        let mut found = vec![0; expected.len()];
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let bytes = passphrase.as_bytes();
        argon2.hash_password_into_with_memory(bytes, salt, &mut found, &mut self.0).ok()?;
        // Compared in constant time.
        Some(Output::new(&found).ok()? == expected)
    }
}

fn hash(passphrase: &str) -> Result<String, Failure> {
    let mut salt = [0; 16];
    chance(&mut salt)?;
    let wrong = |error| anyhow!("the passphrase cannot be kept: {error}");
    let salt = SaltString::encode_b64(&salt).map_err(wrong)?;
    let hash = Argon2::default().hash_password(passphrase.as_bytes(), &salt).map_err(wrong)?;
    Ok(hash.to_string())
}

/// A passphrase of a hundred bits, in groups that can be read out.
fn drawn() -> Result<String, Failure> {
    let mut bytes = [0; 20];
    chance(&mut bytes)?;
    let letter = |byte: &u8| char::from(LETTERS[usize::from(byte % 31)]);
    let groups = bytes.chunks(4).map(|group| group.iter().map(letter).collect::<String>());
    Ok(groups.collect::<Vec<_>>().join(" "))
}

fn is_a_name(name: &str) -> bool {
    (2..=32).contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}
