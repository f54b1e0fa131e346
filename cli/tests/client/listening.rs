//! `listen`: every event once, whatever happens on the way.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr};

use rustix::process::{Pid, Signal, kill_process};
use standardwebhooks::Webhook;

use crate::support::{Person, Receiver, Scripted, Server, answer};

/// The shortest list of events: one for each payment.
const MATCHED: [&str; 2] = ["--events", "order.matched"];

fn set_up() -> (Server, Receiver, Person) {
    let server = Server::start();
    let person = Person::at(&server.url);
    (server, Receiver::new(), person)
}

/// A listener that has begun; it is ended with its owner.
struct Listener {
    child: Child,
    said: BufReader<ChildStderr>,
    secret: String,
}

impl Listener {
    fn start(person: &Person, receiver: &Receiver, more: &[&str], environment: &[(&str, &str)]) -> Self {
        let arguments: Vec<&str> =
            ["listen", "--forward", &receiver.url].into_iter().chain(more.iter().copied()).collect();
        let mut child = person.starts(&arguments, environment);
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut listener = Self { child, said, secret: String::new() };
        listener.until("Ctrl-C ends");
        listener.secret = listener.until("signed with").rsplit(' ').next().unwrap().to_owned();
        listener
    }

    /// Reads what it says until it says this.
    fn until(&mut self, text: &str) -> String {
        let mut all = String::new();
        loop {
            let mut line = String::new();
            assert_ne!(self.said.read_line(&mut line).unwrap(), 0, "`{text}` is not said: {all}");
            if line.contains(text) {
                return line.trim_end().to_owned();
            }
            all.push_str(&line);
        }
    }

    fn interrupt(&self) {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
    }

