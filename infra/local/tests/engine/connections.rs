//! Connections that say nothing, that drip, and that are too many. The clock stands still and jumps when all wait.

use std::net::IpAddr;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::routing::get;
use axum::{Router, body::Bytes};
use local::connections::{Limits, serve};
use local::dashboard::Dashboard;
use local::product::{Product, engines};
use local::secret;
use local::serve::site;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use web::Policy;

use crate::support::temporary_dir;

const LOCAL: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

struct Served {
    port: u16,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl Served {
    /// Takes whole bodies, and answers `/long` at length.
    async fn open(limits: Limits, proxies: &'static [IpAddr]) -> Self {
        let long = get(async || vec![b'a'; 64 << 20]);
        let site = Router::new().route("/long", long).fallback(async |_: Bytes| "taken");
        let (listener, stop) = (TcpListener::bind((LOCAL, 0)).await.unwrap(), CancellationToken::new());
        let port = listener.local_addr().unwrap().port();
        let serving = tokio::spawn(serve(listener, site, (limits, proxies), stop.clone()));
        Self { port, stop, serving }
    }

    async fn connect(&self) -> TcpStream {
        TcpStream::connect((LOCAL, self.port)).await.unwrap()
    }

    /// A connection over which a request was made; it stays open where the server lets it.
    async fn ask(&self, path: &str) -> (TcpStream, String) {
        let mut stream = self.connect().await;
        let request = format!("POST {path} HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nhi");
        // A connection that was closed at once takes no request, and answers none.
        let _ = stream.write_all(request.as_bytes()).await;
        let mut answer = vec![0; 1_000];
        let read = stream.read(&mut answer).await.unwrap_or(0);
        (stream, String::from_utf8_lossy(&answer[..read]).into_owned())
    }
}

fn limits() -> Limits {
    Limits { all: 100, for_phones: 10, of_one: 100, ..Limits::of_this_machine() }
}

/// What comes until the server closes, and after how long.
async fn until_closed(mut stream: TcpStream) -> (String, Duration) {
    let (started, mut told) = (Instant::now(), Vec::new());
    let _ = stream.read_to_end(&mut told).await;
    (String::from_utf8_lossy(&told).into_owned(), started.elapsed())
}

fn about(limit: Duration, took: Duration) -> bool {
    (limit..limit + Duration::from_secs(1)).contains(&took)
}

#[tokio::test(start_paused = true)]
async fn a_head_that_does_not_end_and_a_connection_that_is_not_used_are_closed() {
    let served = Served::open(limits(), &[]).await;
    let mut half = served.connect().await;
    half.write_all(b"GET / HTTP/1.1\r\nHost: he").await.unwrap();
    let (_, took) = until_closed(half).await;
    assert!(about(limits().head, took), "half a head: {took:?}");
    let (_, took) = until_closed(served.connect().await).await;
    assert!(took <= limits().head + Duration::from_secs(1), "nothing at all: {took:?}");
    let (kept, answer) = served.ask("/").await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let (_, took) = until_closed(kept).await;
    assert!(about(limits().head, took), "after an answer: {took:?}");
}

#[tokio::test(start_paused = true)]
async fn a_body_that_does_not_come_is_answered_in_time() {
    let served = Served::open(limits(), &[]).await;
    let mut half = served.connect().await;
    half.write_all(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf").await.unwrap();
    let (answer, took) = until_closed(half).await;
    assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("connection: close"), "{answer}");
    assert!(about(limits().request, took), "{took:?}");
}

#[tokio::test(start_paused = true)]
async fn who_does_not_read_the_answer_keeps_no_place() {
    let served = Served::open(Limits { all: 1, for_phones: 0, ..limits() }, &[]).await;
    let mut deaf = served.connect().await;
    deaf.write_all(b"GET /long HTTP/1.1\r\nHost: here\r\n\r\n").await.unwrap();
    deaf.readable().await.unwrap();
    assert_eq!(served.ask("/").await.1, "", "there is no other place");
    // That it goes on asking is no reason to wait for it.
    for _ in 0..3 {
        tokio::time::sleep(limits().unread / 2).await;
        let _ = deaf.write_all(b"G").await;
    }
    assert!(served.ask("/").await.1.starts_with("HTTP/1.1 200"));
}

#[tokio::test(start_paused = true)]
async fn the_last_connections_are_for_phones() {
    let served = Served::open(Limits { all: 4, for_phones: 2, ..limits() }, &[]).await;
    let _taken = [served.ask("/").await, served.ask("/api/v1/workspaces").await];
    for path in ["/", "/api/v1/auth/login", "/api/v1/webhooks/bank-sms", "/api/v1/webhooks/bank-sms/"] {
        let (stream, answer) = served.ask(path).await;
        assert!(answer.starts_with("HTTP/1.1 503") && answer.contains("retry-after: 1"), "{path}: {answer}");
        drop(until_closed(stream).await);
    }
    let phones = [served.ask("/api/v1/webhooks/bank-sms/key").await, served.ask("/api/v1/webhooks/ping/key").await];
    assert!(phones.iter().all(|(_, answer)| answer.starts_with("HTTP/1.1 200")), "{phones:?}");
    assert_eq!(served.ask("/api/v1/webhooks/bank-sms/key").await.1, "", "all places are taken");
    drop(phones);
}

#[tokio::test(start_paused = true)]
async fn one_address_takes_its_share_of_the_connections_and_a_proxy_of_ours_all() {
    let two = Limits { of_one: 2, ..limits() };
    for (proxies, third) in [(&[][..], ""), (&[LOCAL][..], "HTTP/1.1 200")] {
        let served = Served::open(two, proxies).await;
        let _taken = [served.ask("/").await, served.ask("/").await];
        let (_, answer) = served.ask("/").await;
        assert!(answer.starts_with(third) && answer.is_empty() == third.is_empty(), "{proxies:?}: {answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_end_waits_for_no_connection_that_is_not_used() {
    let served = Served::open(limits(), &[]).await;
    let (kept, _) = served.ask("/").await;
    let started = Instant::now();
    served.stop.cancel();
    served.serving.await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(1));
    drop(kept);
}

#[tokio::test]
async fn pages_and_answers_are_compressed_for_who_takes_that() {
    let (dir, clock) = (temporary_dir(), runtime::config::clock());
    std::fs::write(dir.path().join("index.html"), "<p>a page</p>".repeat(20)).unwrap();
    let keys = secret::keys(None).unwrap();
    let product = Product::plain(engines(None, &clock).unwrap(), keys, Policy::default(), clock).await.unwrap();
    for path in ["/", "/api/v1/openapi.json"] {
        let mut lengths = Vec::new();
        for coding in ["identity", "gzip", "br"] {
            let request = Request::get(path).header(header::ACCEPT_ENCODING, coding).body(Body::empty()).unwrap();
            let answer = site(&product, Dashboard::at(dir.path()), &[]).oneshot(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
            let told = answer.headers().get(header::CONTENT_ENCODING).map(|it| it.to_str().unwrap().to_owned());
            assert_eq!(told.as_deref().unwrap_or("identity"), coding, "{path}");
            lengths.push(to_bytes(answer.into_body(), usize::MAX).await.unwrap().len());
        }
        assert!(lengths[1] < lengths[0] && lengths[2] < lengths[0], "{path}: {lengths:?}");
    }
}
