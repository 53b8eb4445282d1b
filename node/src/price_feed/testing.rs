//! A server inside a test, and the plainest of clients.

use super::{market::Market, replay::Replay, server::Server, world::World};
use std::{net::SocketAddr, time::Duration};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Starts a server on a free port; it runs as long as the test.
pub(crate) async fn start() -> SocketAddr {
    let world = World::new(Market::new(1, 1, 0, Replay::default()));
    let server = Server::listen(([127, 0, 0, 1], 0).into(), world).await.expect("a free port");
    let address = server.address().expect("bound");
    tokio::spawn(server.run());
    address
}

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }
}

/// Sends `METHOD /path` and reads until the server closes; nothing if that takes longer than `wait`.
pub(crate) async fn send_within(
    address: SocketAddr,
    request: &str,
    wait: Duration,
) -> Option<Answer> {
    timeout(wait, async {
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let request = format!("{request} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.expect("it answers");
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8(bytes[..end].to_vec()).expect("ASCII");
        let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        Answer { status, head: head.to_lowercase(), body: bytes[end + 4..].to_vec() }
    })
    .await
    .ok()
}

/// The same for what must answer.
pub(crate) async fn send(address: SocketAddr, request: &str) -> Answer {
    send_within(address, request, Duration::from_secs(10)).await.expect("an answer in time")
}
