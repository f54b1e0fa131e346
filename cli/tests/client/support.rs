//! A server of the program itself, a server that says what it is told to, and a person with settings of their own.

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_lunepay");

/// `lunepay serve`, with its demonstration. It is killed with its owner.
pub struct Server {
    child: Child,
    pub url: String,
    /// The API token of the demonstration, whose workspace 1 is live.
    pub demo_token: String,
}

impl Server {
    pub fn start() -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--memory", "--demo", "--allow-loopback-endpoints", "--listen", "127.0.0.1:0"]);
        let mut child = command.env_clear().stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        // It greets when it listens.
        let mut greeting = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let url = greeting.find_map(|line| Some(line.split_once("API ")?.1.to_owned())).unwrap();
        let demo_token = greeting.find_map(|line| Some(line.strip_prefix("Token: ")?.to_owned())).unwrap();
        std::thread::spawn(move || greeting.for_each(drop));
        Self { child, url, demo_token }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A server that answers each request with the next of these, whole HTTP answers; what it was sent comes back.
pub struct Scripted {
    pub url: String,
    sent: JoinHandle<Vec<String>>,
}

impl Scripted {
    pub fn new(answers: Vec<String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let sent = std::thread::spawn(move || {
            let one = |answer: String| {
                let (mut stream, _) = listener.accept().unwrap();
                let request = read(&mut stream);
                stream.write_all(answer.as_bytes()).unwrap();
                request
            };
            answers.into_iter().map(one).collect()
        });
        Self { url, sent }
    }

    /// Every request, once all were answered.
    pub fn sent(self) -> Vec<String> {
        self.sent.join().unwrap()
    }
}

/// A server that nobody is to call.
pub struct Unasked {
    pub url: String,
    listener: TcpListener,
}

impl Unasked {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        Self { url: format!("http://{}", listener.local_addr().unwrap()), listener }
    }

    /// Whether nobody has connected.
    pub fn is_unasked(&self) -> bool {
        self.listener.accept().is_err_and(|error| error.kind() == ErrorKind::WouldBlock)
    }
}

/// Who receives webhooks, and answers each as the test says, when it says so.
pub struct Receiver {
    pub url: String,
    arrived: mpsc::Receiver<String>,
    answers: mpsc::Sender<u16>,
}

impl Receiver {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("{}/hook", listener.local_addr().unwrap());
        let ((tell, arrived), (answers, say)) = (mpsc::channel(), mpsc::channel());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Ok(()) = tell.send(read(&mut stream)) else { return };
                let Ok(status) = say.recv() else { return };
                // Whoever asked may be gone.
                let _ = stream.write_all(answer(status, "").as_bytes());
            }
        });
        Self { url, arrived, answers }
    }

    /// The next webhook, whole, which waits for its answer.
    pub fn next(&self) -> String {
        self.arrived.recv_timeout(Duration::from_secs(60)).unwrap()
    }

    /// Whether nothing else came.
    pub fn is_idle(&self) -> bool {
        self.arrived.try_recv().is_err()
    }

    pub fn answers(&self, status: u16) {
        self.answers.send(status).unwrap();
    }
}

/// A request to its end.
fn read(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let mut some = [0; 4096];
        let count = stream.read(&mut some).unwrap();
        bytes.extend(&some[..count]);
        let text = String::from_utf8_lossy(&bytes);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        if count == 0 || body.len() >= length.unwrap_or(0) {
            return text.into_owned();
        }
    }
}

/// A whole HTTP answer.
pub fn answer(status: u16, body: &str) -> String {
    answer_at(status, body, "")
}

/// With more lines of its head.
pub fn answer_at(status: u16, body: &str, head: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\nconnection: close\r\n{head}content-length: {length}\r\n\r\n{body}"
    )
}

/// A person with settings of their own, whose commands go to one server.
pub struct Person {
    pub home: TempDir,
    pub url: String,
}

impl Person {
    pub fn at(url: &str) -> Self {
        Self { home: tempfile::tempdir().unwrap(), url: url.to_owned() }
    }

    /// A command, and what it reads.
    pub fn types(&self, arguments: &[&str], input: &str) -> Said {
        self.with(arguments, input, &[])
    }

    pub fn runs(&self, arguments: &[&str]) -> Said {
        self.with(arguments, "", &[])
    }

    pub fn with(&self, arguments: &[&str], input: &str, environment: &[(&str, &str)]) -> Said {
        let mut child = self.starts(arguments, environment);
        // A program that reads nothing may be gone by now.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        Said::of(&child.wait_with_output().unwrap())
    }

    /// A command that goes on.
    pub fn starts(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Child {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).env_clear().env("XDG_CONFIG_HOME", self.home.path()).env("LUNEPAY_URL", &self.url);
        command.envs(environment.iter().copied());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// Runs `init` at a server where nobody is logged in: the e-mail address and the password that it made.
    pub fn signs_up(&self) -> (String, String) {
        let made = self.runs(&["init"]).is(0);
        let after = |word: &str| made.err.split_once(word).unwrap().1.split_whitespace().next().unwrap().to_owned();
        (after("server: "), after("Password: "))
    }

    /// The text of the kept login.
    pub fn kept(&self) -> Option<String> {
        std::fs::read_to_string(self.home.path().join("lunepay/default.json")).ok()
    }

    /// Logs in with a token.
    pub fn has_token(&self, token: &str) {
        self.types(&["login", "--token"], token).is(0);
    }
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    #[track_caller]
    pub fn is(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// On either output.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.out.contains(text) || self.err.contains(text), "`{text}` is not said: {self:?}");
        self
    }
}
