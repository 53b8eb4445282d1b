//! A validator's node around the worker: a clock that goes on while something is waited for, a web of
//! sources that answer well or badly, a disk that outlives the chain, a keystore and a pool.
//!
//! The web behaves as the node's HTTP does: a request starts when its body is finished, several are
//! waited for until the last has answered or the deadline has come, and time passes meanwhile.

use super::*;
use crate::{
    mock::{seed, Extrinsic, RuntimeCall},
    sr25519::KEY_TYPE,
};
use sp_application_crypto::ByteArray;
use sp_core::offchain::{
    testing::{TestOffchainExt, TestPersistentOffchainDB},
    Externalities, HttpError, HttpRequestId, HttpRequestStatus, OffchainDbExt, OffchainStorage,
    OffchainWorkerExt, OpaqueNetworkState, Timestamp, TransactionPool, TransactionPoolExt,
};
use sp_keystore::{testing::MemoryKeystore, Keystore, KeystoreExt};
use std::sync::{Arc, Mutex};
use tidewater_primitives::sources::{SourceStatus, WorkerStatus, LIST_KEY, STATUS_KEY};

/// How long after its block a round begins, in milliseconds.
pub(super) const DELAY: Moment = 300;

/// What a source does when it is asked.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    /// Its status; `None` if it cannot be reached.
    pub(super) status: Option<u16>,
    pub(super) body: Vec<u8>,
    /// How long it takes to begin, in milliseconds.
    pub(super) after: Moment,
    /// How long lies between two pieces of the body, and how long each is.
    pub(super) drip: (Moment, usize),
    /// The connection breaks after the body.
    pub(super) breaks: bool,
}

impl Reply {
    pub(super) fn new(body: impl Into<Vec<u8>>) -> Self {
        Self { status: Some(200), body: body.into(), after: 50, drip: (0, 4_096), breaks: false }
    }

    pub(super) fn price(price: &str) -> Self {
        Self::new(format!("{{\"p\":{price}}}"))
    }
}

#[derive(Debug)]
struct Flight {
    reply: Reply,
    begun: Option<Moment>,
    read: usize,
}

impl Flight {
    /// When it begins to answer, if it was sent off.
    fn answers_at(&self) -> Moment {
        self.begun.map_or(Moment::MAX, |begun| begun + self.reply.after)
    }

    /// When the next piece of the body is there.
    fn piece_at(&self) -> Moment {
        let (gap, size) = self.reply.drip;
        self.answers_at() + (self.read / size) as Moment * gap
    }
}

/// A request as a source sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) at: Moment,
    pub(super) url: String,
    pub(super) headers: Vec<(String, String)>,
}

#[derive(Debug, Default)]
struct Web {
    now: Moment,
    is_validator: bool,
    replies: BTreeMap<String, Reply>,
    asked: Vec<Asked>,
    flights: BTreeMap<u16, (Flight, Asked)>,
    /// By how much the clock is set back while something is waited for, once.
    set_back: Moment,
    /// The node stops while something is waited for.
    stops: bool,
}

struct Host(Arc<Mutex<Web>>);

impl Externalities for Host {
    fn is_validator(&self) -> bool {
        self.0.lock().expect("no test panics here").is_validator
    }

    fn network_state(&self) -> Result<OpaqueNetworkState, ()> {
        unimplemented!()
    }

    fn timestamp(&mut self) -> Timestamp {
        Timestamp::from_unix_millis(self.0.lock().expect("no test panics here").now)
    }

    fn sleep_until(&mut self, _: Timestamp) {
        unimplemented!()
    }

    fn random_seed(&mut self) -> [u8; 32] {
        unimplemented!()
    }

    fn http_request_start(
        &mut self,
        method: &str,
        uri: &str,
        _: &[u8],
    ) -> Result<HttpRequestId, ()> {
        assert_eq!(method, "GET");
        let mut web = self.0.lock().expect("no test panics here");
        let id = 100 + web.flights.len() as u16;
        let reply = web.replies.get(uri).cloned().ok_or(())?;
        let asked = Asked { at: web.now, url: uri.into(), headers: Vec::new() };
        web.flights.insert(id, (Flight { reply, begun: None, read: 0 }, asked));
        Ok(HttpRequestId(id))
    }

    fn http_request_add_header(
        &mut self,
        id: HttpRequestId,
        name: &str,
        value: &str,
    ) -> Result<(), ()> {
        let mut web = self.0.lock().expect("no test panics here");
        let (flight, asked) = web.flights.get_mut(&id.0).ok_or(())?;
        assert_eq!(flight.begun, None);
        asked.headers.push((name.into(), value.into()));
        Ok(())
    }

    fn http_request_write_body(
        &mut self,
        id: HttpRequestId,
        chunk: &[u8],
        _: Option<Timestamp>,
    ) -> Result<(), HttpError> {
        assert_eq!(chunk, b"");
        let mut web = self.0.lock().expect("no test panics here");
        let now = web.now;
        let (flight, asked) = web.flights.get_mut(&id.0).ok_or(HttpError::Invalid)?;
        flight.begun = Some(now);
        let asked = asked.clone();
        web.asked.push(asked);
        Ok(())
    }

