//! What is checked before anything starts, so that a failure is one clear line and not a node
//! that half runs: the folder, the ports, the certificates.

use polkadot_sdk::{
    sc_network::{multiaddr::Protocol, Multiaddr},
    sc_service::Configuration,
};
use std::{
    fmt, fs,
    io::ErrorKind,
    net::{IpAddr, SocketAddr, TcpListener, UdpSocket},
};

/// Why offchain workers cannot run without certificates, and what to do.
pub(crate) const NO_CERTIFICATES: &str = "the offchain workers need the system's CA certificates \
    and found none: install them (Debian: the package `ca-certificates`), or pass \
    --offchain-worker never";

/// Keeps the RPC server on the ports it was given. The SDK's default is to move to a random port
/// and tell nobody, so a second node would look healthy while clients talk to the first.
pub(crate) fn keep_rpc_ports(config: &mut Configuration) {
    for endpoint in config.rpc.addr.iter_mut().flatten() {
        endpoint.retry_random_port = false;
    }
}

/// Checks what the node of `config` needs from its machine.
pub(crate) fn check(config: &Configuration) -> Result<(), String> {
    fs::create_dir_all(&config.data_path).map_err(|error| {
        format!("cannot use the base path: cannot create `{}`: {error}", config.data_path.display())
    })?;
    check_ports(&claims(config))?;
    if config.offchain_worker.enabled {
        check_certificates()?;
    }
    Ok(())
}

/// The transport of a [`Claim`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Transport {
    Tcp,
    Udp,
}

/// A port the node wants to listen on.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Claim {
    /// What for, in the user's words.
    purpose: &'static str,
    /// The flag that chooses another port.
    flag: &'static str,
    transport: Transport,
    address: SocketAddr,
    /// The address as the user would write it.
    shown: String,
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "port {} ({}, {})", self.address.port(), self.purpose, self.shown)
    }
}

/// Every port that `config` asks for, IPv4 first: its addresses are the more familiar ones.
fn claims(config: &Configuration) -> Vec<Claim> {
    let p2p = config.network.listen_addresses.iter().filter_map(|address| {
        let (transport, socket) = socket_of(address)?;
        let shown = address.to_string();
        Some(Claim { purpose: "p2p", flag: "--port", transport, address: socket, shown })
    });
    let tcp = |purpose, flag, address: SocketAddr| Claim {
        purpose,
        flag,
        transport: Transport::Tcp,
        address,
        shown: address.to_string(),
    };
    let rpc = config.rpc.addr.iter().flatten().filter(|endpoint| !endpoint.retry_random_port);
    let rpc = rpc.map(|endpoint| tcp("RPC", "--rpc-port", endpoint.listen_addr));
    let prometheus = config.prometheus_config.iter();
    let prometheus =
        prometheus.map(|prometheus| tcp("Prometheus", "--prometheus-port", prometheus.port));
    let mut claims: Vec<_> = p2p.chain(rpc).chain(prometheus).collect();
    claims.sort_by_key(|claim| claim.address.is_ipv6());
    claims
}

/// The socket that a p2p address stands for, if it names an IP address and a port.
fn socket_of(address: &Multiaddr) -> Option<(Transport, SocketAddr)> {
    let mut parts = address.iter();
    let ip = match parts.next()? {
        Protocol::Ip4(ip) => IpAddr::from(ip),
        Protocol::Ip6(ip) => IpAddr::from(ip),
        _ => return None,
    };
    match parts.next()? {
        Protocol::Tcp(port) => Some((Transport::Tcp, SocketAddr::new(ip, port))),
        Protocol::Udp(port) => Some((Transport::Udp, SocketAddr::new(ip, port))),
        _ => None,
    }
}

/// Checks that every claimed port is there to be had.
fn check_ports(claims: &[Claim]) -> Result<(), String> {
    for (index, claim) in claims.iter().enumerate() {
        if let Some(rival) = claims[..index].iter().find(|earlier| collide(earlier, claim)) {
            return Err(format!(
                "{claim} is also wanted for {}; choose another with {} or {}",
                rival.purpose, claim.flag, rival.flag
            ));
        }
        check_port(claim)?;
    }
    Ok(())
}

/// Whether two different parts of this node want the same port of the same address.
fn collide(one: &Claim, other: &Claim) -> bool {
    let (a, b) = (one.address, other.address);
    let same_address = a.ip() == b.ip()
        || (a.is_ipv4() == b.is_ipv4() && (a.ip().is_unspecified() || b.ip().is_unspecified()));
    one.purpose != other.purpose
        && one.transport == other.transport
        && a.port() == b.port()
        && a.port() != 0
        && same_address
}

