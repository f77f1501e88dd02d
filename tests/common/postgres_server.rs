//! A server of this system's `PostgreSQL`, begun for these tests on a port of its own, and ended with them; in between it can be
//! stopped, halted and begun again.

#![expect(clippy::unwrap_used, reason = "a test may fail at once")]
#![allow(dead_code, reason = "each of several programs uses its part")]

use std::cell::Cell;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// What lets anybody in, and must never be said.
pub(crate) const PASSWORD: &str = "sesame-of-the-tests";

thread_local! {
    /// Registers of this test are begun in the server.
    static IN_IT: Cell<bool> = const { Cell::new(false) };
}

/// A server that runs as long as this process does: its shell waits at a pipe for the end of it.
pub(crate) struct Server {
    pub(crate) port: u16,
    shell: Child,
}

/// Runs a test with its registers in the server.
pub(crate) fn in_it(test: fn()) {
    IN_IT.set(true);
    test();
}

/// The address of a register that nobody has yet; none for tests in folders.
pub(crate) fn new_address() -> Option<String> {
    static NEXT: AtomicU32 = AtomicU32::new(1);
    let address = || server().address(&format!("test-{}", NEXT.fetch_add(1, Ordering::Relaxed)));
    IN_IT.get().then(address)
}

pub(crate) fn server() -> &'static Server {
    static SERVER: OnceLock<Server> = OnceLock::new();
    SERVER.get_or_init(Server::begin)
}

const SCRIPT: &str = r#"
set -e
trap 'rm -rf "$DATA"' EXIT
"$BIN/initdb" -D "$DATA" -U lintel --auth=scram-sha-256 --pwfile="$PASSES" -E UTF8 --locale=C --no-sync >/dev/null
begin() {
    "$BIN/postgres" -D "$DATA" -c listen_addresses=127.0.0.1 -c port="$PORT" -c unix_socket_directories= \
        -c fsync=off -c max_connections=100 -c log_min_messages=log </dev/null &
    SERVER=$!
}
all() {
    kill -$1 $SERVER $(cat /proc/$SERVER/task/$SERVER/children)
}
end() {
    all CONT || true
    kill -QUIT $SERVER
    wait $SERVER || true
}
begin
while read -r WORD; do
    case $WORD in
    stop) end ;;
    begin) begin ;;
    halt) all STOP ;;
    go-on) all CONT ;;
    esac
    echo "$WORD is done" >&2
done
end
"#;

impl Server {
    /// Begins one, with a folder of its own.
    pub(crate) fn begin() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let name = format!(
            "lintel-postgres-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let data = std::env::temp_dir().join(name);
        let passes = data.with_extension("pass");
        fs::write(&passes, PASSWORD).unwrap();
        fs::create_dir(&data).unwrap();
        let mut command = unprivileged(&[&data, &passes]);
        let mut shell = command
            .args(["sh", "-c", SCRIPT])
            .current_dir("/")
            .env("BIN", programs())
            .env("DATA", &data)
            .env("PASSES", &passes)
            .env("PORT", port.to_string())
            .stdin(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut log = BufReader::new(shell.stderr.take().unwrap()).lines().map_while(Result::ok);
        let mut told = Vec::new();
        let is_ready = log.any(|line| {
            told.push(line);
            told.last().unwrap().contains("ready to accept connections")
        });
        assert!(is_ready, "PostgreSQL does not begin: {told:?}");
        fs::remove_file(passes).unwrap();
        // Whatever it still says is read, or it would wait.
        std::thread::spawn(move || log.for_each(drop));
        Self { port, shell }
    }

    /// Tells its shell what becomes of it: `stop`, `begin`, `halt` or `go-on`.
    pub(crate) fn tell(&mut self, word: &str) {
        let stdin = self.shell.stdin.as_mut().unwrap();
        writeln!(stdin, "{word}").unwrap();
        stdin.flush().unwrap();
    }

    pub(crate) fn address(&self, register: &str) -> String {
        let port = self.port;
        format!("postgres://lintel:{PASSWORD}@127.0.0.1:{port}/postgres?register={register}")
    }

    /// A connection of one's own, with the program out of the way.
    pub(crate) fn connect(&self, register: &str) -> postgres::Client {
        let (way, _) = self
            .address(register)
            .split_once('?')
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
            .unwrap();
        let mut client = postgres::Client::connect(&way, postgres::NoTls).unwrap();
        client.batch_execute(&format!("SET search_path = \"lintel {register}\"")).unwrap();
        client
    }
}

/// Where the server's programs are: Debian keeps them apart.
fn programs() -> PathBuf {
    let apart = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let found =
        apart.map(|version| version.path().join("bin")).filter(|bin| bin.join("initdb").exists());
    found.max().unwrap_or_else(|| {
        let found =
            Command::new("sh").args(["-c", "dirname \"$(command -v initdb)\""]).output().unwrap();
        PathBuf::from(String::from_utf8_lossy(&found.stdout).trim())
    })
}

/// A command of somebody who is not root, for whom the server would not begin; these are theirs then.
fn unprivileged(theirs: &[&PathBuf]) -> Command {
    let id = Command::new("id").arg("-u").output().unwrap();
    if String::from_utf8_lossy(&id.stdout).trim() != "0" {
        return Command::new("env");
    }
    for path in theirs {
        let given = Command::new("chown").arg("nobody").arg(path).status().unwrap();
        assert!(given.success());
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid=nobody", "--regid=nogroup", "--clear-groups", "env"]);
    command
}