    fn http_response_wait(
        &mut self,
        ids: &[HttpRequestId],
        deadline: Option<Timestamp>,
    ) -> Vec<HttpRequestStatus> {
        let mut web = self.0.lock().expect("no test panics here");
        let deadline = deadline.expect("the worker never waits for ever").unix_millis();
        let flights = ids.iter().filter_map(|id| web.flights.get(&id.0));
        let last = flights.map(|(flight, _)| flight.answers_at()).max().unwrap_or(0);
        if std::mem::take(&mut web.stops) {
            drop(web);
            panic!("the node stops");
        }
        web.now = web.now.max(last.min(deadline)) - std::mem::take(&mut web.set_back);
        let status = |id: &HttpRequestId| match web.flights.get(&id.0) {
            None => HttpRequestStatus::Invalid,
            Some((flight, _)) if flight.answers_at() > web.now => {
                HttpRequestStatus::DeadlineReached
            }
            Some((flight, _)) => {
                flight.reply.status.map_or(HttpRequestStatus::IoError, HttpRequestStatus::Finished)
            }
        };
        ids.iter().map(status).collect()
    }

    fn http_response_headers(&mut self, _: HttpRequestId) -> Vec<(Vec<u8>, Vec<u8>)> {
        unimplemented!()
    }

    fn http_response_read_body(
        &mut self,
        id: HttpRequestId,
        buffer: &mut [u8],
        deadline: Option<Timestamp>,
    ) -> Result<usize, HttpError> {
        let mut web = self.0.lock().expect("no test panics here");
        let deadline = deadline.expect("the worker never waits for ever").unix_millis();
        let now = web.now;
        let (flight, _) = web.flights.get_mut(&id.0).ok_or(HttpError::Invalid)?;
        let ready = flight.piece_at();
        if ready > now.max(deadline) {
            web.now = now.max(deadline);
            return Err(HttpError::DeadlineReached);
        }
        let rest = &flight.reply.body[flight.read..];
        let end = flight.reply.breaks.then_some(HttpError::IoError).map_or(Ok(0), Err);
        let length = rest.len().min(buffer.len()).min(flight.reply.drip.1);
        buffer[..length].copy_from_slice(&rest[..length]);
        flight.read += length;
        web.now = now.max(ready);
        if length == 0 {
            end
        } else {
            Ok(length)
        }
    }

    fn set_authorized_nodes(&mut self, _: Vec<sp_core::OpaquePeerId>, _: bool) {
        unimplemented!()
    }
}

/// A pool that takes everything, or nothing.
#[derive(Default)]
struct Pool {
    is_closed: bool,
    waiting: Vec<Vec<u8>>,
}

struct Door(Arc<Mutex<Pool>>);

impl TransactionPool for Door {
    fn submit_transaction(&mut self, extrinsic: Vec<u8>) -> Result<(), ()> {
        let mut pool = self.0.lock().expect("no test panics here");
        (!pool.is_closed).then(|| pool.waiting.push(extrinsic)).ok_or(())
    }
}

/// What stays of a node when the chain under it starts anew.
#[derive(Clone)]
pub(super) struct Node {
    web: Arc<Mutex<Web>>,
    disk: TestPersistentOffchainDB,
    pool: Arc<Mutex<Pool>>,
    keystore: Arc<MemoryKeystore>,
}

impl Node {
    /// The node of these validators, with a list of sources.
    pub(super) fn new(validators: &[AccountId], list: &SourceList) -> Self {
        let web = Web { is_validator: true, ..Default::default() };
        let node = Self {
            web: Arc::new(Mutex::new(web)),
            disk: TestPersistentOffchainDB::new(),
            pool: Arc::default(),
            keystore: Arc::default(),
        };
        for who in validators {
            let seed: String = seed(*who).iter().map(|byte| format!("{byte:02x}")).collect();
            let (seed, key) = (format!("0x{seed}"), key(*who));
            node.keystore.insert(KEY_TYPE, &seed, key.as_slice()).expect("it has room");
        }
        node.store(LIST_KEY, &list.encode());
        node
    }

    /// A chain with this node on it.
    pub(super) fn on(&self, chain: ExtBuilder) -> ExtBuilder {
        let node = self.clone();
        chain.with(|ext| {
            let (offchain, _) = TestOffchainExt::with_offchain_db(node.disk);
            ext.register_extension(OffchainDbExt::new(offchain));
            ext.register_extension(OffchainWorkerExt::new(Host(node.web)));
            ext.register_extension(TransactionPoolExt::new(Door(node.pool)));
            ext.register_extension(KeystoreExt::from(node.keystore));
        })
    }

