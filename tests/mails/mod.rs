//! Mail: what is mailed, to whom, how often, and what no fault can lose.

mod forgotten;
mod invitations;
mod reminders;
mod sending;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use mail::Mailer;
use runtime::MailSettings;
use tests::Shop;
use tests::mail_server::MailServer;
use web::Policy;

/// A shop whose mail goes over this server.
async fn open(server: &MailServer) -> Shop {
    open_with(Mailer::over_smtp(&settings(&server.address)).unwrap()).await
}

async fn open_with(mailer: Mailer) -> Shop {
    Shop::open_with(Policy { mail: true, ..Policy::default() }).await.with_mailer(mailer)
}

fn settings(server: &str) -> MailSettings {
    MailSettings {
        server: server.to_owned(),
        login: Some(("shop".to_owned(), "a mail password".to_owned())),
        from: "우리 가게 <pay@shop.example>".to_owned(),
        page_url: "https://pay.shop.example/".to_owned(),
    }
}

/// What waited comes now, and the mails leave.
async fn mail(shop: &Shop) {
    shop.product.events.release_delayed();
    shop.notify().await;
}

/// A mail as a person sees it.
#[derive(Debug)]
struct Seen {
    from: String,
    to: String,
    subject: String,
    text: String,
}

impl Seen {
    fn of(mail: &str) -> Self {
        let (head, body) = mail.split_once("\r\n\r\n").unwrap();
        let unfolded = head.replace("\r\n ", " ");
        let field = |name: &str| {
            let lines: Vec<_> = unfolded.lines().filter_map(|line| line.strip_prefix(&format!("{name}: "))).collect();
            assert_eq!(lines.len(), 1, "{name} stands once in {head}");
            words(lines[0])
        };
        assert!(mail.is_ascii(), "what leaves is ASCII: {mail}");
        let text = match field("Content-Transfer-Encoding").as_str() {
            "base64" => {
                String::from_utf8(STANDARD.decode(body.split_whitespace().collect::<String>()).unwrap()).unwrap()
            }
            "quoted-printable" => unquoted(body),
            _ => body.to_owned(),
        };
        let text = text.replace("\r\n", "\n");
        Self { from: field("From"), to: field("To"), subject: field("Subject"), text }
    }

    /// The one link, and what stands behind its `#`.
    fn link(&self) -> (&str, &str) {
        let links: Vec<_> = self.text.split_whitespace().filter(|word| word.contains("://")).collect();
        assert_eq!(links.len(), 1, "{}", self.text);
        links[0].split_once('#').unwrap()
    }
}

/// The encoded words of a header field (RFC 2047).
fn words(field: &str) -> String {
    let (mut text, mut was_encoded) = (String::new(), false);
    for word in field.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|word| word.split_once("?="));
        match encoded {
            Some((base64, rest)) => {
                // Blanks between two of them are none.
                text.push_str(if was_encoded { "" } else { " " });
                text.push_str(&String::from_utf8(STANDARD.decode(base64).unwrap()).unwrap());
                text.push_str(rest);
            }
            None => text = format!("{text} {word}"),
        }
        was_encoded = encoded.is_some();
    }
    text.trim().to_owned()
}

fn unquoted(body: &str) -> String {
    let joined = body.replace("=\r\n", "");
    let mut pieces = joined.split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).unwrap()
}

/// The one mail that a server took.
fn only(server: &MailServer) -> Seen {
    let taken = server.taken();
    assert_eq!(taken.len(), 1, "{taken:?}");
    Seen::of(&taken[0].mail)
}
