-- The same register as in sqlite.sql, in a schema of its own. The same second lock, by PostgreSQL's own means.

CREATE TABLE register (
    id integer PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL,
    origin text NOT NULL,
    estate text NOT NULL,
    proof bytea NOT NULL
);

CREATE TABLE household_keys (
    id bigint PRIMARY KEY,
    sealed bytea
);

CREATE TABLE events (
    seq bigint PRIMARY KEY CHECK (seq >= 0),
    prev_seq bigint GENERATED ALWAYS AS (CASE WHEN seq > 0 THEN seq - 1 END) STORED,
    prev_hash bytea,
    hash bytea NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    request bytea UNIQUE,
    unit bytea,
    referral bytea,
    key_id bigint REFERENCES household_keys (id),
    core bytea NOT NULL,
    personal bytea,
    UNIQUE (seq, hash),
    CHECK ((seq = 0) = (prev_hash IS NULL)),
    FOREIGN KEY (prev_seq, prev_hash) REFERENCES events (seq, hash)
);

CREATE TABLE unit_states (
    unit bytea NOT NULL,
    version bigint NOT NULL CHECK (version >= 0),
    prev_version bigint GENERATED ALWAYS AS (CASE WHEN version > 0 THEN version - 1 END) STORED,
    seq bigint NOT NULL REFERENCES events (seq),
    from_state text,
    state text NOT NULL CHECK (state IN
        ('closed', 'lived_in', 'void', 'accepted', 'offered', 'held', 'being_made_ready', 'vacant', 'gone')),
    holder bytea,
    until bigint,
    at bigint NOT NULL,
    is_late boolean NOT NULL,
    PRIMARY KEY (unit, version),
    UNIQUE (unit, version, state),
    CHECK ((version = 0) = (from_state IS NULL)),
    CHECK ((state IN ('lived_in', 'accepted', 'offered', 'held')) = (holder IS NOT NULL)),
    CHECK ((state IN ('offered', 'held')) = (until IS NOT NULL)),
    FOREIGN KEY (unit, prev_version, from_state) REFERENCES unit_states (unit, version, state)
);
CREATE INDEX unit_states_by_seq ON unit_states (seq);

CREATE TABLE heads (
    events bigint PRIMARY KEY CHECK (events > 0),
    last bigint GENERATED ALWAYS AS (events - 1) STORED,
    hash bytea NOT NULL,
    signature bytea NOT NULL CHECK (octet_length(signature) = 64),
    FOREIGN KEY (last, hash) REFERENCES events (seq, hash)
);

CREATE FUNCTION refused() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END $$;

CREATE FUNCTION events_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.seq <> (SELECT coalesce(max(seq) + 1, 0) FROM events) THEN
        RAISE EXCEPTION 'an event must follow the last one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER events_have_no_gap BEFORE INSERT ON events FOR EACH ROW EXECUTE FUNCTION events_have_no_gap();

CREATE FUNCTION no_unit_is_given_twice() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.version <> (SELECT coalesce(max(version) + 1, 0) FROM unit_states WHERE unit = NEW.unit) THEN
        RAISE EXCEPTION 'a state must follow the last one';
    END IF;
    IF NOT NEW.is_late AND NEW.holder IS NOT NULL AND EXISTS (
        SELECT 1 FROM unit_states AS before
        WHERE before.unit = NEW.unit AND before.version = NEW.version - 1
            AND before.holder IS NOT NULL AND before.holder <> NEW.holder
            AND (before.until IS NULL OR before.until > NEW.at))
    THEN
        RAISE EXCEPTION 'the unit is another household''s';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_unit_is_given_twice BEFORE INSERT ON unit_states FOR EACH ROW EXECUTE FUNCTION no_unit_is_given_twice();

CREATE FUNCTION heads_have_no_gap() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.events <= (SELECT coalesce(max(events), 0) FROM heads) THEN
        RAISE EXCEPTION 'a head must follow the last one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER heads_have_no_gap BEFORE INSERT ON heads FOR EACH ROW EXECUTE FUNCTION heads_have_no_gap();

-- A household's key may be destroyed, and nothing else.
CREATE FUNCTION a_key_stays() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.sealed IS NOT NULL THEN
        RAISE EXCEPTION 'a key is destroyed or stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER household_keys_stay BEFORE UPDATE ON household_keys FOR EACH ROW EXECUTE FUNCTION a_key_stays();

CREATE TRIGGER register_stays BEFORE UPDATE ON register FOR EACH ROW EXECUTE FUNCTION refused('nothing is changed');
CREATE TRIGGER events_stay BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION refused('nothing is changed');
CREATE TRIGGER unit_states_stay BEFORE UPDATE ON unit_states FOR EACH ROW EXECUTE FUNCTION refused('nothing is changed');
CREATE TRIGGER heads_stay BEFORE UPDATE ON heads FOR EACH ROW EXECUTE FUNCTION refused('nothing is changed');

CREATE TRIGGER register_is_kept BEFORE DELETE ON register FOR EACH ROW EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER events_are_kept BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER unit_states_are_kept BEFORE DELETE ON unit_states FOR EACH ROW EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER heads_are_kept BEFORE DELETE ON heads FOR EACH ROW EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER household_keys_are_kept BEFORE DELETE ON household_keys FOR EACH ROW EXECUTE FUNCTION refused('nothing is deleted');

CREATE TRIGGER register_is_not_emptied BEFORE TRUNCATE ON register EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER events_are_not_emptied BEFORE TRUNCATE ON events EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER unit_states_are_not_emptied BEFORE TRUNCATE ON unit_states EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER heads_are_not_emptied BEFORE TRUNCATE ON heads EXECUTE FUNCTION refused('nothing is deleted');
CREATE TRIGGER household_keys_are_not_emptied BEFORE TRUNCATE ON household_keys EXECUTE FUNCTION refused('nothing is deleted');
