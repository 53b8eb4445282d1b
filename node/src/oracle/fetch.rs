//! Asking sources as the off-chain worker does: all at once, each up to its own deadline and size,
//! following no redirects.

use futures::future::join_all;
use http_body_util::{BodyExt, Empty};
use hyper::{
    body::{Bytes, Incoming},
    header::{ACCEPT, USER_AGENT},
    Request, StatusCode,
};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{connect::HttpConnector, Client, Error},
    rt::TokioExecutor,
};
use rustls::{crypto::ring, ClientConfig, RootCertStore};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use tidewater_primitives::sources::{Moment, Refusal, Source};
use tokio::time::timeout;

/// The name that is sent along: some sources refuse requests without one.
const AGENT: &str = concat!("tidewater-oracle/", env!("CARGO_PKG_VERSION"));

type HttpClient = Client<HttpsConnector<HttpConnector>, Empty<Bytes>>;

/// Why there is no body: the reason that counts, and more for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) refusal: Refusal,
    pub(super) detail: String,
}

impl Failure {
    fn new(refusal: Refusal, detail: impl Into<String>) -> Self {
        Self { refusal, detail: detail.into() }
    }
}

/// What came of asking a source.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// The body, or why there is none.
    pub(super) body: Result<Vec<u8>, Failure>,
    /// When it was asked.
    pub(super) asked: Moment,
    /// How long it took, whatever came of it.
    pub(super) latency: Duration,
}

/// Milliseconds since 1970.
pub(super) fn now() -> Moment {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    since.as_millis().try_into().unwrap_or(Moment::MAX)
}

/// Asks all sources; the answers are in the same order.
///
/// # Errors
/// If there are no certificates to know https:// sources by.
pub(super) async fn fetch(sources: &[Source]) -> Result<Vec<Answer>, String> {
    let client = client(sources)?;
    Ok(join_all(sources.iter().map(|source| ask(&client, source))).await)
}

/// Certificates are only wanted if a source needs them: a list of this machine's sources does without.
fn client(sources: &[Source]) -> Result<HttpClient, String> {
    let builder = HttpsConnectorBuilder::new();
    let builder = if sources.iter().any(|source| source.url.as_str().starts_with("https:")) {
        builder.with_provider_and_native_roots(ring::default_provider()).map_err(|error| {
            format!(
                "https:// sources cannot be asked without the system's CA certificates: install them \
                 (Debian: the package `ca-certificates`) ({error})"
            )
        })?
    } else {
        let config = ClientConfig::builder_with_provider(ring::default_provider().into())
            .with_safe_default_protocol_versions()
            .map_err(|error| format!("TLS cannot be set up: {error}"))?;
        let config = config.with_root_certificates(RootCertStore::empty());
        builder.with_tls_config(config.with_no_client_auth())
    };
    let connector = builder.https_or_http().enable_http1().build();
    Ok(Client::builder(TokioExecutor::new()).build(connector))
}

async fn ask(client: &HttpClient, source: &Source) -> Answer {
    let (asked, start) = (now(), Instant::now());
    let limit = Duration::from_millis(source.timeout.into());
    let body = timeout(limit, body(client, source)).await.unwrap_or_else(|_| {
        Err(Failure::new(Refusal::Timeout, format!("no whole answer in {} ms", source.timeout)))
    });
    Answer { body, asked, latency: start.elapsed() }
}

async fn body(client: &HttpClient, source: &Source) -> Result<Vec<u8>, Failure> {
    let broken = |why: &dyn std::error::Error| Failure::new(Refusal::Unreachable, why.to_string());
    let request = Request::get(source.url.as_str())
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, "application/json")
        .body(Empty::new())
        .map_err(|error| broken(&error))?;
    let response = client.request(request).await.map_err(unreachable)?;
    if response.status() != StatusCode::OK {
        return Err(Failure::new(Refusal::HttpStatus, response.status().to_string()));
    }
    let limit = usize::try_from(source.max_bytes).unwrap_or(usize::MAX);
    collect(response.into_body(), limit).await
}

/// The innermost cause says most: "connection refused", "no such name", "certificate expired".
fn unreachable(error: Error) -> Failure {
    let mut why: &dyn std::error::Error = &error;
    while let Some(cause) = why.source() {
        why = cause;
    }
    Failure::new(Refusal::Unreachable, why.to_string())
}

/// Reads a body up to the limit.
async fn collect(mut body: Incoming, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Failure::new(Refusal::Unreachable, error.to_string()))?;
        let Ok(data) = frame.into_data() else { continue };
        if bytes.len().saturating_add(data.len()) > limit {
            return Err(Failure::new(Refusal::TooLong, format!("more than {limit} bytes")));
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}
