//! The registry: every institution of the payment network in one table, those with readable messages first.

use std::sync::LazyLock;

use super::{
    Bank, busan, citi, cu, hana, ibk, im, jeonbuk, kakao, kb, kbank, kdb, mg, nh, post, regional, sc, securities,
    shinhan, suhyup, toss, woori,
};
use crate::lexicon::Lexicon;

/// How savings banks with the code 050 head a message. 저축은행중앙회's list; two (SBI, 웰컴) have codes of their own.
const SAVINGS: &[&str] = &[
    "OK저축은행",
    "한국투자저축은행",
    "페퍼저축은행",
    "애큐온저축은행",
    "다올저축은행",
    "OSB저축은행",
    "상상인저축은행",
    "상상인플러스저축은행",
    "JT저축은행",
    "JT친애저축은행",
    "신한저축은행",
    "KB저축은행",
    "하나저축은행",
    "NH저축은행",
    "BNK저축은행",
    "IBK저축은행",
    "DB저축은행",
    "우리금융저축은행",
    "키움저축은행",
    "키움예스저축은행",
    "키움YES저축은행",
    "모아저축은행",
    "유안타저축은행",
    "고려저축은행",
    "동양저축은행",
    "남양저축은행",
    "대한저축은행",
    "민국저축은행",
    "바로저축은행",
    "스타저축은행",
    "스마트저축은행",
    "솔브레인저축은행",
    "센트럴저축은행",
    "삼정저축은행",
    "삼호저축은행",
    "세람저축은행",
    "안국저축은행",
    "안양저축은행",
    "에스앤티저축은행",
    "영진저축은행",
    "예가람저축은행",
    "오성저축은행",
    "유니온저축은행",
    "융창저축은행",
    "인성저축은행",
    "인천저축은행",
    "조은저축은행",
    "조흥저축은행",
    "진주저축은행",
    "참저축은행",
    "청주저축은행",
    "평택저축은행",
    "푸른저축은행",
    "한성저축은행",
    "한화저축은행",
    "흥국저축은행",
    "머스트삼일저축은행",
    "라온저축은행",
    "동원제일저축은행",
    "드림저축은행",
    "대백저축은행",
    "더블저축은행",
    "국제저축은행",
    "금화저축은행",
    "CK저축은행",
    "HB저축은행",
    "MS저축은행",
    "대신저축은행",
    "대아저축은행",
    "대원저축은행",
    "대명저축은행",
    "아산저축은행",
    "오투저축은행",
    "부림저축은행",
    "더케이저축은행",
    "디비저축은행",
    "에이치비저축은행",
    "엠에스저축은행",
    "씨케이저축은행",
];

/// How many at the front of [`ALL`] have readable messages.
pub(super) const READABLE: usize = {
    let mut count = 0;
    while count < ALL.len() && ALL[count].readable {
        count += 1;
    }
    let mut at = count;
    while at < ALL.len() {
        assert!(!ALL[at].readable, "a readable bank stands among the unread");
        at += 1;
    }
    count
};

