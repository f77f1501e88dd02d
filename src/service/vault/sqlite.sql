-- A register in SQLite, version 1. The program says in words why an event cannot be; these rules are the second lock.

CREATE TABLE register (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,
    origin TEXT NOT NULL,
    estate TEXT NOT NULL,
    proof BLOB NOT NULL
) STRICT;

CREATE TABLE household_keys (
    id INTEGER PRIMARY KEY,
    sealed BLOB
) STRICT;

-- Each event names the one before by number and hash, so that there is one chain and no fork.
CREATE TABLE events (
    seq INTEGER PRIMARY KEY CHECK (seq >= 0),
    prev_seq INTEGER GENERATED ALWAYS AS (CASE WHEN seq > 0 THEN seq - 1 END) STORED,
    prev_hash BLOB,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    request BLOB UNIQUE,
    unit BLOB,
    referral BLOB,
    key_id INTEGER REFERENCES household_keys (id),
    core BLOB NOT NULL,
    personal BLOB,
    UNIQUE (seq, hash),
    CHECK ((seq = 0) = (prev_hash IS NULL)),
    FOREIGN KEY (prev_seq, prev_hash) REFERENCES events (seq, hash)
) STRICT;

-- A unit's states, each after the one before: two that both follow one cannot both be written.
CREATE TABLE unit_states (
    unit BLOB NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 0),
    prev_version INTEGER GENERATED ALWAYS AS (CASE WHEN version > 0 THEN version - 1 END) STORED,
    seq INTEGER NOT NULL REFERENCES events (seq),
    from_state TEXT,
    state TEXT NOT NULL CHECK (state IN
        ('closed', 'lived_in', 'void', 'accepted', 'offered', 'held', 'being_made_ready', 'vacant', 'gone')),
    holder BLOB,
    until INTEGER,
    at INTEGER NOT NULL,
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
    PRIMARY KEY (unit, version),
    UNIQUE (unit, version, state),
    CHECK ((version = 0) = (from_state IS NULL)),
    CHECK ((state IN ('lived_in', 'accepted', 'offered', 'held')) = (holder IS NOT NULL)),
    CHECK ((state IN ('offered', 'held')) = (until IS NOT NULL)),
    FOREIGN KEY (unit, prev_version, from_state) REFERENCES unit_states (unit, version, state)
) STRICT;
CREATE INDEX unit_states_by_seq ON unit_states (seq);

CREATE TABLE heads (
    events INTEGER PRIMARY KEY CHECK (events > 0),
    last INTEGER GENERATED ALWAYS AS (events - 1) STORED,
    hash BLOB NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    FOREIGN KEY (last, hash) REFERENCES events (seq, hash)
) STRICT;

CREATE TRIGGER events_have_no_gap BEFORE INSERT ON events
WHEN NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM events)
BEGIN SELECT RAISE(ABORT, 'an event must follow the last one'); END;

CREATE TRIGGER unit_states_have_no_gap BEFORE INSERT ON unit_states
WHEN NEW.version <> (SELECT coalesce(max(version) + 1, 0) FROM unit_states WHERE unit = NEW.unit)
BEGIN SELECT RAISE(ABORT, 'a state must follow the last one'); END;

CREATE TRIGGER no_unit_is_given_twice BEFORE INSERT ON unit_states
WHEN NEW.is_late = 0 AND NEW.holder IS NOT NULL AND EXISTS (
    SELECT 1 FROM unit_states AS before
    WHERE before.unit = NEW.unit AND before.version = NEW.version - 1
        AND before.holder IS NOT NULL AND before.holder <> NEW.holder
        AND (before.until IS NULL OR before.until > NEW.at))
BEGIN SELECT RAISE(ABORT, 'the unit is another household''s'); END;

CREATE TRIGGER heads_have_no_gap BEFORE INSERT ON heads
WHEN NEW.events <= (SELECT coalesce(max(events), 0) FROM heads)
BEGIN SELECT RAISE(ABORT, 'a head must follow the last one'); END;

CREATE TRIGGER register_is_one BEFORE INSERT ON register
WHEN EXISTS (SELECT 1 FROM register)
BEGIN SELECT RAISE(ABORT, 'there is one register'); END;

CREATE TRIGGER household_keys_are_new BEFORE INSERT ON household_keys
WHEN EXISTS (SELECT 1 FROM household_keys WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the key is there'); END;

CREATE TRIGGER register_stays BEFORE UPDATE ON register
BEGIN SELECT RAISE(ABORT, 'nothing is changed'); END;
CREATE TRIGGER register_is_kept BEFORE DELETE ON register
BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END;
CREATE TRIGGER events_stay BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'nothing is changed'); END;
CREATE TRIGGER events_are_kept BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END;
CREATE TRIGGER unit_states_stay BEFORE UPDATE ON unit_states
BEGIN SELECT RAISE(ABORT, 'nothing is changed'); END;
CREATE TRIGGER unit_states_are_kept BEFORE DELETE ON unit_states
BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END;
CREATE TRIGGER heads_stay BEFORE UPDATE ON heads
BEGIN SELECT RAISE(ABORT, 'nothing is changed'); END;
CREATE TRIGGER heads_are_kept BEFORE DELETE ON heads
BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END;
-- A household's key may be destroyed, and nothing else.
CREATE TRIGGER household_keys_stay BEFORE UPDATE ON household_keys
WHEN NEW.id <> OLD.id OR NEW.sealed IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a key is destroyed or stays'); END;
CREATE TRIGGER household_keys_are_kept BEFORE DELETE ON household_keys
BEGIN SELECT RAISE(ABORT, 'nothing is deleted'); END;
