//! The mails: what each says, in Korean and English (`letter`), and how it leaves (`Mailer`): over SMTP, or as a file
//! where no server is set.
//!
//! Invariants: mail goes to no other machine without TLS. What a person chose, such as a workspace's name, stands in
//! the text only, as a word that no mail program makes a link of. No error names who a mail was for.
//!
//! Deliberately not here: whether a mail is still worth sending, and when it is tried again (the notifier).

mod failure;
mod letter;
mod settings;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use domain::{Email, Language, Timestamp};
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use runtime::MailSettings;
use runtime::keys::sha256;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

pub use failure::Failure;
pub use letter::Letter;
pub use settings::BadMailSettings;

/// How long one sending may take in all: name, connection, TLS, login, the mail.
const TIMEOUT: Duration = Duration::from_secs(15);
/// Mails on their way to the server at once: many servers take no more of one client.
const AT_ONCE: usize = 4;
/// Whom files are from.
const FROM_HERE: &str = "LunePay <lunepay@localhost>";

/// What sends mail.
#[derive(Clone)]
pub struct Mailer {
    from: Mailbox,
    page_url: Arc<str>,
    way: Way,
    turns: Arc<Semaphore>,
    timeout: Duration,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Files(Arc<Path>),
}

impl Mailer {
    /// Sends over the server of these settings.
    pub fn over_smtp(settings: &MailSettings) -> Result<Self, BadMailSettings> {
        let from = settings::mailbox(&settings.from)?;
        let transport = settings::transport(settings, &from)?;
        Self::new(from, &settings.page_url, Way::Smtp(transport))
    }

    /// Writes each mail into a file of a folder, which is made with the first.
    pub fn into_files(folder: PathBuf, page_url: &str) -> Result<Self, BadMailSettings> {
        Self::new(settings::mailbox(FROM_HERE)?, page_url, Way::Files(folder.into()))
    }

    fn new(from: Mailbox, page_url: &str, way: Way) -> Result<Self, BadMailSettings> {
        let page_url = settings::page_url(page_url)?.into();
        Ok(Self { from, page_url, way, turns: Arc::new(Semaphore::new(AT_ONCE)), timeout: TIMEOUT })
    }

    /// Where the links of mails lead.
    pub fn page_url(&self) -> &str {
        &self.page_url
    }

    /// With another limit for each sending than [`TIMEOUT`].
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// A turn to send a mail; `None`: as many as may be are on their way.
    pub fn turn(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.turns).try_acquire_owned().ok()
    }

    /// Sends a mail. The same one, asked for at the same time, is the same message again: whoever gets it twice has it
    /// once, if their mail program looks at ids.
    pub async fn send(
        &self,
        letter: &Letter,
        to: &Email,
        language: Language,
        asked_at: Timestamp,
    ) -> Result<(), Failure> {
        let (message, id) = self.message(letter, to, language, asked_at)?;
        match &self.way {
            Way::Smtp(transport) => {
                timeout(self.timeout, transport.send(message)).await.map_err(|_| Failure::Silent)??;
                Ok(())
            }
            Way::Files(folder) => {
                let file = folder.join(format!("{}-{id}.eml", asked_at.ms()));
                write(folder, &file, &message.formatted())
                    .map_err(|error| Failure::File { folder: folder.display().to_string(), error })
            }
        }
    }

    /// Connects to the server and logs in, and sends nothing.
    pub async fn check(&self) -> Result<(), Failure> {
        match &self.way {
            Way::Smtp(transport) => match timeout(self.timeout, transport.test_connection()).await {
                Ok(Ok(true)) => Ok(()),
                Ok(Ok(false)) => Err(Failure::Protocol("it hung up".to_owned())),
                Ok(Err(error)) => Err(error.into()),
                Err(_) => Err(Failure::Silent),
            },
            Way::Files(_) => Ok(()),
        }
    }

    fn message(
        &self,
        letter: &Letter,
        to: &Email,
        language: Language,
        asked_at: Timestamp,
    ) -> Result<(Message, String), Failure> {
        let (subject, text) = letter.written(&self.page_url, to, language);
        let id: String = sha256(format!("{}\n{text}", to.as_str()).as_bytes())[..12]
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let address: Address = to.as_str().parse().map_err(|_| Failure::NoAddress)?;
        let seconds = Duration::from_secs(u64::try_from(asked_at.seconds()).unwrap_or_default());
        let by_program =
            HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(subject)
            .date(SystemTime::UNIX_EPOCH + seconds)
            .message_id(Some(format!("<{id}.{}@{}>", asked_at.ms(), self.from.email.domain())))
            .raw_header(by_program)
            .header(ContentType::TEXT_PLAIN)
            .body(text);
        Ok((message.map_err(|error| Failure::Protocol(error.to_string()))?, id))
    }
}

/// Whole or not at all.
fn write(folder: &Path, file: &Path, mail: &[u8]) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let half = file.with_extension("part");
    std::fs::write(&half, mail)?;
    std::fs::rename(&half, file)
}