pub(super) static ALL: &[Bank] = &[
    kb::BANK,
    shinhan::BANK,
    woori::BANK,
    hana::BANK,
    nh::BANK,
    ibk::BANK,
    kakao::BANK,
    toss::BANK,
    kbank::BANK,
    sc::BANK,
    citi::BANK,
    suhyup::BANK,
    mg::BANK,
    cu::BANK,
    post::BANK,
    busan::BANK,
    im::BANK,
    regional::GWANGJU,
    jeonbuk::BANK,
    regional::GYEONGNAM,
    regional::JEJU,
    kdb::BANK,
    securities::KOREA_INVESTMENT,
    securities::NH_INVESTMENT,
    securities::MIRAE,
    securities::TOSS,
    // Known by name only.
    Bank::named("050", "저축은행", SAVINGS),
    Bank::named("105", "웰컴저축은행", &["웰컴저축은행"]),
    Bank::named("103", "SBI저축은행", &["SBI저축은행"]),
    Bank::named("209", "유안타증권", &["유안타증권"]),
    Bank::named("218", "KB증권", &["KB증권"]),
    Bank::named("221", "상상인증권", &["상상인증권"]),
    Bank::named("222", "한양증권", &["한양증권"]),
    Bank::named("223", "리딩투자증권", &["리딩투자증권"]),
    Bank::named("224", "BNK투자증권", &["BNK투자증권"]),
    Bank::named("225", "IBK투자증권", &["IBK투자증권"]),
    Bank::named("227", "다올투자증권", &["다올투자증권"]),
    Bank::named("240", "삼성증권", &["삼성증권"]),
    Bank::named("261", "교보증권", &["교보증권"]),
    Bank::named("262", "iM증권", &["iM증권", "하이투자증권"]),
    Bank::named("263", "현대차증권", &["현대차증권"]),
    Bank::named("264", "키움증권", &["키움증권"]),
    Bank::named("265", "LS증권", &["LS증권", "이베스트투자증권"]),
    Bank::named("266", "SK증권", &["SK증권"]),
    Bank::named("267", "대신증권", &["대신증권"]),
    Bank::named("269", "한화투자증권", &["한화투자증권", "한화증권"]),
    Bank::named("270", "하나증권", &["하나증권"]),
    Bank::named("274", "DS투자증권", &["DS투자증권"]),
    Bank::named("278", "신한투자증권", &["신한투자증권", "신한금융투자"]),
    Bank::named("279", "DB증권", &["DB증권", "DB금융투자"]),
    Bank::named("280", "유진투자증권", &["유진투자증권"]),
    Bank::named("287", "메리츠증권", &["메리츠증권"]),
    Bank::named("288", "카카오페이증권", &["카카오페이증권"]),
    Bank::named("290", "부국증권", &["부국증권"]),
    Bank::named("291", "신영증권", &["신영증권"]),
    Bank::named("292", "케이프투자증권", &["케이프투자증권"]),
    Bank::named("295", "우리투자증권", &["우리투자증권"]),
    // Codes of banks that became others; their accounts are the successor's.
    Bank { family: "081", ..Bank::unread("005", "외환") },
    Bank { family: "011", ..Bank::unread("012", "지역농축협") },
    Bank { family: "088", ..Bank::unread("026", "서울") },
    Bank::unread("001", "한국은행"),
    Bank::unread("008", "수출입은행"),
    Bank::unread("052", "모건스탠리은행"),
    Bank::unread("054", "HSBC은행"),
    Bank::unread("055", "도이치은행"),
    Bank::unread("057", "JP모간은행"),
    Bank::unread("058", "미즈호은행"),
    Bank::unread("059", "MUFG은행"),
    Bank::unread("060", "BOA은행"),
    Bank::unread("061", "BNP파리바은행"),
    Bank::unread("062", "중국공상은행"),
    Bank::unread("063", "중국은행"),
    Bank::unread("064", "산림조합"),
    Bank::unread("065", "대화은행"),
    Bank::unread("076", "신용보증기금"),
    Bank::unread("077", "기술보증기금"),
    Bank::unread("094", "서울보증보험"),
    Bank::unread("272", "NH선물"),
    Bank::unread("273", "코리아에셋투자증권"),
    Bank::unread("275", "흥국증권"),
    Bank::unread("293", "한국증권금융"),
    Bank::unread("294", "한국포스증권"),
];

/// The spellings of headers, each with its bank; gathered when the first message comes.
static HEADERS: LazyLock<Lexicon<&'static Bank>> = LazyLock::new(|| {
    let readable = ALL.get(..READABLE).unwrap_or_default().iter();
    Lexicon::with(readable.flat_map(|bank| bank.headers.iter().map(move |header| (*header, bank))))
});

/// The header spellings that `text` begins with: each with its bank and its length.
pub(super) fn headers(text: &str) -> impl Iterator<Item = (&'static Bank, usize)> {
    HEADERS.beginning(text).map(|(header, bank, _)| (bank, header.len()))
}
