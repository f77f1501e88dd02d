//! A register: opened with its key, asked, and written to.

use super::code::Opened;
use super::head::Head;
use super::keyring::{Keyring, proof};
use super::location::Place;
use super::open_store;
use super::row::{Hash, Now, Row, chain};
use super::secret::{Secret, fill, hex};
use crate::base::domain::EventName;

use super::store::{Meta, Store, VERSION};
use super::trouble::Trouble;
use crate::service::register::{
    Draft, Entry, Kept, Log, Misread, Recorded, Refusal, Terms, View, utc,
};
use jiff::Timestamp;
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The account of what the program records by itself.
pub const PROGRAM: &str = "lintel";

/// What the files of an estate mean at the moment of recording.
#[derive(Debug, Clone)]
pub struct Files {
    /// The keys of the event that records them; none: they are not looked at.
    pub meaning: Option<Map<String, Value>>,
    /// After how many years a household may be erased without an order.
    pub keep_years: Option<u16>,
}

/// A register that is open.
#[derive(Debug)]
pub struct Register {
    pub(super) store: Box<dyn Store>,
    pub(super) meta: Meta,
    pub(super) keys: Keyring,
    pub(super) log: Log,
    pub(super) last_hash: Option<Hash>,
    /// Each unit's newest state as the database has it, by its blind index.
    pub(super) states: BTreeMap<Hash, (i64, Now)>,
    pub(super) staged: Vec<Act>,
    /// What the last night opened, for the next: whoever waits has the same form from page to page.
    pub(super) opened: BTreeMap<u64, Arc<Map<String, Value>>>,
    /// Something was written since it was opened.
    has_written: bool,
}

impl Drop for Register {
    /// Whoever wrote leaves a stamp over what is there. Where that cannot be, the older one speaks of fewer events.
    fn drop(&mut self) {
        if self.has_written {
            let _without = self.leave_stamp();
        }
    }
}

/// What is written when everything together counts.
#[derive(Debug)]
pub(super) enum Act {
    AddKey(i64, Vec<u8>),
    Append(Box<Row>),
    DestroyKey(i64),
}

/// A line that was not recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// The line of the file.
    pub line: usize,
    /// What the event calls itself.
    pub event: Option<String>,
    /// Why not.
    pub refusal: Refusal,
}

impl Register {
    /// Begins a register in a folder that is there, or in a server's database; it records nothing yet.
    ///
    /// # Errors
    /// If a register is there already, or the place cannot be written to.
    pub fn create(place: &Place, secret: &Secret, estate: &str) -> Result<Self, Trouble> {
        let mut chance = [0; 8];
        fill(&mut chance)?;
        let origin = hex(&chance);
        let proof = proof(secret, VERSION, &origin, estate);
        let meta = Meta { version: VERSION, origin, estate: estate.to_owned(), proof };
        Self::of(open_store::create(place, &meta)?, secret)
    }

    /// Whether there is a register in a place.
    ///
    /// # Errors
    /// If the server cannot be reached.
    pub fn is_there(place: &Place) -> Result<bool, Trouble> {
        open_store::is_there(place)
    }

    /// Opens the register of a place.
    ///
    /// # Errors
    /// If none is there, the key is another's, or something in it is not as it was written.
    pub fn open(place: &Place, secret: &Secret) -> Result<Self, Trouble> {
        Self::of(open_store::open(place)?, secret)
    }

    pub(super) fn of(mut store: Box<dyn Store>, secret: &Secret) -> Result<Self, Trouble> {
        let mut meta = store.meta()?;
        let keys = Keyring::open(secret, &meta)?;
        if meta.version < VERSION {
            meta.proof = proof(secret, VERSION, &meta.origin, &meta.estate);
            meta.version = VERSION;
            store.bring_up(&meta)?;
        }
        let mut register = Self {
            store,
            meta,
            keys,
            log: Log::default(),
            last_hash: None,
            states: BTreeMap::new(),
            staged: Vec::new(),
            opened: BTreeMap::new(),
            has_written: false,
        };
        register.store.look()?;
        let loaded = register.load();
        register.store.roll_back()?;
        loaded.map(|()| register)
    }

