//! The usual way: one compiled regex per layout, tried in order, the first that matches wins.
//!
//! Written to be quick: anchored, no look-around, one pass to strip the carrier prefix, named captures looked up once by
//! position. It reads most of the corpus; what it misses costs it all twenty, as in real life.

use regex::Regex;

/// Amount, balance, account, name: positions of the captures by name.
pub struct Read {
    pub deposit: bool,
    pub amount: Option<u64>,
    pub balance: Option<i64>,
    pub account: Option<String>,
    pub name: Option<String>,
    pub date: Option<String>,
    pub time: Option<String>,
}

const CARRIER: &str = r"^(?:\s*\[(?:Web|웹|국제|국외|해외)발신\]|보낸사람 : [0-9()-]+)+";
const D: &str = r"(?P<date>\d{2}/\d{2}),?\s*(?P<time>\d{2}:\d{2}(?::\d{2})?)";
const A: &str = r"(?P<account>[0-9*#-]{6,})";
const T: &str = r"(?P<type>[가-힣A-Z]*(?:입금|출금|지급))";
const M: &str = r"(?P<amount>\d{1,3}(?:,\d{3})*|\d+)원?";
const B: &str = r"\(?잔액:?\s*(?P<balance>-?[\d,]+|\*+)원?\)?";
const N: &str = r"(?P<name>[^\n]{2,30}?)";

pub fn compile() -> Vec<Regex> {
    let layouts = [
        format!(r"^\[?(?:KB|국민|KB국민|KB국민은행)\]?\s*{D}\s+{A}\s+{N}\s+{T}\s*{M}(?:\s*{B})?$"),
        format!(r"^\[?(?:KB|국민|KB국민|KB국민은행)\]?\s*{D}\s+(?:{A}\s+)?{T}\s*{M}(?:\s+{B})?(?:\s+{N})?$"),
        format!(r"^신한(?:은행)?\s*{D}\s+{A}\s+{T}\s+{M}(?:\s+{B})?(?:\s+{N})?$"),
        format!(r"^우리\s*{D}\s+{A}\s+{T}\s+{M}(?:\s+{N})?(?:\s+{B})?$"),
        format!(r"^(?:KEB)?하나,?\s*{D}\s+{A}\s+{T}\s*{M}(?:\s+{N})?(?:\s+{B})?$"),
        format!(r"^(?:KEB)?하나,?\s*{D}\s+{A}\s+{T}\s*{M}\s+{B}\s+{N}$"),
        format!(r"^일시\s+{D}\s+{T}\s+{M}\s+계좌번호\s+{A}\s+적요\s+{N}$"),
        format!(r"^(?:NH)?농협\s*{T}{M}\s+{D}\s+{A}(?:\s+{N})?(?:\s+{B})?$"),
        format!(r"^(?:NH)?농협\s*{D}\s+{A}\s+{T}\s*{M}(?:\s+{B})?(?:\s+{N})?$"),
        format!(r"^\d{{4}}/{D}\s+{T}\s+{M}(?:\s+{B})?\s+{N}\s+{A}\s+기업$"),
        format!(r"^\[?카카오뱅크\]?\s+(?P<owner>[^\n(]+)\((?P<account>\d{{4}})\)\s+{D}\s+{T}\s+{M}\s+{N}\s+{B}$"),
        format!(r"^{T}\s+{M}\s+{N} → .*?\((?P<account>\d{{4}})\)$"),
        format!(r"^{M} {T}\n{N} → 내 토스뱅크 통장$"),
        format!(r"^\[케이뱅크\]\s*(?P<owner>[^\n(]+)\((?P<account>\d{{4}})\)\s*{T}\s+{M}\s*{B}\s*{N}$"),
        format!(r"^<새마을금고>{A}(?:\s+{N})?\s+{T}{M}\s+{B}(?:\s+{D})?$"),
        format!(r"^신협{A}\s+{D}\s+{T}\s+{M}\s+{N}\s+{B}$"),
        format!(r"^부산{D}\s+{A}\s+{N}\s+{T}{M}\s+{B}$"),
        format!(r"^iM뱅크\s+{D}\s+{A}\s+{T}\s+{M}\s+{B}\s+{N}$"),
        format!(r"^\[전북\]{A}\s+{T}{M}\s+{B}\s+{D}\s+{N}$"),
        format!(r"^(?:(?P<owner>[^\n]+)님 )?{D}\s+{A}\s+{N}\s+{T}\s+{M}\s+{B}$"),
    ];
    std::iter::once(CARRIER)
        .chain(layouts.iter().map(String::as_str))
        .map(|layout| Regex::new(layout).unwrap())
        .collect()
}

pub fn read(regexes: &[Regex], raw: &str) -> Option<Read> {
    let (carrier, layouts) = regexes.split_first()?;
    let body = match carrier.find(raw) {
        Some(prefix) => &raw[prefix.end()..],
        None => raw,
    };
    let body = body.trim();
    let found = layouts.iter().find_map(|layout| layout.captures(body))?;
    let text = |name: &str| found.name(name).map(|piece| piece.as_str());
    let digits = |name: &str| text(name).map(|piece| piece.replace(',', ""));
    Some(Read {
        deposit: text("type")?.ends_with("입금"),
        amount: digits("amount").and_then(|digits| digits.parse().ok()),
        balance: digits("balance").and_then(|digits| digits.parse().ok()),
        account: text("account").map(str::to_owned),
        name: text("name").map(str::to_owned),
        date: text("date").map(str::to_owned),
        time: text("time").map(str::to_owned),
    })
}
