//! Asking sources over HTTP, all at once, each up to its own deadline and size.
//!
//! What the node's HTTP does, and what is made of it here:
//!
//! - A request starts when its body is finished or it is waited for, not when it is created. All bodies
//!   are finished before anything is waited for. There is no limit to how many run at once, but that of
//!   the list: [`MAX_SOURCES`](tidewater_primitives::sources::MAX_SOURCES).
//! - Waiting for several requests ends when the last of them has answered. So it is done in short turns,
//!   and between them what has come is read: a slow source costs the others nothing.
//! - A request that is given up stays open until the worker ends, and not longer.
//! - Redirects are not followed, and answers are not decompressed; none is asked for.

use alloc::{vec, vec::Vec};
use sp_io::offchain::{
    http_request_add_header, http_request_start, http_request_write_body, http_response_read_body,
    http_response_wait, timestamp,
};
use sp_runtime::offchain::{Duration, HttpError, HttpRequestId, HttpRequestStatus, Timestamp};
use tidewater_primitives::sources::{Refusal, Source};

/// How long is waited at once for those that have not answered, in milliseconds.
const TURN: u64 = 20;

/// How much of a body is read at once, in bytes.
const CHUNK: usize = 16 * 1024;

/// After so many pieces of a body somebody else has a turn.
const PIECES: usize = 128;

/// What is sent along. Some sources refuse requests without a name.
const HEADERS: [(&str, &str); 2] =
    [("accept", "application/json"), ("user-agent", "tidewater-oracle")];

/// What came of asking a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    /// The body, or why there is none.
    pub(super) body: Result<Vec<u8>, Refusal>,
    /// How many milliseconds it took to answer, if it did.
    pub(super) latency: Option<u32>,
}

/// Asks all `sources`, until `end` at most. The answers are in the same order.
pub(super) fn fetch(sources: &[&Source], end: Timestamp) -> Vec<Answer> {
    let start = timestamp();
    let mut flights: Vec<_> =
        sources.iter().map(|source| Flight::start(source, start, end)).collect();
    let mut buffer = vec![0; CHUNK];
    while flights.iter().any(|flight| flight.answer.is_none()) {
        let now = timestamp();
        for flight in &mut flights {
            flight.give_up_at(now);
        }
        let turn = now.add(Duration::from_millis(TURN));
        wait(&mut flights, turn);
        for flight in flights.iter_mut().filter(|flight| flight.is_answering) {
            flight.read(&mut buffer, turn);
        }
    }
    let answers = flights.into_iter().map(|flight| flight.answer);
    answers.map(|answer| answer.unwrap_or_else(|| Answer::none(Refusal::Timeout))).collect()
}

/// Waits for those that have not begun to answer, until `turn` at most.
fn wait(flights: &mut [Flight], turn: Timestamp) {
    let is_silent = |flight: &&mut Flight| flight.answer.is_none() && !flight.is_answering;
    let mut silent: Vec<_> = flights.iter_mut().filter(is_silent).collect();
    if silent.is_empty() {
        return;
    }
    let ids: Vec<_> = silent.iter().map(|flight| flight.id).collect();
    for (flight, status) in silent.iter_mut().zip(http_response_wait(&ids, Some(turn))) {
        match status {
            HttpRequestStatus::DeadlineReached => {}
            HttpRequestStatus::Finished(200) => flight.is_answering = true,
            HttpRequestStatus::Finished(_) => flight.end(Err(Refusal::HttpStatus)),
            HttpRequestStatus::IoError | HttpRequestStatus::Invalid => {
                flight.answer = Some(Answer::none(Refusal::Unreachable));
            }
        }
    }
}

/// A request on its way.
struct Flight {
    id: HttpRequestId,
    start: Timestamp,
    deadline: Timestamp,
    /// The longest body that is taken, in bytes.
    limit: usize,
    /// Whether it has the right status and the body is coming.
    is_answering: bool,
    body: Vec<u8>,
    answer: Option<Answer>,
}

impl Answer {
    const fn none(refusal: Refusal) -> Self {
        Self { body: Err(refusal), latency: None }
    }
}

impl Flight {
    fn start(source: &Source, start: Timestamp, end: Timestamp) -> Self {
        let id = request(source.url.as_str());
        let deadline = start.add(Duration::from_millis(source.timeout.into()));
        Self {
            id: id.unwrap_or(HttpRequestId(0)),
            start,
            deadline: deadline.min(end),
            limit: usize::try_from(source.max_bytes).unwrap_or(usize::MAX),
            is_answering: false,
            body: Vec::new(),
            answer: id.is_none().then_some(Answer::none(Refusal::Unreachable)),
        }
    }

    /// Ends it if it has not answered in time. A clock that was set back ends it, too: otherwise the
    /// deadline could be hours away.
    fn give_up_at(&mut self, now: Timestamp) {
        if self.answer.is_none() && !(self.start..self.deadline).contains(&now) {
            self.is_answering = false;
            self.answer = Some(Answer::none(Refusal::Timeout));
        }
    }

    fn end(&mut self, body: Result<Vec<u8>, Refusal>) {
        let took = timestamp().diff(&self.start).millis();
        self.is_answering = false;
        self.answer = Some(Answer { body, latency: Some(u32::try_from(took).unwrap_or(u32::MAX)) });
    }

    /// Reads what has come of the body, until `turn` at most.
    fn read(&mut self, buffer: &mut [u8], turn: Timestamp) {
        for _ in 0..PIECES {
            match http_response_read_body(self.id, buffer, Some(turn)) {
                Ok(0) => {
                    let body = core::mem::take(&mut self.body);
                    return self.end(Ok(body));
                }
                Ok(length) => {
                    let length = usize::try_from(length).unwrap_or(usize::MAX);
                    let piece = buffer.get(..length).unwrap_or(buffer);
                    if self.body.len().saturating_add(piece.len()) > self.limit {
                        return self.end(Err(Refusal::TooLong));
                    }
                    self.body.extend_from_slice(piece);
                }
                Err(HttpError::DeadlineReached) => return,
                Err(HttpError::IoError | HttpError::Invalid) => {
                    self.is_answering = false;
                    self.answer = Some(Answer::none(Refusal::Unreachable));
                    return;
                }
            }
        }
    }
}

/// Sends a request; `None` if the node cannot.
fn request(url: &str) -> Option<HttpRequestId> {
    let id = http_request_start("GET", url, &[]).ok()?;
    for (name, value) in HEADERS {
        http_request_add_header(id, name, value).ok()?;
    }
    // There is no body. Its end sends the request off; nothing is waited for.
    http_request_write_body(id, &[], None).ok()?;
    Some(id)
}