    /// Ends it, as Ctrl-C does.
    fn end(mut self) {
        self.interrupt();
        assert_eq!(self.child.wait().unwrap().code(), Some(130));
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The headers and the body of a request.
fn parts(request: &str) -> (BTreeMap<&str, &str>, &str) {
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    (head.lines().skip(1).filter_map(|line| line.split_once(": ")).collect(), body)
}

/// The event that a request tells of.
fn event(request: &str) -> String {
    parts(request).0["webhook-id"].to_owned()
}

fn pays(person: &Person, amount: &str) {
    person.runs(&["simulate", "deposit", "--amount", amount, "--with-order"]).is(0);
}

#[test]
fn two_commands_bring_a_signed_webhook_to_a_server_on_this_machine() {
    let (_server, receiver, person) = set_up();
    let listener = Listener::start(&person, &receiver, &MATCHED, &[]);
    pays(&person, "14510");
    let request = receiver.next();
    let (headers, body) = parts(&request);
    assert!(request.starts_with("POST /hook ") && body.contains(r#""livemode":false"#), "{request}");
    let at = headers["webhook-timestamp"].parse().unwrap();
    let signed = Webhook::new(&listener.secret).unwrap().sign(headers["webhook-id"], at, body.as_bytes()).unwrap();
    assert_eq!(headers["webhook-signature"], signed);
    receiver.answers(204);
    person.runs(&["listen", "--forward", &receiver.url]).is(1).says("listens under the login");
    listener.end();
    person.runs(&["doctor"]).is(0).says("endpoint 1 (lunepay listen)");
}

#[test]
fn what_is_refused_comes_again_and_what_was_taken_does_not() {
    let (_server, receiver, person) = set_up();
    let mut listener = Listener::start(&person, &receiver, &MATCHED, &[]);
    pays(&person, "1000");
    let first = event(&receiver.next());
    receiver.answers(500);
    listener.until("comes again");
    pays(&person, "2000");
    let mut seen = [receiver.next(), {
        receiver.answers(204);
        receiver.next()
    }]
    .map(|request| event(&request));
    receiver.answers(204);
    seen.sort();
    assert!(seen.contains(&first) && seen[0] != seen[1], "{first} {seen:?}");
    listener.end();

    // The next listener has the same secret, and is told of nothing that was taken.
    let again = Listener::start(&person, &receiver, &MATCHED, &[]);
    pays(&person, "3000");
    assert!(!seen.contains(&event(&receiver.next())));
    receiver.answers(204);
    again.end();
}

#[test]
fn ctrl_c_finishes_what_is_under_way_and_twice_leaves_it_at_the_server() {
    let (_server, receiver, person) = set_up();
    let mut listener = Listener::start(&person, &receiver, &MATCHED, &[]);
    pays(&person, "1000");
    let first = event(&receiver.next());
    listener.interrupt();
    listener.until("Ctrl-C once more");
    receiver.answers(204);
    assert_eq!(listener.child.wait().unwrap().code(), Some(130));

    let mut listener = Listener::start(&person, &receiver, &MATCHED, &[]);
    pays(&person, "2000");
    let second = event(&receiver.next());
    assert_ne!(second, first, "it was acknowledged");
    listener.interrupt();
    listener.until("Ctrl-C once more");
    listener.end();
    receiver.answers(204);

    let listener = Listener::start(&person, &receiver, &MATCHED, &[]);
    assert_eq!(event(&receiver.next()), second, "it was not acknowledged");
    receiver.answers(204);
    listener.end();
}

#[test]
fn each_login_and_each_token_has_one_endpoint() {
    let (_server, receiver, person) = set_up();
    let (email, password) = person.signs_up();
    Listener::start(&person, &receiver, &[], &[]).end();
    person.types(&["login", "--email", &email], &password).is(0);
    Listener::start(&person, &receiver, &MATCHED, &[]).end();
    let endpoints = || person.runs(&["doctor"]).is(0).out.lines().filter(|line| line.contains("endpoint ")).count();
    assert_eq!(endpoints(), 1);

    let kept: serde_json::Value = serde_json::from_str(&person.kept().unwrap()).unwrap();
    let token = [("LUNEPAY_TOKEN", kept["token"].as_str().unwrap())];
    let first = Listener::start(&person, &receiver, &[], &token);
    assert!(first.secret.starts_with("whsec_"), "{}", first.secret);
    first.end();
    let again = Listener::start(&person, &receiver, &MATCHED, &token);
    assert_eq!(again.secret, "made.", "it is told once");
    again.end();
    assert_eq!(endpoints(), 2);
}

/// The receiver is asked once, although the server did not hear of it the first time.
#[test]
fn an_acknowledgement_that_is_lost_is_sent_again_and_the_event_is_not() {
    let waiting = r#"[{"id":"dlv_1","event_id":"evt_1","event_type":"order.matched",
        "request":{"headers":{"webhook-id":"evt_1","content-type":"application/json"},"body":"{}"}}]"#;
    let internal = r#"{"code":"internal","status":500,"detail":"","request_id":"r"}"#;
    let endpoint = r#"{"id":1,"is_active":true,"events":[],"secret":"whsec_x"}"#;
    let server = Scripted::new(vec![
        answer(200, r#"{"id":9000000001,"name":"x","mode":"TEST"}"#),
        answer(200, "[]"),
        answer(201, endpoint),
        answer(500, internal),
        answer(200, waiting),
        answer(500, internal),
        answer(200, waiting),
        answer(200, "{}"),
        answer(200, "[]"),
    ]);
    let (receiver, person) = (Receiver::new(), Person::at(&server.url));
    let token = [("LUNEPAY_TOKEN", "a.b.c")];
    let mut listener = Listener::start(&person, &receiver, &["--workspace", "9000000001"], &token);
    // The server fails once before it tells of anything.
    listener.until("trying until it does");
    listener.until("answers again");
    assert_eq!(event(&receiver.next()), "evt_1");
    receiver.answers(200);
    listener.until("was not told that it arrived");
    let sent = server.sent();
    let acknowledged = sent.iter().filter(|request| request.contains("/deliveries/dlv%5F1/ack "));
    assert_eq!(acknowledged.count(), 2, "{sent:?}");
    // From here on the server is away: the listener waits for it.
    listener.until("trying until it does");
    listener.end();
    assert!(receiver.is_idle());
}
