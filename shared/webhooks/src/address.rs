//! Addresses: which ones belong to the public internet. Everything else is a way into somebody's own network, and is
//! never connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// The IPv4 ranges that are not globally reachable (IANA's special-purpose registry), with multicast, what is reserved,
/// and what a cloud keeps for itself: network, bits of its prefix, what it is.
const NOT_PUBLIC_V4: [(Ipv4Addr, u32, &str); 17] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8, "this network"),
    (Ipv4Addr::new(10, 0, 0, 0), 8, "private"),
    (Ipv4Addr::new(100, 64, 0, 0), 10, "shared by carriers (CGNAT)"),
    (Ipv4Addr::new(127, 0, 0, 0), 8, "loopback"),
    (Ipv4Addr::new(168, 63, 129, 16), 32, "Azure's own, where it keeps its metadata"),
    (Ipv4Addr::new(169, 254, 0, 0), 16, "link-local, where clouds keep their metadata"),
    (Ipv4Addr::new(172, 16, 0, 0), 12, "private"),
    (Ipv4Addr::new(192, 0, 0, 0), 24, "IETF protocols"),
    (Ipv4Addr::new(192, 0, 2, 0), 24, "documentation"),
    (Ipv4Addr::new(192, 88, 99, 0), 24, "6to4 relays"),
    (Ipv4Addr::new(192, 168, 0, 0), 16, "private"),
    (Ipv4Addr::new(198, 18, 0, 0), 15, "benchmarks"),
    (Ipv4Addr::new(198, 51, 100, 0), 24, "documentation"),
    (Ipv4Addr::new(203, 0, 113, 0), 24, "documentation"),
    (Ipv4Addr::new(224, 0, 0, 0), 4, "multicast"),
    (Ipv4Addr::new(240, 0, 0, 0), 4, "reserved"),
    (Ipv4Addr::new(255, 255, 255, 255), 32, "broadcast"),
];

/// Global unicast, the only IPv6 addresses that are public. Unspecified, loopback, mapped and compatible IPv4, NAT64,
/// unique local, link-local and multicast all lie outside of it.
const GLOBAL_V6: (Ipv6Addr, u32) = (Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3);

/// The ranges within it that are not public.
const NOT_PUBLIC_V6: [(Ipv6Addr, u32, &str); 4] = [
    (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23, "IETF protocols, Teredo, benchmarks, ORCHID"),
    (Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation"),
    (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4, which embeds any IPv4 address"),
    (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation"),
];

/// Whether an address is of the public internet.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => !NOT_PUBLIC_V4.iter().any(|(network, bits, _)| within_v4(address, *network, *bits)),
        IpAddr::V6(address) => {
            within_v6(address, GLOBAL_V6.0, GLOBAL_V6.1)
                && !NOT_PUBLIC_V6.iter().any(|(network, bits, _)| within_v6(address, *network, *bits))
        }
    }
}

/// Whether an address may be connected to. `loopback`: also this machine's own, for programs under development.
pub fn may_connect(address: IpAddr, loopback: bool) -> bool {
    is_public(address) || (loopback && address.is_loopback())
}

fn within_v4(address: Ipv4Addr, network: Ipv4Addr, bits: u32) -> bool {
    let mask = u32::MAX.checked_shl(32 - bits).unwrap_or(0);
    (address.to_bits() ^ network.to_bits()) & mask == 0
}

fn within_v6(address: Ipv6Addr, network: Ipv6Addr, bits: u32) -> bool {
    let mask = u128::MAX.checked_shl(128 - bits).unwrap_or(0);
    (address.to_bits() ^ network.to_bits()) & mask == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn public(text: &str) -> bool {
        is_public(text.parse().unwrap())
    }

    /// First and last address of each range are refused, and the neighbours outside, where those are public, are not.
    #[test]
    fn every_range_of_ipv4_is_refused_from_its_first_to_its_last_address() {
        for (network, bits, what) in NOT_PUBLIC_V4 {
            let last = network.to_bits() | u32::MAX.checked_shr(bits).unwrap_or(0);
            for address in [network, Ipv4Addr::from_bits(last)] {
                assert!(!is_public(IpAddr::V4(address)), "{address} is {what}");
            }
        }
        for neighbour in [
            "1.0.0.0",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "168.63.129.15",
            "168.63.129.17",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "191.255.255.255",
            "192.0.1.0",
            "192.0.3.0",
            "192.88.98.255",
            "192.88.100.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "198.51.99.255",
            "198.51.101.0",
            "203.0.112.255",
            "203.0.114.0",
            "223.255.255.255",
        ] {
            assert!(public(neighbour), "{neighbour}");
        }
    }

    #[test]
    fn every_range_of_ipv6_but_global_unicast_is_refused() {
        for (address, what) in [
            ("::", "unspecified"),
            ("::1", "loopback"),
            ("::ffff:8.8.8.8", "mapped IPv4, even a public one"),
            ("::ffff:169.254.169.254", "mapped metadata"),
            ("::8.8.8.8", "compatible IPv4"),
            ("64:ff9b::a9fe:a9fe", "NAT64 of the metadata address"),
            ("64:ff9b:1::a00:1", "local NAT64"),
            ("100::1", "discard"),
            ("2001::1", "Teredo"),
            ("2001:2::1", "benchmarks"),
            ("2001:10::1", "ORCHID"),
            ("2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "the last of the IETF's"),
            ("2001:db8::1", "documentation"),
            ("2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "documentation"),
            ("2002:a9fe:a9fe::1", "6to4 of the metadata address"),
            ("3fff::1", "documentation"),
            ("3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "documentation"),
            ("4000::1", "not assigned"),
            ("5f00::1", "segment routing"),
            ("fc00::1", "unique local"),
            ("fd00:ec2::254", "AWS's metadata"),
            ("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "unique local"),
            ("fe80::1", "link-local"),
            ("fec0::1", "site-local"),
            ("ff02::1", "multicast"),
        ] {
            assert!(!public(address), "{address} is {what}");
        }
        for address in ["2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111", "3ffe::1"] {
            assert!(public(address), "{address}");
        }
    }

    #[test]
    fn loopback_is_let_in_only_when_asked_and_nothing_else_with_it() {
        for address in ["127.0.0.1", "127.255.255.255", "::1"] {
            let address = address.parse().unwrap();
            assert!(may_connect(address, true) && !may_connect(address, false));
        }
        for address in ["10.0.0.1", "169.254.169.254", "0.0.0.0", "::", "::ffff:127.0.0.1", "fe80::1"] {
            assert!(!may_connect(address.parse().unwrap(), true), "{address}");
        }
    }
}
