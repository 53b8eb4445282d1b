//! Running the built binary: in its own folder, on its own ports, never longer than a deadline.

use serde_json::{json, Value};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Output, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

/// No command here needs longer, even on a busy machine.
const DEADLINE: Duration = Duration::from_secs(120);

/// A folder of its own that goes away with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "tidewater-test-{}-{}",
            std::process::id(),
            NEXT.fetch_add(1, Ordering::Relaxed)
        );
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("the temporary folder is writable");
        Self(path)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// Where it is, as an argument.
    pub(crate) fn arg(&self) -> &str {
        self.0.to_str().expect("the temporary folder has a plain name")
    }

    /// Writes a file into it and says where that is, as an argument.
    pub(crate) fn write(&self, name: &str, content: &str) -> String {
        let path = self.0.join(name);
        fs::write(&path, content).expect("writable");
        path.to_str().expect("plain name").to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The binary under test, with its output caught.
pub(crate) fn tidewater(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidewater"));
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command that ends by itself.
pub(crate) fn run(arguments: &[&str]) -> Output {
    finish(tidewater(arguments).spawn().expect("the binary starts"))
}

/// Waits for a process to end and collects its output.
pub(crate) fn finish(mut child: Child) -> Output {
    // Read on threads of their own: a full pipe would block the process.
    let stdout = read_all(child.stdout.take().expect("piped"));
    let stderr = read_all(child.stderr.take().expect("piped"));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            break status;
        }
        if start.elapsed() > DEADLINE {
            let _ = child.kill();
            let _ = child.wait();
            panic!("still running after {DEADLINE:?}: {}", text(&stderr.join().expect("read")));
        }
        thread::sleep(Duration::from_millis(20));
    };
    Output { status, stdout: stdout.join().expect("read"), stderr: stderr.join().expect("read") }
}

fn read_all(mut from: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut all = Vec::new();
        let _ = from.read_to_end(&mut all);
        all
    })
}

/// Output as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The standard output of a command that must succeed.
pub(crate) fn stdout_of(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", text(&output.stderr));
    text(&output.stdout)
}

/// The one error line of a command that must fail as a user's mistake should: with a code that is
/// not 0, one line, and no sign of a crash.
pub(crate) fn error_of(output: &Output) -> String {
    let stderr = text(&output.stderr);
    assert!(matches!(output.status.code(), Some(code) if code != 0), "{stderr}");
    for crash in ["panicked", "Thread", "backtrace"] {
        assert!(!stderr.contains(crash), "looks like a crash: {stderr}");
    }
    let is_error = |line: &&str| line.starts_with("Error:") || line.starts_with("error:");
    let errors: Vec<_> = stderr.lines().filter(is_error).collect();
    assert_eq!(errors.len(), 1, "not one error line: {stderr}");
    errors[0].to_owned()
}

/// The one error line of `arguments`.
pub(crate) fn error(arguments: &[&str]) -> String {
    error_of(&run(arguments))
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("bound").port()
}

/// The ports of a node.
#[derive(Clone, Copy)]
pub(crate) struct Ports {
    pub(crate) p2p: u16,
    pub(crate) rpc: u16,
    pub(crate) prometheus: u16,
}

impl Ports {
    /// Three free ones.
    pub(crate) fn free() -> Self {
        Self { p2p: free_port(), rpc: free_port(), prometheus: free_port() }
    }

    /// The flags that choose them.
    pub(crate) fn flags(&self) -> Vec<String> {
        vec![
            format!("--port={}", self.p2p),
            format!("--rpc-port={}", self.rpc),
            format!("--prometheus-port={}", self.prometheus),
        ]
    }
}

/// A running node, killed with the value.
pub(crate) struct Node {
    child: Option<Child>,
    rpc: u16,
}

impl Node {
    /// Starts a node and waits until its RPC answers.
    pub(crate) fn start(ports: Ports, arguments: &[&str]) -> Self {
        let mut command = tidewater(arguments);
        // Nobody listens there: a test asks no public server.
        let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/oracle-sources/local.toml");
        command.args(["--oracle-sources", sources]);
        command.args(ports.flags()).stdout(Stdio::null()).stderr(Stdio::null());
        let child = command.spawn().expect("the binary starts");
        let mut node = Self { child: Some(child), rpc: ports.rpc };
        let start = Instant::now();
        while node.try_call("system_name", json!([])).is_none() {
            let ended = node.child.as_mut().expect("running").try_wait().expect("our own child");
            assert!(ended.is_none(), "the node stopped: {ended:?}");
            assert!(start.elapsed() < DEADLINE, "the node does not answer");
            thread::sleep(Duration::from_millis(100));
        }
        node
    }

    /// The result of an RPC call.
    pub(crate) fn call(&self, method: &str, params: Value) -> Value {
        let answer = self.try_call(method, params).expect("the node answers");
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The whole answer to an RPC call, if there is one.
    pub(crate) fn try_call(&self, method: &str, params: Value) -> Option<Value> {
        let body = json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params });
        let body = body.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.rpc)).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.rpc,
            body.len(),
        )
        .ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        serde_json::from_str(answer.split_once("\r\n\r\n")?.1).ok()
    }

    /// The number of the best block.
    pub(crate) fn best_number(&self) -> u64 {
        self.number_of(json!([]))
    }

    /// The number of the last finalized block.
    pub(crate) fn finalized_number(&self) -> u64 {
        self.number_of(json!([self.call("chain_getFinalizedHead", json!([]))]))
    }

    fn number_of(&self, block: Value) -> u64 {
        let header = self.call("chain_getHeader", block);
        let hex = header["number"].as_str().expect("a header has a number");
        u64::from_str_radix(hex.trim_start_matches("0x"), 16).expect("hexadecimal")
    }

    /// Waits until `condition` holds.
    pub(crate) fn wait_until(&self, what: &str, condition: impl Fn(&Self) -> bool) {
        let start = Instant::now();
        while !condition(self) {
            assert!(start.elapsed() < DEADLINE, "{what} in vain");
            thread::sleep(Duration::from_millis(200));
        }
    }

    /// Asks the node to stop and waits until it has.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        stop(self.child.take().expect("running"))
    }
}

/// Asks a process to stop, as an operator's service manager does, and waits until it has.
fn stop(mut child: Child) -> ExitStatus {
    let sent = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    assert!(sent.expect("`kill` is there").success());
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().expect("our own child") {
            return status;
        }
        if start.elapsed() > DEADLINE {
            let _ = child.kill();
            panic!("it did not stop");
        }
        thread::sleep(Duration::from_millis(50));
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A running price server, killed with the value.
pub(crate) struct PriceFeed {
    child: Option<Child>,
    port: u16,
}

impl PriceFeed {
    /// Starts a server on a free port and waits until it says which one.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut command = tidewater(&[&["price-feed", "--port=0"], arguments].concat());
        let mut child = command.stderr(Stdio::null()).spawn().expect("the binary starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("piped");
        BufReader::new(stdout).read_line(&mut line).expect("a line of text");
        let port = line.trim().rsplit(':').next().and_then(|port| port.parse().ok());
        let feed = Self { child: Some(child), port: port.unwrap_or(0) };
        assert!(line.starts_with("listening on 127.0.0.1:") && feed.port != 0, "{line}");
        feed
    }

    /// The port that it listens on.
    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Asks it to stop and waits until it has.
    pub(crate) fn terminate(mut self) -> ExitStatus {
        stop(self.child.take().expect("running"))
    }
}

impl Drop for PriceFeed {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
