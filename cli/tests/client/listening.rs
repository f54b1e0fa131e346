//! `listen`: every event once, whatever happens on the way.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStderr};

use rustix::process::{Pid, Signal, kill_process};

use crate::support::{Person, Receiver, Scripted, answer};

/// A listener that has begun; it is ended with its owner.
struct Listener {
    child: Child,
    said: BufReader<ChildStderr>,
}

impl Listener {
    fn start(person: &Person, receiver: &Receiver, more: &[&str], environment: &[(&str, &str)]) -> Self {
        let arguments: Vec<&str> =
            ["listen", "--forward", &receiver.url].into_iter().chain(more.iter().copied()).collect();
        let mut child = person.starts(&arguments, environment);
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut listener = Self { child, said };
        listener.until("Ctrl-C ends");
        listener.until("signed with: whsec_x");
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

/// The event that a request tells of.
fn event(request: &str) -> &str {
    request.lines().find_map(|line| line.strip_prefix("webhook-id: ")).unwrap()
}

/// The receiver is asked once, although the server did not hear of it the first time.
#[test]
fn an_acknowledgement_that_is_lost_is_sent_again_and_the_event_is_not() {
    let waiting = r#"[{"id":"dlv_1","event_id":"evt_1","event_type":"order.matched",
        "request":{"headers":{"webhook-id":"evt_1","content-type":"application/json"},"body":"{}"}}]"#;
    let endpoint = r#"{"id":1,"is_active":true,"events":[],"secret":"whsec_x"}"#;
    let server = Scripted::new(vec![
        answer(200, r#"{"id":9000000001,"name":"x","mode":"TEST"}"#),
        answer(201, endpoint),
        answer(200, waiting),
        answer(500, r#"{"code":"internal","status":500,"detail":"","request_id":"r"}"#),
        answer(200, waiting),
        answer(200, "{}"),
        answer(200, "[]"),
    ]);
    let (receiver, person) = (Receiver::new(), Person::at(&server.url));
    let token = [("LUNEPAY_TOKEN", "a.b.c")];
    let mut listener = Listener::start(&person, &receiver, &["--workspace", "9000000001"], &token);
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
