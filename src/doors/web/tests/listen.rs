//! Connections as they come over the network: sealed by a certificate of one's own, and ended when the desk closes.

use super::super::listen;
use super::{HOST, Opened};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::sync::oneshot;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A synthetic authority, and a certificate of it for localhost.
const AUTHORITY: &[u8] = include_bytes!("tls/authority.pem");
const CHAIN: &[u8] = include_bytes!("tls/chain.pem");
const KEY: &[u8] = include_bytes!("tls/key.pem");

/// A desk that listens, until it is told to stop.
struct Listening {
    runtime: tokio::runtime::Runtime,
    at: SocketAddr,
    stop: oneshot::Sender<()>,
    served: tokio::task::JoinHandle<()>,
}

impl Listening {
    fn new(desk: &Opened, is_sealed: bool) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
        let at = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let tls = is_sealed.then(|| listen::tls(CHAIN, KEY).unwrap());
        let state = Arc::clone(&desk.state);
        let told = async { drop(stopped.await) };
        let served = runtime.spawn(listen::serve((state, listener), tls, told));
        Self { runtime, at, stop, served }
    }

    /// Returns once every connection has ended.
    fn stop(self) {
        self.stop.send(()).unwrap();
        self.runtime.block_on(self.served).unwrap();
    }
}

fn request(path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: {HOST}\r\ncookie: {cookie}\r\nconnection: close\r\n\r\n")
}

#[test]
fn a_certificate_of_ones_own_seals_the_desk() {
    let desk = Opened::new();
    let listening = Listening::new(&desk, true);
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(AUTHORITY).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = TlsConnector::from(Arc::new(config));
    let said = listening.runtime.block_on(async {
        let stream = tokio::net::TcpStream::connect(listening.at).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        let mut stream = connector.connect(name, stream).await.unwrap();
        stream.write_all(request("/healthz", "").as_bytes()).await.unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).await.unwrap();
        said
    });
    assert!(said.starts_with("HTTP/1.1 200") && said.ends_with("ok\n"), "{said}");
    let mut plain = TcpStream::connect(listening.at).unwrap();
    plain.write_all(request("/healthz", "").as_bytes()).unwrap();
    let mut bytes = Vec::new();
    drop(plain.read_to_end(&mut bytes));
    assert!(!String::from_utf8_lossy(&bytes).contains("HTTP"));
    listening.stop();
    assert!(listen::tls(b"", KEY).is_err() && listen::tls(CHAIN, b"").is_err());
    assert!(listen::tls(AUTHORITY, KEY).is_err(), "a key of another certificate");
}

#[test]
fn the_desk_closes_although_somebody_watches_a_run() {
    let desk = Opened::new();
    let cookie = desk.sign_in("strategist-1");
    let long = [("name", "long"), ("years", "50"), ("histories", "2500"), ("do", "run")];
    desk.post("/scenarios/stoke-37", &cookie, &long);
    let listening = Listening::new(&desk, false);
    let mut stream = TcpStream::connect(listening.at).unwrap();
    stream.write_all(request("/run/progress", &cookie).as_bytes()).unwrap();
    let mut begun = [0; 12];
    stream.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");
    listening.stop();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("\"is\":\"going\""), "{rest}");
    desk.post("/run/stop", &cookie, &[]);
    desk.until_it_has_ended();
}
