//! A list as it is written by hand: the twenty layouts of the catalogue from which the reader was written, one regex each,
//! with what varies inside a layout as options.
//!
//! Written to be quick: anchored at both ends, literals first, ASCII classes for digits and white space, no look-around.
//! It reads what most rows of the corpus say, and leaves out the rarer layouts that the reader has.

const D: &str = "(?P<date>(?:[0-9]{4}[/.])?[0-9]{2}[/.][0-9]{2}),?";
const T: &str = "(?P<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?),?";
const A: &str = r"\[?(?P<account>[0-9*#-]{6,}[0-9*])\]?";
const OWNER: &str = r"[^\n ()]+ ?(?P<account>\([0-9]{4}\))";
const W: &str = "(?P<type>[가-힣A-Z]*?(?:입금|출금|지급|결제))";
const M: &str = "(?P<amount>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)원?";
const B: &str = r"\(?잔액:? *(?P<balance>-?[0-9,]+|\*+)(?:원|\.\.\.)?\)?";
const N: &str = r"(?P<name>[^\n]{1,30}?)(?:님)?";
const LAST: &str = r"(?P<last>[^\n]{1,30}?)(?:님)?";

/// The same twenty with the classes that people write: the digits, white space and letters of Unicode.
pub fn layouts_as_usual() -> impl Iterator<Item = (&'static str, String)> {
    let usual = |regex: String| {
        regex.replace("0-9", r"\d").replace("[ \n]", r"\s").replace("가-힣A-Z", r"\p{L}").replace(r"[^\n]", ".")
    };
    layouts().into_iter().map(move |(bank, regex)| (bank, usual(regex)))
}

/// The twenty layouts, each with its bank's code.
pub fn layouts() -> [(&'static str, String); 20] {
    const S: &str = "[ \n]+";
    const G: &str = "[ \n]*";
    [
        (
            "004",
            format!(
                r"^\[?(?:KB국민은행|KB국민|KB|국민)\]?{G}{D}{G}{T}{G}(?:{A}{G})?(?:{N}{G})?{W}{G}{M}(?:{G}{B})?(?:{S}{LAST})?$"
            ),
        ),
        ("088", format!(r"^\[?신한(?:은행)?\]?{G}{D}{S}{T}{S}{A}{S}{W}{S}{M}(?:{S}{B})?(?:{S}\(?{LAST}\)?)?$")),
        ("020", format!(r"^\[?우리(?:은행)?\]?{G}{D}{S}{T}{S}{A}{S}{W}{S}{M}(?:{S}{N})?(?:{S}{B})?$")),
        (
            "081",
            format!(
                r"^\[?(?:KEB)?하나(?:은행)?\]?,?{G}{D}{G}{T}(?:{S}{A})?{S}{W}{G}{M}(?:{S}{N})??(?:{S}{B})?(?:{S}{LAST})?$"
            ),
        ),
        ("081", format!(r"^일시{S}{D}{S}{T}{S}{W}{S}{M}{S}계좌번호{S}{A}{S}적요{S}{N}$")),
        ("011", format!(r"^\[?(?:NH)?농협(?:은행)?\]?{G}{W}{G}{M}{S}{D}{S}{T}{S}{A}(?:{S}{N})?(?:{S}{B})?$")),
        (
            "011",
            format!(r"^\[?(?:NH)?농협(?:은행)?\]?{G}{D}{S}{T}{S}{A}{S}{W}{G}{M}(?:\({N}\)|{S}{LAST})??(?:{S}{B})?$"),
        ),
        ("003", format!(r"^{D}{S}{T}{G}{W}{S}{M}(?:{S}{B})?{G}{N}{G}(?P<account>[0-9]{{3}}\*\*\*[0-9]{{8}}){G}기업$")),
        ("090", format!(r"^\[?카카오뱅크\]?{S}{OWNER}{S}{D}{S}{T}{S}{W}{S}{M}{S}{N}{S}{B}$")),
        (
            "090",
            format!(
                r"^(?:카카오뱅크{S}{D}{S}{T}{S})?{W}{S}{M}{S}(?:{N} → (?:내 )?[^\n ]+|[^\n ]+(?P<account>\([0-9]{{4}}\)) → {LAST})(?:{S}{B})?$"
            ),
        ),
        ("092", format!(r"^(?:[^\n ]+ )?{M} {W}{S}(?:{N} → 내 토스뱅크 통장|내 토스뱅크 통장 → {LAST})$")),
        ("092", format!(r"^{M} {W}{S}토스뱅크(?: 체크카드)? \| {N}(?:{S}{B})?$")),
        ("089", format!(r"^\[케이뱅크\]{G}{OWNER}{G}{W}{S}{M}{G}{B}(?:{G}{N})?$")),
        ("045", format!(r"^<새마을금고>{A}(?:{S}{N})??{S}{W}{G}{M}{S}{B}(?:{S}{D}{S}{T})?$")),
        ("048", format!(r"^신협{A}{S}{D}{S}{T}{S}{W}{S}{M}{S}{N}{S}{B}$")),
        ("071", format!(r"^우체국,{T}{S}{A}{S}{W}{M}{S}{B}{S}{N}$")),
        ("032", format!(r"^부산{D}{S}{T}{S}{A}{S}{N}{S}{W}{M}{S}{B}$")),
        ("031", format!(r"^iM뱅크{S}{D}{S}{T}{S}{A}{S}{W}{S}{M}{S}{B}{S}{N}$")),
        ("037", format!(r"^\[전북\]{A}{S}{W}{M}{S}{B}{S}{D}{S}{T}{S}{N}$")),
        (
            "004",
            format!(
                r"^(?:(?:입금|출금) [0-9,]+원 ?)?(?:[^\n ]+님 )?{D}{S}{T}{S}{A}{S}{N}{S}(?P<type>[가-힣A-Z]*?(?:입금|출금이?|출)){S}{M}{S}{B}$"
            ),
        ),
    ]
}
