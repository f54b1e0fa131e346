//! A shop's server on loopback, which takes webhooks and behaves as a test wants: answers, hangs, resets, drips.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::http;
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

/// The event, when the signature is LunePay's: `body` as it came, before anything parsed it.
pub fn verified(secret: &str, headers: &http::HeaderMap, body: &[u8]) -> Option<serde_json::Value> {
    Webhook::new(secret).ok()?.verify(body, headers).ok()?;
    serde_json::from_slice(body).ok()
}

/// A webhook as it arrived.
#[derive(Clone, Debug)]
pub struct Arrived {
    pub path: String,
    /// Names in lower case.
    pub headers: HashMap<String, String>,
    /// As text; what is none of it replaced.
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Arrived {
    pub fn id(&self) -> &str {
        &self.headers["webhook-id"]
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    pub fn kind(&self) -> String {
        self.json()["type"].as_str().unwrap().to_owned()
    }

    /// How many of the signatures are those of the reference library under this secret.
    pub fn signed_by(&self, secret: &str) -> bool {
        let webhook = Webhook::new(secret).unwrap();
        let timestamp = self.headers["webhook-timestamp"].parse().unwrap();
        let expected = webhook.sign(self.id(), timestamp, self.body.as_bytes()).unwrap();
        self.headers["webhook-signature"].split(' ').any(|signature| signature == expected)
    }
}

/// What a server does with a webhook.
#[derive(Clone, Debug)]
pub enum Reply {
    Status(u16),
    /// With a header and a body.
    With(u16, &'static str, String, String),
    /// Says nothing and keeps the connection.
    Hang,
    /// Breaks the connection off without a word.
    Reset,
    /// 200 and ten megabytes.
    Big,
    /// 200, and a body that never ends, byte by byte.
    Drip,
    /// Something that is not HTTP.
    Garbage,
}

type Behaviour = Arc<dyn Fn(&Arrived, usize) -> Reply + Send + Sync>;

/// The server. Ends when it is dropped.
pub struct Receiver {
    pub url: String,
    arrived: watch::Receiver<Vec<Arrived>>,
    _serving: JoinSet<()>,
}

impl Receiver {
    /// A server that behaves as told: by the webhook, and by how many came before it.
    pub async fn start(behaviour: impl Fn(&Arrived, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::on("127.0.0.1", behaviour).await
    }

    /// On each address of this machine, so that one server is many hosts: 127.0.0.1, 127.0.0.2 …
    pub async fn everywhere(behaviour: impl Fn(&Arrived, usize) -> Reply + Send + Sync + 'static) -> Self {
        Self::on("0.0.0.0", behaviour).await
    }

    async fn on(address: &str, behaviour: impl Fn(&Arrived, usize) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let (log, arrived) = watch::channel(Vec::new());
        let (log, behaviour): (_, Behaviour) = (Arc::new(Mutex::new(log)), Arc::new(behaviour));
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let (log, behaviour) = (Arc::clone(&log), Arc::clone(&behaviour));
                connections.spawn(serve(stream, log, behaviour));
                while connections.try_join_next().is_some() {}
            }
        });
        Self { url, arrived, _serving: serving }
    }

    /// A server that takes everything.
    pub async fn good() -> Self {
        Self::start(|_, _| Reply::Status(204)).await
    }

    /// What arrived so far.
    pub fn arrived(&self) -> Vec<Arrived> {
        self.arrived.borrow().clone()
    }

    /// The types of what arrived so far.
    pub fn kinds(&self) -> Vec<String> {
        self.arrived().iter().map(Arrived::kind).collect()
    }

    /// Waits until so many have arrived.
    pub async fn when_arrived(&self, many: usize) {
        self.arrived.clone().wait_for(|arrived| arrived.len() >= many).await.unwrap();
    }
}

type Log = Arc<Mutex<watch::Sender<Vec<Arrived>>>>;

async fn serve(mut stream: TcpStream, log: Log, behaviour: Behaviour) {
    let Some(arrived) = read(&mut stream).await else { return };
    let reply = {
        let log = log.lock().unwrap();
        let reply = behaviour(&arrived, log.borrow().len());
        log.send_modify(|all| all.push(arrived));
        reply
    };
    let _ = answer(&mut stream, reply).await;
}

async fn read(stream: &mut TcpStream) -> Option<Arrived> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..head_end].to_vec()).ok()?;
    let mut lines = head.split("\r\n");
    let path = lines.next()?.split(' ').nth(1)?.to_owned();
    let headers: HashMap<String, String> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_lowercase(), value.to_owned()))
        .collect();
    let length: usize = headers.get("content-length")?.parse().ok()?;
    let mut body = bytes[head_end + 4..].to_vec();
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Arrived { path, headers, body: String::from_utf8_lossy(&body).into_owned(), bytes: body })
}

async fn answer(stream: &mut TcpStream, reply: Reply) -> std::io::Result<()> {
    match reply {
        Reply::Status(status) => {
            stream.write_all(format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\n\r\n").as_bytes()).await
        }
        Reply::With(status, header, value, body) => {
            let length = body.len();
            let head = format!("HTTP/1.1 {status} x\r\n{header}: {value}\r\ncontent-length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes()).await?;
            stream.write_all(body.as_bytes()).await
        }
        Reply::Hang => std::future::pending().await,
        Reply::Reset => stream.set_zero_linger(),
        Reply::Big => {
            let megabytes = 10 << 20;
            stream.write_all(format!("HTTP/1.1 200 OK\r\ncontent-length: {megabytes}\r\n\r\n").as_bytes()).await?;
            stream.write_all(&vec![b'x'; megabytes]).await
        }
        Reply::Drip => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await?;
            for _ in 0..3 {
                stream.write_all(b"1\r\nx\r\n").await?;
            }
            std::future::pending().await
        }
        Reply::Garbage => stream.write_all(b"SSH-2.0-OpenSSH_9.6\r\n\r\n").await,
    }
}
