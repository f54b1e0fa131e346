//! A mail server on loopback, which takes mail and answers as a test wants.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

/// A mail as it was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The lines of the envelope, such as `RCPT TO:<a@b.example>`, and of the login.
    pub said: Vec<String>,
    /// The mail as it came, header and all.
    pub mail: String,
}

/// What the server says instead of taking it: to a verb, by how often it heard that verb before. `HELLO` is the
/// connection itself, and `.` the end of a mail. An empty text is silence for ever.
type Manner = Arc<dyn Fn(&str, usize) -> Option<String> + Send + Sync>;

/// The server. Ends when it is dropped.
pub struct MailServer {
    /// Host and port.
    pub address: String,
    taken: Arc<Mutex<Vec<Taken>>>,
    _serving: JoinSet<()>,
}

impl MailServer {
    /// A server that behaves as told.
    pub async fn start(manner: impl Fn(&str, usize) -> Option<String> + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (taken, heard, manner): (_, Arc<Mutex<Vec<String>>>, Manner) =
            (Arc::default(), Arc::default(), Arc::new(manner));
        let mut serving = JoinSet::new();
        serving.spawn({
            let taken = Arc::clone(&taken);
            async move {
                let mut connections = JoinSet::new();
                while let Ok((stream, _)) = listener.accept().await {
                    let (taken, heard, manner) = (Arc::clone(&taken), Arc::clone(&heard), Arc::clone(&manner));
                    connections.spawn(async move {
                        let answer = |verb: &str| {
                            let mut heard = heard.lock().unwrap();
                            let before = heard.iter().filter(|one| *one == verb).count();
                            heard.push(verb.to_owned());
                            manner(verb, before)
                        };
                        // Whoever hangs up in the middle is done.
                        let _ = serve(stream, &taken, answer).await;
                    });
                }
            }
        });
        Self { address, taken, _serving: serving }
    }

    /// A server that takes everything.
    pub async fn good() -> Self {
        Self::start(|_, _| None).await
    }

    /// What was taken so far.
    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }
}

async fn serve(
    stream: TcpStream,
    taken: &Mutex<Vec<Taken>>,
    answer: impl Fn(&str) -> Option<String>,
) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut said = Vec::new();
    say(&mut stream, answer("HELLO"), "220 here").await?;
    loop {
        let Some(line) = read(&mut stream).await? else { return Ok(()) };
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
        match verb.as_str() {
            "EHLO" => say(&mut stream, answer(&verb), "250-here\r\n250-8BITMIME\r\n250 AUTH PLAIN").await?,
            "AUTH" => {
                said.push(line);
                say(&mut stream, answer(&verb), "235 welcome").await?;
            }
            "MAIL" | "RCPT" => {
                said.push(line);
                say(&mut stream, answer(&verb), "250 so be it").await?;
            }
            "DATA" => {
                let refused = answer(&verb);
                let is_refused = refused.is_some();
                say(&mut stream, refused, "354 go on").await?;
                if is_refused {
                    continue;
                }
                let mut mail = String::new();
                while let Some(line) = read(&mut stream).await?.filter(|line| line != ".") {
                    // RFC 5321, 4.5.2.
                    mail.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.push_str("\r\n");
                }
                let refused = answer(".");
                if refused.is_none() {
                    taken.lock().unwrap().push(Taken { said: std::mem::take(&mut said), mail });
                }
                say(&mut stream, refused, "250 taken").await?;
            }
            "QUIT" => return say(&mut stream, None, "221 bye").await,
            _ => say(&mut stream, None, "250 if you say so").await?,
        }
    }
}

async fn read(stream: &mut BufReader<TcpStream>) -> std::io::Result<Option<String>> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await?;
    Ok((read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned()))
}

async fn say(stream: &mut BufReader<TcpStream>, instead: Option<String>, usual: &str) -> std::io::Result<()> {
    match instead.as_deref() {
        Some("") => std::future::pending().await,
        Some(said) => stream.write_all(format!("{said}\r\n").as_bytes()).await,
        None => stream.write_all(format!("{usual}\r\n").as_bytes()).await,
    }
}
