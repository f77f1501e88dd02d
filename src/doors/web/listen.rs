//! Connections: by TLS where the desk has a certificate of its own, with headers in time or not at all, so many at once, and an
//! end at which streams close first. Not here: what is answered (`router`).

use super::desk_state::DeskState;
use super::router::router;
use crate::doors::failure::Failure;
use anyhow::{Context, anyhow};
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tower_service::Service;

/// So many connections at once; others wait.
const MOST: usize = 512;

/// A connection that says nothing whole for so long is closed: between two requests, and within the head of one.
const SLOWEST_HEAD: Duration = Duration::from_secs(20);

/// So long a greeting by TLS may take.
const SLOWEST_GREETING: Duration = Duration::from_secs(10);

/// No connection is older: whoever never reads what is sent keeps no place.
const OLDEST: Duration = Duration::from_secs(10 * 60);

/// So long what is being answered may take when the desk closes.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// A certificate of one's own and its key, both as PEM.
pub(super) fn tls(certificate: &[u8], key: &[u8]) -> Result<TlsAcceptor, Failure> {
    let chain = CertificateDer::pem_slice_iter(certificate).collect::<Result<Vec<_>, _>>();
    let chain = chain.map_err(|why| anyhow!("the certificate cannot be read: {why}"))?;
    if chain.is_empty() {
        return Err(
            anyhow!("the certificate's file has no certificate: give the chain as PEM").into()
        );
    }
    let key = PrivateKeyDer::from_pem_slice(key);
    let key = key.map_err(|why| anyhow!("the certificate's key cannot be read: {why}"))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("no version of TLS is there")?
        .with_no_client_auth()
        .with_single_cert(chain, key);
    let mut config = config.context("certificate and key do not belong together")?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Answers until somebody says stop; then streams end, and what is being answered is answered.
pub(super) async fn serve(
    (state, listener): (Arc<DeskState>, TcpListener),
    tls: Option<TlsAcceptor>,
    stop: impl Future<Output = ()>,
) {
    let (router, places) = (router(&state), Arc::new(Semaphore::new(MOST)));
    let mut connections = JoinSet::new();
    let mut stop = pin!(stop);
    loop {
        let accepted = tokio::select! {
            biased;
            () = &mut stop => break,
            Some(_) = connections.join_next(), if !connections.is_empty() => continue,
            accepted = next(&listener, &places) => accepted,
        };
        let Some((stream, peer, place)) = accepted else { continue };
        let (router, tls, closing) = (router.clone(), tls.clone(), state.closing());
        connections.spawn(async move {
            drop(timeout(OLDEST, one((stream, peer), router, tls, closing)).await);
            drop(place);
        });
    }
    drop(listener);
    state.close();
    let ended = async { while connections.join_next().await.is_some() {} };
    drop(timeout(LAST_WORDS, ended).await);
}

/// The next connection, once there is a place for it; none: it was gone before it was here, or the system has no more.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(places).acquire_owned().await.ok()?;
    let Ok((stream, peer)) = listener.accept().await else {
        tokio::time::sleep(Duration::from_millis(50)).await;
        return None;
    };
    Some((stream, peer, place))
}

async fn one(
    (stream, peer): (TcpStream, SocketAddr),
    router: Router,
    tls: Option<TlsAcceptor>,
    closing: watch::Receiver<bool>,
) {
    // Answers are small and wanted at once.
    drop(stream.set_nodelay(true));
    match tls {
        None => answered(stream, peer, router, closing).await,
        Some(tls) => {
            if let Ok(Ok(stream)) = timeout(SLOWEST_GREETING, tls.accept(stream)).await {
                answered(stream, peer, router, closing).await;
            }
        }
    }
}

/// Every request of a connection, until either end has enough.
async fn answered(
    stream: impl AsyncRead + AsyncWrite + Unpin,
    peer: SocketAddr,
    router: Router,
    mut closing: watch::Receiver<bool>,
) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request.map(Body::new))
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(SLOWEST_HEAD).max_buf_size(64 << 10);
    let mut connection = pin!(builder.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = closing.wait_for(|closes| *closes) => {}
    }
    connection.as_mut().graceful_shutdown();
    drop(connection.await);
}