    /// The estate whose register it is, as it was named when it was begun.
    pub fn estate(&self) -> &str {
        &self.meta.estate
    }

    /// What is known: who lives where, who waits, what is claimed, at any moment.
    pub fn log(&self) -> &Log {
        &self.log
    }

    /// Everything at a moment, as it was known at another or now.
    pub fn state_at(&self, at: Timestamp, known_at: Option<Timestamp>) -> View {
        self.log.view(at, known_at)
    }

    /// The head for a handover sheet; none before the first event.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn head(&mut self) -> Result<Option<Head>, Trouble> {
        self.store.head()
    }

    /// Every event as it was written, those of erased households with what is left of them.
    ///
    /// # Errors
    /// If the store cannot be read, or something in it is not as it was written.
    pub fn export(&mut self, known_at: Option<Timestamp>) -> Result<String, Trouble> {
        let mut text = String::new();
        for row in self.store.rows(0, u64::MAX)? {
            let opened = Opened::whole(&row, &self.meta.origin, &self.keys)?;
            let is_known = |at: &str| known_at.is_none_or(|known| at <= utc(known).as_str());
            if !is_known(opened.recorded_at()) {
                break;
            }
            let kept = opened.kept()?;
            text.push_str(&Entry::line_of(kept.seq, kept.recorded_at, &kept.draft));
            text.push('\n');
        }
        Ok(text)
    }

    /// The whole of one event, its household's own part too.
    ///
    /// # Errors
    /// If the store cannot be read, or the event is not as it was written.
    pub fn whole(&mut self, seq: u64) -> Result<Option<Map<String, Value>>, Trouble> {
        let row = self.store.rows(seq, 1)?.into_iter().next().filter(|row| row.seq == seq);
        let opened = row.map(|row| Opened::whole(&row, &self.meta.origin, &self.keys));
        Ok(opened.transpose()?.map(Opened::object))
    }

    /// Records one event.
    ///
    /// # Errors
    /// If the register cannot be written to; nothing is recorded then. A refusal is an answer, and no error.
    pub fn record(
        &mut self,
        draft: Draft,
        files: &Files,
        now: Timestamp,
    ) -> Result<Result<Recorded, Refusal>, Trouble> {
        self.record_as(draft, files, now, true)
    }

    /// The same for an account that may correct, or one that may not.
    ///
    /// # Errors
    /// Like [`Self::record`].
    pub fn record_as(
        &mut self,
        draft: Draft,
        files: &Files,
        now: Timestamp,
        may_correct: bool,
    ) -> Result<Result<Recorded, Refusal>, Trouble> {
        self.begin()?;
        let terms = Terms { now, keep_years: files.keep_years, may_correct };
        let recorded = self.try_record(draft, files.meaning.as_ref(), terms);
        match &recorded {
            Ok(Ok(Recorded::New(_))) => self.commit()?,
            _ => self.roll_back()?,
        }
        recorded
    }

    /// Records all events of a file, or none; says of each line that cannot be why not.
    ///
    /// # Errors
    /// If the register cannot be written to; nothing is recorded then.
    pub fn import(
        &mut self,
        lines: impl IntoIterator<Item = (usize, Result<Draft, Misread>)>,
        files: &Files,
        now: Timestamp,
    ) -> Result<Vec<Issue>, Trouble> {
        self.begin()?;
        let imported = self.try_import(lines, files, now);
        match &imported {
            Ok(issues) if issues.is_empty() && !self.staged.is_empty() => self.commit()?,
            _ => self.roll_back()?,
        }
        imported
    }

    /// What an import of these lines would be told; nothing is recorded.
    ///
    /// # Errors
    /// If the register cannot be read, or not be written to by anybody now.
    pub fn rehearse(
        &mut self,
        lines: impl IntoIterator<Item = (usize, Result<Draft, Misread>)>,
        files: &Files,
        now: Timestamp,
    ) -> Result<Vec<Issue>, Trouble> {
        self.begin()?;
        let issues = self.try_import(lines, files, now);
        self.roll_back()?;
        issues
    }

    fn try_import(
        &mut self,
        lines: impl IntoIterator<Item = (usize, Result<Draft, Misread>)>,
        files: &Files,
        now: Timestamp,
    ) -> Result<Vec<Issue>, Trouble> {
        let mut issues = Vec::new();
        let mut before = files.meaning.as_ref();
        for (line, read) in lines {
            let event = match &read {
                Ok(draft) => Some(draft.name().word().to_owned()),
                Err(misread) => misread.event.clone(),
            };
            let judged = match read {
                Ok(draft) => {
                    // A file that begins with an estate is taken as it stands.
                    before = before.filter(|_| draft.name() != EventName::EstateRecorded);
                    let terms = Terms { now, keep_years: files.keep_years, may_correct: true };
                    let judged = self.try_record(draft, before, terms)?;
                    before = None;
                    judged.map(drop)
                }
                Err(misread) => Err(Refusal::from(misread.why)),
            };
            if let Err(refusal) = judged {
                issues.push(Issue { line, event, refusal });
                self.log.number_freely();
            }
        }
        Ok(issues)
    }

    /// Judges an event and stages it, the files' meaning before it where that is new.
    fn try_record(
        &mut self,
        draft: Draft,
        meaning: Option<&Map<String, Value>>,
        terms: Terms,
    ) -> Result<Result<Recorded, Refusal>, Trouble> {
        self.recall(&draft)?;
        if let Some(meaning) = meaning.filter(|_| self.log.request_of(&draft).is_none()) {
            self.record_files(meaning, &draft, terms)?;
        }
        let recorded = self.log.record(draft, &terms);
        if let Ok(Recorded::New(_)) = recorded {
            self.stage()?;
        }
        Ok(recorded)
    }

    /// Records what the files mean, if that is not what is in force.
    fn record_files(
        &mut self,
        meaning: &Map<String, Value>,
        before: &Draft,
        terms: Terms,
    ) -> Result<(), Trouble> {
        if self.log.has_estate(meaning) {
            return Ok(());
        }
        let last = self.log.last_recorded_at().unwrap_or(Timestamp::MIN);
        let at = before.recorded_at().unwrap_or(terms.now).max(last);
        let cannot =
            |why: &str| Trouble::Other(format!("the estate's files cannot be recorded: {why}"));
        let estate = Draft::estate(meaning.clone(), at, PROGRAM);
        match self.log.record(estate.ok_or_else(|| cannot("they are no estate"))?, &terms) {
            Ok(_) => self.stage(),
            Err(refusal) => Err(cannot(refusal.why.word())),
        }
    }

    /// Opens the whole of an event that is asked for again, so that it can be compared.
    fn recall(&mut self, draft: &Draft) -> Result<(), Trouble> {
        let Some(seq) = self.log.request_of(draft) else { return Ok(()) };
        if self.staged.iter().any(|act| matches!(act, Act::Append(row) if row.seq == seq)) {
            return Ok(());
        }
        let row = self.store.rows(seq, 1)?.into_iter().next().filter(|row| row.seq == seq);
        if let Some(row) = row {
            let opened = Opened::whole(&row, &self.meta.origin, &self.keys)?;
            self.log.recall(opened.kept()?);
        }
        Ok(())
    }

    /// Reads everything that is kept.
    fn load(&mut self) -> Result<(), Trouble> {
        self.log = Log::default();
        (self.last_hash, self.staged) = (None, Vec::new());
        self.states.clear();
        // Whatever was erased is not remembered here either: an erasure reads everything anew.
        self.opened.clear();
        self.keys.begin_again(&self.store.keys()?)?;
        let kept = match self.take_all() {
            Ok(kept) => kept,
            Err(trouble) => return Err(self.first_wrong(trouble)),
        };
        match Log::of(kept) {
            Ok(log) => self.log = log,
            Err(seq) => return Err(self.first_wrong(Trouble::at(seq, "it was not possible"))),
        }
        Ok(())
    }

    /// What is wrong first may be an event before: the chain says so.
    fn first_wrong(&mut self, trouble: Trouble) -> Trouble {
        let chained = self.store.rows(0, u64::MAX).and_then(|rows| chain(&rows));
        chained.err().unwrap_or(trouble)
    }

    /// Everything that is kept, so many rows at a time: sealed and opened they take twice the room.
    fn take_all(&mut self) -> Result<Vec<Kept>, Trouble> {
        const AT_A_TIME: u64 = 4096;
        let (mut kept, mut from) = (Vec::new(), 0);
        loop {
            let rows = self.store.rows(from, AT_A_TIME)?;
            let Some(last) = rows.last() else { return Ok(kept) };
            from = last.seq + 1;
            kept.extend(self.take(&rows)?);
        }
    }

    /// Notes what rows say, and opens what stays of them.
    fn take(&mut self, rows: &[Row]) -> Result<Vec<Kept>, Trouble> {
        let (origin, keys) = (&self.meta.origin, &self.keys);
        let opened = rows.par_iter().map(|row| Opened::core(row, origin, keys)?.kept());
        let kept: Vec<Kept> = opened.collect::<Result<_, _>>()?;
        for (row, kept) in rows.iter().zip(&kept) {
            if let (Some(referral), Some(id)) = (kept.draft.referral(), row.key_id) {
                self.keys.used(referral, id);
            }
            for of in &row.moves {
                let now = Now { state: of.state.clone(), holder: of.holder, until: of.until };
                self.states.insert(of.unit, (of.version, now));
            }
            self.last_hash = Some(row.hash);
        }
        Ok(kept)
    }

    /// Begins writing alone, and takes in what others have written meanwhile.
    fn begin(&mut self) -> Result<(), Trouble> {
        self.store.begin()?;
        let behind = self.catch_up();
        if behind.is_err() {
            self.store.roll_back()?;
        }
        behind
    }

    pub(super) fn catch_up(&mut self) -> Result<(), Trouble> {
        let rows = self.store.rows(self.log.next_seq(), 1)?;
        if rows.is_empty() {
            return Ok(());
        }
        self.load()
    }

    fn commit(&mut self) -> Result<(), Trouble> {
        let staged = std::mem::take(&mut self.staged);
        let destroys = staged.iter().any(|act| matches!(act, Act::DestroyKey(_)));
        let written = self.write(staged).and_then(|()| self.store.commit());
        if written.is_err() {
            // Whatever else is wrong, what was not recorded is forgotten.
            let _ended = self.store.roll_back();
            let _read_again = self.load();
            return written;
        }
        self.has_written = true;
        if destroys {
            self.store.tidy()?;
            self.load()?;
        }
        Ok(())
    }

    /// Puts a stamp over every byte of the database beside it.
    pub(super) fn leave_stamp(&mut self) -> Result<(), Trouble> {
        match self.store.image()? {
            Some(stamp) => self.store.put_stamp(&stamp.text(self.keys.stamp())),
            None => Ok(()),
        }
    }

    fn write(&mut self, staged: Vec<Act>) -> Result<(), Trouble> {
        for act in staged {
            match act {
                Act::AddKey(id, sealed) => self.store.add_key(id, Some(&sealed))?,
                Act::Append(row) => self.store.append(&row)?,
                Act::DestroyKey(id) => self.store.destroy_key(id)?,
            }
        }
        let Some(hash) = self.last_hash else { return Ok(()) };
        let events = self.log.next_seq();
        self.store.add_head(&Head::sign(&self.meta.origin, events, hash, self.keys.signing()))
    }

    /// Nothing of what was staged counts.
    fn roll_back(&mut self) -> Result<(), Trouble> {
        self.store.roll_back()?;
        self.log.number_strictly();
        if self.staged.is_empty() { Ok(()) } else { self.load() }
    }
}
