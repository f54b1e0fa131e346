//! The registry: every institution of the payment network in one table, those with readable messages first.

use crate::words::Words;

use super::{
    Bank, busan, citi, cu, hana, ibk, im, jeonbuk, kakao, kb, kbank, kdb, mg, nh, post, regional, sc, securities,
    shinhan, suhyup, toss, woori,
};

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
    // Codes of banks that became others; their accounts are the successor's.
    Bank { family: "081", ..Bank::unread("005", "외환") },
    Bank { family: "011", ..Bank::unread("012", "지역농축협") },
    Bank { family: "088", ..Bank::unread("026", "서울") },
    Bank::unread("001", "한국은행"),
    Bank::unread("008", "수출입은행"),
    Bank::unread("050", "저축은행"),
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
    Bank::unread("103", "SBI저축은행"),
    Bank::unread("105", "웰컴저축은행"),
    Bank::unread("209", "유안타증권"),
    Bank::unread("218", "KB증권"),
    Bank::unread("221", "상상인증권"),
    Bank::unread("222", "한양증권"),
    Bank::unread("223", "리딩투자증권"),
    Bank::unread("224", "BNK투자증권"),
    Bank::unread("225", "IBK투자증권"),
    Bank::unread("227", "다올투자증권"),
    Bank::unread("240", "삼성증권"),
    Bank::unread("261", "교보증권"),
    Bank::unread("262", "iM증권"),
    Bank::unread("263", "현대차증권"),
    Bank::unread("264", "키움증권"),
    Bank::unread("265", "LS증권"),
    Bank::unread("266", "SK증권"),
    Bank::unread("267", "대신증권"),
    Bank::unread("269", "한화투자증권"),
    Bank::unread("270", "하나증권"),
    Bank::unread("272", "NH선물"),
    Bank::unread("273", "코리아에셋투자증권"),
    Bank::unread("274", "DS투자증권"),
    Bank::unread("275", "흥국증권"),
    Bank::unread("278", "신한투자증권"),
    Bank::unread("279", "DB증권"),
    Bank::unread("280", "유진투자증권"),
    Bank::unread("287", "메리츠증권"),
    Bank::unread("288", "카카오페이증권"),
    Bank::unread("290", "부국증권"),
    Bank::unread("291", "신영증권"),
    Bank::unread("292", "케이프투자증권"),
    Bank::unread("293", "한국증권금융"),
    Bank::unread("294", "한국포스증권"),
    Bank::unread("295", "우리투자증권"),
];

/// All header spellings of all readable banks.
static HEADERS: Words<COUNT> = Words::new(SPELLINGS.0);

/// Their banks' places in [`ALL`].
static BANKS: [u8; COUNT] = SPELLINGS.1;

const SPELLINGS: ([&str; COUNT], [u8; COUNT]) = {
    let (mut headers, mut banks) = ([""; COUNT], [0; COUNT]);
    let (mut bank, mut count) = (0, 0);
    while bank < READABLE {
        let mut at = 0;
        while at < ALL[bank].headers.len() {
            (headers[count], banks[count]) = (ALL[bank].headers[at], bank as u8);
            (at, count) = (at + 1, count + 1);
        }
        bank += 1;
    }
    (headers, banks)
};

const COUNT: usize = {
    let (mut bank, mut count) = (0, 0);
    while bank < READABLE {
        count += ALL[bank].headers.len();
        bank += 1;
    }
    count
};

/// The header spellings that `text` begins with: each with its bank's place and its length.
#[inline]
pub(super) fn headers(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let place = |at: usize| Some((usize::from(*BANKS.get(at)?), HEADERS.all().get(at)?.len()));
    HEADERS.places(text).filter_map(place)
}
