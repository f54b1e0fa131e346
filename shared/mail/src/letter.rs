//! What the mails say.

use std::collections::BTreeMap;

use domain::{Email, Language, ReminderKind, Timestamp, WorkspaceId};

/// How many letters of a name are shown.
const NAME_MAX: usize = 40;

/// A mail, by what it tells.
pub enum Letter {
    /// The link by which somebody chooses a new password.
    PasswordReset { token: String, until: Timestamp },
    /// The link by which somebody joins a workspace.
    Invitation { workspace: String, code: String, until: Timestamp },
    /// How much there is of what somebody wants to hear of, and where.
    News { workspace: WorkspaceId, counts: BTreeMap<ReminderKind, usize> },
    /// That mail arrives.
    Test { workspace: WorkspaceId },
}

impl Letter {
    /// The subject, and the text. Secrets stand behind `#`, so that they get into no server's log.
    pub(crate) fn written(&self, page_url: &str, to: &Email, language: Language) -> (String, String) {
        match self {
            Self::PasswordReset { token, until } => {
                reset(&format!("{page_url}/reset-password#{token}"), &minute(*until), language)
            }
            Self::Invitation { workspace, code, until } => {
                let link = format!("{page_url}/invitation#{code}");
                invitation(&shown(workspace), to.as_str(), &link, &minute(*until), language)
            }
            Self::News { workspace, counts } => news(counts, &format!("{page_url}/w/{workspace}"), language),
            Self::Test { workspace } => test(&format!("{page_url}/w/{workspace}"), language),
        }
    }
}

fn reset(link: &str, until: &str, language: Language) -> (String, String) {
    let (subject, text) = match language {
        Language::Ko => (
            "비밀번호를 다시 정해 주세요",
            format!(
                "아래 링크를 열어 새 비밀번호를 정해 주세요. {until}까지 한 번 쓸 수 있습니다.\n\n{link}\n\n\
                요청하지 않으셨다면 이 메일을 지우시면 됩니다. 비밀번호는 그대로입니다.\n"
            ),
        ),
        Language::En => (
            "Choose a new password",
            format!(
                "Open this link to choose a new password. It works once, until {until} (Korean time).\n\n{link}\n\n\
                If you did not ask for it, delete this mail. Your password stays as it is.\n"
            ),
        ),
    };
    (headed(subject), text)
}

fn invitation(workspace: &str, to: &str, link: &str, until: &str, language: Language) -> (String, String) {
    let (subject, text) = match language {
        Language::Ko => (
            "가게에 초대받으셨습니다",
            format!(
                "LunePay의 가게 “{workspace}”에 초대받으셨습니다.\n\
                아래 링크를 열고 {to} 주소로 가입하거나 로그인해 주세요. {until}까지 한 번 쓸 수 있습니다.\n\n\
                {link}\n\n모르는 초대라면 이 메일을 지우시면 됩니다.\n"
            ),
        ),
        Language::En => (
            "You are invited to a workspace",
            format!(
                "You are invited to the LunePay workspace “{workspace}”.\n\
                Open this link, and sign up or log in as {to}. It works once, until {until} (Korean time).\n\n\
                {link}\n\nIf you know nothing of it, delete this mail.\n"
            ),
        ),
    };
    (headed(subject), text)
}

/// Mail is read by strangers: no name, no number but how many.
fn news(counts: &BTreeMap<ReminderKind, usize>, link: &str, language: Language) -> (String, String) {
    let lines: Vec<String> = counts.iter().map(|(kind, many)| line(*kind, *many, language)).collect();
    let page = if counts.contains_key(&ReminderKind::Orders) { "" } else { "/deposits" };
    let end = match language {
        Language::Ko => "이 알림은 그 화면의 설정에서 바꾸거나 끌 수 있습니다.",
        Language::En => "You can change this reminder or switch it off in the settings there.",
    };
    (headed(&lines.join(", ")), format!("{}\n\n{link}{page}\n\n{end}\n", lines.join("\n")))
}

