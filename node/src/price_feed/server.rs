//! The server itself: connections, requests, and faults that are no matter of prices.

use super::{
    control,
    faults::Fault,
    shapes::{self, Ask},
    text,
    world::{self, World},
};
use futures::stream;
use http_body_util::{combinators::UnsyncBoxBody, BodyExt, Full, Limited, StreamBody};
use hyper::{
    body::{Bytes, Frame, Incoming},
    header::{CONTENT_TYPE, LOCATION},
    server::conn::http1,
    service::service_fn,
    Method, Request, Response, StatusCode,
};
use hyper_util::rt::TokioIo;
use std::{
    convert::Infallible,
    future,
    io::ErrorKind,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};
use tokio::net::TcpListener;

/// What is sent back: a text, or a long stream.
type Body = UnsyncBoxBody<Bytes, Infallible>;

const JSON: &str = "application/json";
const HTML: &str = "text/html; charset=utf-8";

/// The parts of a huge answer, and how many there are: 10 MB.
const HUGE_PART: usize = 64 * 1024;
const HUGE_PARTS: usize = 160;

/// The longest control request.
const MAX_REQUEST: usize = 64 * 1024;

/// A server that listens.
#[derive(Debug)]
pub(super) struct Server {
    listener: TcpListener,
    world: Arc<Mutex<World>>,
}

impl Server {
    /// Listens at `address`; its port 0 is any free one.
    ///
    /// # Errors
    /// In one line, with what to change.
    pub(super) async fn listen(address: SocketAddr, world: World) -> Result<Self, String> {
        let listener = TcpListener::bind(address).await.map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => {
                format!("port {} is already in use; choose another with --port", address.port())
            }
            _ => format!(
                "cannot listen on {address}: {error}; choose another address with --listen or port \
                 with --port"
            ),
        })?;
        Ok(Self { listener, world: Arc::new(Mutex::new(world)) })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// If the system does not know.
    pub(super) fn address(&self) -> Result<SocketAddr, String> {
        self.listener.local_addr().map_err(|error| format!("the socket has no address: {error}"))
    }

    /// Answers for ever.
    pub(super) async fn run(self) {
        loop {
            let Ok((stream, _)) = self.listener.accept().await else {
                // Too many open files, most likely: they will become fewer.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            let world = self.world.clone();
            let service = service_fn(move |request| answer(world.clone(), request));
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // Whoever asks may go away at any time.
            tokio::spawn(async move { drop(connection.await) });
        }
    }
}

fn lock(world: &Mutex<World>) -> MutexGuard<'_, World> {
    world.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn answer(
    world: Arc<Mutex<World>>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (head, body) = request.into_parts();
    let query = text::pairs(head.uri.query().unwrap_or_default());
    let path: Vec<_> = head.uri.path().trim_start_matches('/').split('/').collect();
    Ok(match path.split_first() {
        Some((&"control", path)) => match Limited::new(body, MAX_REQUEST).collect().await {
            Ok(body) => {
                let (body, now) = (body.to_bytes(), world::now());
                let mut world = lock(&world);
                let (status, text) =
                    control::answer(&mut world, &head.method, path, &query, &body, now);
                response(status, JSON, text)
            }
            Err(_) => response(StatusCode::BAD_REQUEST, JSON, control::error("a longer body")),
        },
        Some((name, path)) if head.method == Method::GET => {
            let here = head.uri.path_and_query().map_or("/", |path| path.as_str());
            source(&world, name, &Ask { path, query: &query }, here).await
        }
        _ => response(StatusCode::METHOD_NOT_ALLOWED, JSON, control::error("sources take GET")),
    })
}

/// What the source called `name` answers.
async fn source(world: &Mutex<World>, name: &str, ask: &Ask<'_>, here: &str) -> Response<Body> {
    let Some((name, shape)) = shapes::source(name) else {
        return response(StatusCode::NOT_FOUND, JSON, control::error("no such source"));
    };
    let (board, fault) = lock(world).ask(name, world::now());
    let (status, text) = match shape(ask, &board) {
        Some(text) => (StatusCode::OK, text),
        None => (StatusCode::NOT_FOUND, control::error("the source does not know this")),
    };
    let Some(fault) = fault else { return response(status, JSON, text) };
    match fault {
        Fault::Silent => future::pending().await,
        Fault::Delay(duration) => {
            tokio::time::sleep(duration).await;
            response(status, JSON, text)
        }
        fault => spoilt(&fault, here, status, text),
    }
}

/// The answer after a fault that takes no time.
fn spoilt(fault: &Fault, here: &str, status: StatusCode, text: String) -> Response<Body> {
    match fault {
        Fault::Http500 => {
            response(StatusCode::INTERNAL_SERVER_ERROR, JSON, control::error("as it was told to"))
        }
        Fault::Truncated => response(status, JSON, text.chars().take(text.len() / 2).collect()),
        Fault::Html => {
            let page = "<!DOCTYPE html>\n<html><body><h1>Down for maintenance</h1></body></html>\n";
            response(status, HTML, page.into())
        }
        Fault::Huge => huge(text),
        Fault::RedirectLoop => {
            let mut back = response(StatusCode::FOUND, HTML, String::new());
            if let Ok(here) = here.parse() {
                back.headers_mut().insert(LOCATION, here);
            }
            back
        }
        Fault::Empty => response(status, JSON, String::new()),
        // These are in the prices and times.
        _ => response(status, JSON, text),
    }
}

/// Space without end, nearly, and then the answer after all: to a reader without a limit it is good.
fn huge(text: String) -> Response<Body> {
    let space = Bytes::from(vec![b' '; HUGE_PART]);
    let parts = std::iter::repeat_n(space, HUGE_PARTS).chain([text.into()]);
    let frames = parts.map(|part| Ok(Frame::data(part)));
    with_body(StatusCode::OK, JSON, StreamBody::new(stream::iter(frames)).boxed_unsync())
}

fn response(status: StatusCode, kind: &'static str, text: String) -> Response<Body> {
    with_body(status, kind, Full::from(text).boxed_unsync())
}

fn with_body(status: StatusCode, kind: &'static str, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, hyper::header::HeaderValue::from_static(kind));
    response
}
