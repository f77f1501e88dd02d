//! The keys of one register: one for what stays for good, one for each household, and those of the blind indexes.

use super::row::Hash;
use super::seal::{open_key, seal};
use super::secret::{Key, Secret, draw_key, mac};
use super::store::{Meta, StoredKey};
use super::trouble::Trouble;
use ed25519_dalek::SigningKey;
use std::collections::BTreeMap;
use std::fmt;

/// The keys of one register.
pub(super) struct Keyring {
    origin: String,
    core: Key,
    index: Key,
    stamp: Key,
    wrapping: Key,
    signing: SigningKey,
    /// Households' keys by number; destroyed ones are none.
    households: BTreeMap<i64, Option<Key>>,
    /// The numbers of the keys that a referral's events were sealed with.
    of_referrals: BTreeMap<String, Vec<i64>>,
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyring(redacted)")
    }
}

/// What only a register's key makes of its first row.
pub(super) fn proof(secret: &Secret, version: i64, origin: &str, estate: &str) -> Vec<u8> {
    let key = secret.key_for("first row");
    mac(&key, &[origin.as_bytes(), estate.as_bytes(), &version.to_be_bytes()]).to_vec()
}

impl Keyring {
    /// Opens the keys of a register.
    ///
    /// # Errors
    /// If the key is another register's.
    pub(super) fn open(secret: &Secret, meta: &Meta) -> Result<Self, Trouble> {
        if proof(secret, meta.version, &meta.origin, &meta.estate) != meta.proof {
            return Err(Trouble::WrongKey);
        }
        Ok(Self {
            origin: meta.origin.clone(),
            core: secret.key_for("what stays"),
            index: secret.key_for("indexes"),
            stamp: secret.key_for("stamp"),
            wrapping: secret.key_for("households"),
            signing: secret.signing(),
            households: BTreeMap::new(),
            of_referrals: BTreeMap::new(),
        })
    }

    /// The households' keys are these, as they are stored, and nothing is known yet of what they sealed.
    pub(super) fn begin_again(&mut self, stored: &[StoredKey]) -> Result<(), Trouble> {
        self.of_referrals.clear();
        self.learn(stored)
    }

    /// The households' keys are these, as they are stored.
    pub(super) fn learn(&mut self, stored: &[StoredKey]) -> Result<(), Trouble> {
        self.households.clear();
        stored.iter().try_for_each(|key| self.take(key))
    }

    fn take(&mut self, stored: &StoredKey) -> Result<(), Trouble> {
        let place = self.place_of_key(stored.id);
        let key = match &stored.sealed {
            Some(sealed) => Some(open_key(&self.wrapping, sealed, &place).ok_or_else(|| {
                Trouble::Damaged(format!("the key of household {} does not open", stored.id))
            })?),
            None => None,
        };
        self.households.insert(stored.id, key);
        Ok(())
    }

    fn place_of_key(&self, id: i64) -> Vec<u8> {
        [self.origin.as_bytes(), b"/household/", &id.to_be_bytes()].concat()
    }

    pub(super) fn signing(&self) -> &SigningKey {
        &self.signing
    }

    pub(super) fn core(&self) -> &Key {
        &self.core
    }

    pub(super) fn stamp(&self) -> &Key {
        &self.stamp
    }

    /// A household's key; none if it was destroyed.
    pub(super) fn household(&self, id: i64) -> Option<&Key> {
        self.households.get(&id)?.as_ref()
    }

    /// Whether a key was there and is destroyed.
    pub(super) fn is_destroyed(&self, id: i64) -> bool {
        matches!(self.households.get(&id), Some(None))
    }

    /// A blind index: equal for equal texts, and telling nothing else.
    pub(super) fn index(&self, of: &str, text: &str) -> Hash {
        mac(&self.index, &[of.as_bytes(), text.as_bytes()])
    }

    /// A referral's events were sealed with a key.
    pub(super) fn used(&mut self, referral: &str, id: i64) {
        let ids = self.of_referrals.entry(referral.to_owned()).or_default();
        if ids.last() != Some(&id) {
            ids.push(id);
        }
    }

    /// The key of a household by its referrals; if it has none, or it was destroyed, a new one, sealed to be stored.
    pub(super) fn key_of(
        &mut self,
        referrals: &[String],
    ) -> Result<(i64, Option<Vec<u8>>), Trouble> {
        let ids = referrals.iter().filter_map(|referral| self.of_referrals.get(referral)).flatten();
        if let Some(id) = ids.copied().filter(|id| self.household(*id).is_some()).max() {
            return Ok((id, None));
        }
        let id = self.households.keys().next_back().map_or(1, |last| last + 1);
        let key = draw_key()?;
        let sealed = seal(&self.wrapping, key.as_slice(), &self.place_of_key(id))?;
        self.households.insert(id, Some(key));
        Ok((id, Some(sealed)))
    }

    /// Forgets every key of a household, and says which they were.
    pub(super) fn destroy(&mut self, referrals: &[String]) -> Vec<i64> {
        let ids: Vec<i64> = referrals
            .iter()
            .filter_map(|referral| self.of_referrals.get(referral))
            .flatten()
            .copied()
            .filter(|id| self.households.get(id).is_some_and(Option::is_some))
            .collect();
        for id in &ids {
            self.households.insert(*id, None);
        }
        ids
    }
}