fn line(kind: ReminderKind, many: usize, language: Language) -> String {
    match (kind, language) {
        (ReminderKind::Deposits, Language::Ko) => format!("확인할 입금 {many}건"),
        (ReminderKind::Deposits, Language::En) => format!("Deposits that need you: {many}"),
        (ReminderKind::Reversals, Language::Ko) => format!("은행이 취소한 입금 {many}건"),
        (ReminderKind::Reversals, Language::En) => format!("Deposits taken back by the bank: {many}"),
        (ReminderKind::Phones, Language::Ko) => format!("신호가 끊긴 휴대폰 {many}대"),
        (ReminderKind::Phones, Language::En) => format!("Silent phones: {many}"),
        (ReminderKind::Orders, Language::Ko) => format!("입금이 확인된 주문 {many}건"),
        (ReminderKind::Orders, Language::En) => format!("Orders that were paid: {many}"),
    }
}

fn test(link: &str, language: Language) -> (String, String) {
    let (subject, text) = match language {
        Language::Ko => ("시험 메일", "알림 메일이 이 주소로 옵니다."),
        Language::En => ("Test mail", "Reminders arrive at this address."),
    };
    (headed(subject), format!("{text}\n\n{link}\n"))
}

fn headed(subject: &str) -> String {
    format!("[LunePay] {subject}")
}

/// An instant to the minute, in Korea.
fn minute(at: Timestamp) -> String {
    let at = at.datetime();
    format!("{}-{:02}-{:02} {:02}:{:02}", at.year(), u8::from(at.month()), at.day(), at.hour(), at.minute())
}

/// A name that somebody chose: cut, on one line, and with nothing in it that a mail program would make a link of.
/// Whoever may invite strangers must not write to them by a workspace's name.
fn shown(name: &str) -> String {
    let mut shown = String::new();
    for letter in name.chars().filter(|letter| !letter.is_control()).take(NAME_MAX) {
        shown.push(letter);
        if matches!(letter, '.' | '/' | ':' | '@') {
            shown.push(' ');
        }
    }
    if name.chars().count() > NAME_MAX {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_no_link_and_no_second_line() {
        assert_eq!(shown("쇼핑몰 운영팀"), "쇼핑몰 운영팀");
        assert_eq!(shown("http://evil.example"), "http: / / evil. example");
        assert_eq!(shown("a\r\nBcc: b@c.example"), "aBcc:  b@ c. example");
        assert_eq!(shown(&"가".repeat(60)), format!("{}…", "가".repeat(40)));
    }

    #[test]
    fn each_mail_has_its_link_in_both_languages() {
        let to = Email::parse("staff@example.com").unwrap();
        let until = Timestamp::from_ms(0);
        let workspace = WorkspaceId::new(7).unwrap();
        let letters = [
            (
                Letter::News { workspace, counts: [(ReminderKind::Deposits, 3)].into() },
                "https://pay.example/w/7/deposits\n",
            ),
            (Letter::News { workspace, counts: [(ReminderKind::Orders, 3)].into() }, "https://pay.example/w/7\n"),
            (Letter::Test { workspace }, "https://pay.example/w/7\n"),
            (Letter::PasswordReset { token: "abc".to_owned(), until }, "https://pay.example/reset-password#abc\n"),
            (
                Letter::Invitation { workspace: "가게".to_owned(), code: "xyz".to_owned(), until },
                "https://pay.example/invitation#xyz\n",
            ),
        ];
        for (letter, link) in letters {
            let (korean, english) = (
                letter.written("https://pay.example", &to, Language::Ko),
                letter.written("https://pay.example", &to, Language::En),
            );
            assert!(korean.1.contains(link) && english.1.contains(link), "{korean:?} {english:?}");
            let (until, until_korean) = ("1970-01-01 09:00 (Korean time)", "1970-01-01 09:00까지");
            assert_eq!(korean.1.contains(until_korean), link.contains('#'), "{korean:?}");
            assert_eq!(english.1.contains(until), link.contains('#'), "{english:?}");
            assert!(english.0.is_ascii() && !korean.0.is_ascii());
        }
    }
}