/// Checks one port by listening on it for a moment. Port 0 means any free one.
///
/// The p2p backends share their port by SO_REUSEPORT and would start on a taken one; a plain
/// listener, as here, is refused.
fn check_port(claim: &Claim) -> Result<(), String> {
    if claim.address.port() == 0 {
        return Ok(());
    }
    let outcome = match claim.transport {
        Transport::Tcp => TcpListener::bind(claim.address).map(drop),
        Transport::Udp => UdpSocket::bind(claim.address).map(drop),
    };
    match outcome {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            Err(format!("{claim} is already in use; choose another with {}", claim.flag))
        }
        // A machine without IPv6 is common; the SDK asks for it only in addition to IPv4.
        Err(error) if claim.address.is_ipv6() && error.kind() != ErrorKind::PermissionDenied => {
            Ok(())
        }
        Err(error) => {
            Err(format!("cannot listen on {claim}: {error}; choose another with {}", claim.flag))
        }
    }
}

/// Checks that there are CA certificates, where the offchain workers' HTTPS client looks for them.
fn check_certificates() -> Result<(), String> {
    if rustls_native_certs::load_native_certs().certs.is_empty() {
        return Err(NO_CERTIFICATES.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(purpose: &'static str, transport: Transport, address: &str) -> Claim {
        let address: SocketAddr = address.parse().expect("a socket address");
        Claim { purpose, flag: "--port", transport, address, shown: address.to_string() }
    }

    #[test]
    fn p2p_addresses_become_sockets() {
        let socket = |text: &str| socket_of(&text.parse().expect("a multiaddress"));
        let tcp4 = Some((Transport::Tcp, "0.0.0.0:30333".parse().unwrap()));
        assert_eq!(socket("/ip4/0.0.0.0/tcp/30333"), tcp4);
        assert_eq!(socket("/ip4/0.0.0.0/tcp/30333/ws"), tcp4);
        assert_eq!(
            socket("/ip6/::/udp/30333/webrtc-direct"),
            Some((Transport::Udp, "[::]:30333".parse().unwrap()))
        );
        assert_eq!(socket("/dns/example.com/tcp/30333"), None);
        assert_eq!(socket("/ip4/127.0.0.1"), None);
    }

    #[test]
    fn a_taken_tcp_port_is_refused_with_its_purpose_and_flag() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        let error = check_ports(&[claim("p2p", Transport::Tcp, &address)]).unwrap_err();
        let port = taken.local_addr().unwrap().port();
        assert_eq!(
            error,
            format!("port {port} (p2p, {address}) is already in use; choose another with --port")
        );
        drop(taken);
        assert_eq!(check_ports(&[claim("p2p", Transport::Tcp, &address)]), Ok(()));
    }

    #[test]
    fn a_taken_udp_port_is_refused() {
        let taken = UdpSocket::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap().to_string();
        assert!(check_ports(&[claim("p2p", Transport::Udp, &address)]).is_err());
    }

    #[test]
    fn port_zero_is_always_free_and_never_collides() {
        let any = claim("p2p", Transport::Tcp, "127.0.0.1:0");
        assert_eq!(check_ports(&[any.clone(), Claim { purpose: "RPC", ..any }]), Ok(()));
    }

    #[test]
    fn one_port_cannot_serve_two_purposes() {
        let p2p = claim("p2p", Transport::Tcp, "0.0.0.0:9944");
        let rpc = claim("RPC", Transport::Tcp, "127.0.0.1:9944");
        assert!(collide(&p2p, &rpc));
        assert!(!collide(&claim("p2p", Transport::Udp, "0.0.0.0:9944"), &rpc));
        assert!(!collide(&claim("p2p", Transport::Tcp, "0.0.0.0:9945"), &rpc));
        assert!(!collide(&claim("RPC", Transport::Tcp, "127.0.0.1:9944"), &rpc));
        assert!(!collide(&claim("p2p", Transport::Tcp, "10.0.0.1:9944"), &rpc));
    }

    #[test]
    fn an_address_of_another_machine_is_refused() {
        // 192.0.2.0/24 is reserved for documentation: no machine has it.
        let error = check_port(&claim("p2p", Transport::Tcp, "192.0.2.1:30333")).unwrap_err();
        assert!(error.starts_with("cannot listen on port 30333 (p2p, 192.0.2.1:30333): "));
    }
}