    fn web(&self) -> std::sync::MutexGuard<'_, Web> {
        self.web.lock().expect("no test panics here")
    }

    /// From now on the source with this name says this.
    pub(super) fn says(&self, name: &str, reply: Reply) {
        self.web().replies.insert(url(name), reply);
    }

    /// From now on all sources say this price.
    pub(super) fn all_say(&self, price: &str) {
        for reply in self.web().replies.values_mut() {
            *reply = Reply::price(price);
        }
    }

    pub(super) fn is_validator(&self, is_validator: bool) {
        self.web().is_validator = is_validator;
    }

    /// In the next round the clock is set back.
    pub(super) fn set_back(&self, by: Moment) {
        self.web().set_back = by;
    }

    /// A round in the middle of which the node stops.
    pub(super) fn stop_at_work(&self) {
        self.web().stops = true;
        let round = std::panic::AssertUnwindSafe(|| self.work());
        assert!(std::panic::catch_unwind(round).is_err());
    }

    pub(super) fn close_pool(&self, is_closed: bool) {
        self.pool.lock().expect("no test panics here").is_closed = is_closed;
    }

    pub(super) fn store(&self, key: &[u8], value: &[u8]) {
        self.disk.clone().set(b"", key, value);
    }

    pub(super) fn stored(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.disk.get(key)
    }

    /// A round after the last block; how many milliseconds it took.
    pub(super) fn work(&self) -> Moment {
        self.work_at(Now::get() + DELAY)
    }

    /// A round by a clock of the node's own.
    pub(super) fn work_at(&self, now: Moment) -> Moment {
        self.work_until(now) - now
    }

    /// The same; when it was over.
    pub(super) fn work_until(&self, now: Moment) -> Moment {
        self.web().now = now;
        PriceOracle::offchain_worker(System::block_number());
        self.web().now
    }

    /// What the sources were asked since the last time.
    pub(super) fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.web().asked)
    }

    /// The names of the sources that were asked since the last time.
    pub(super) fn names_asked(&self) -> Vec<String> {
        let name = |asked: Asked| {
            let name =
                asked.url.strip_prefix("https://").and_then(|url| url.strip_suffix(".example/"));
            name.expect("it is a URL of these tests").into()
        };
        self.asked().into_iter().map(name).collect()
    }

    /// The reports that were sent since the last time.
    pub(super) fn calls(&self) -> Vec<Call<Test>> {
        let waiting = std::mem::take(&mut self.pool.lock().expect("no test panics here").waiting);
        let call = |bytes: Vec<u8>| {
            let extrinsic = Extrinsic::decode(&mut &bytes[..]).expect("it is an extrinsic");
            match extrinsic.function {
                RuntimeCall::PriceOracle(call) => call,
                other => panic!("nobody sends {other:?}"),
            }
        };
        waiting.into_iter().map(call).collect()
    }

    pub(super) fn reports(&self) -> Vec<Report> {
        let report = |call| match call {
            Call::report { report, .. } => report,
            other => panic!("nobody sends {other:?}"),
        };
        self.calls().into_iter().map(report).collect()
    }

    /// The next block, with what was sent in it, after the pool has looked at it. How many reports.
    pub(super) fn next_block(&self) -> usize {
        let calls = self.calls();
        let block = System::block_number();
        System::set_block_number(block + 1);
        for call in &calls {
            validate(call).expect("the pool takes what the worker sends");
        }
        System::set_block_number(block);
        next_block();
        let count = calls.len();
        for call in calls {
            assert_eq!(apply(call), Ok(Ok(())));
        }
        count
    }

    pub(super) fn status(&self) -> WorkerStatus {
        let status = self.stored(STATUS_KEY).expect("there was a round");
        WorkerStatus::decode(&mut &status[..]).expect("it is a status")
    }

    pub(super) fn status_of(&self, source: &str) -> SourceStatus {
        let sources = self.status().sources;
        sources
            .into_iter()
            .find(|status| status.name.as_str() == source)
            .expect("it is in the list")
    }

    /// How often a source was refused, and why.
    pub(super) fn refusals_of(&self, source: &str) -> Vec<(Refusal, u64)> {
        self.status_of(source).refusals.into_iter().collect()
    }
}

pub(super) fn url(name: &str) -> String {
    format!("https://{name}.example/")
}

/// Sources `a`, `b` and so on, asked in every block, each with the price of `TIDE/USD` under `p`.
pub(super) fn sources(count: u8) -> SourceList {
    let name = |number| char::from(b'a' + number).to_string();
    list_of((0..count).map(|number| source(&name(number), 2)).collect())
}

pub(super) fn source(name: &str, every: u32) -> Value {
    json!({
        "name": name,
        "url": url(name),
        "every": every,
        "readings": [{ "feed": "TIDE/USD", "path": "p" }],
    })
}

/// Three sources that say 5 USD, and the node of validator 12, who is number 1.
pub(super) fn node() -> Node {
    let node = Node::new(&[12], &sources(3));
    for name in ["a", "b", "c"] {
        node.says(name, Reply::price("5.0"));
    }
    node
}
