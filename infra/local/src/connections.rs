//! The connections of the one machine: how long each may take, and how many there may be.
//!
//! Whoever opens connections and says nothing must keep nobody out, least of all a phone with a bank's message.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONNECTION, RETRY_AFTER};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use rustix::process::{Resource, getrlimit};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};
use tokio_io_timeout::TimeoutStream;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use tower::util::MapRequest;

/// How long connections may take, and how many there may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// For the head of a request, from its first byte or, on a connection that is used again, from the answer before.
    pub head: Duration,
    /// For a request, with its body, until its answer begins.
    pub request: Duration,
    /// For an answer of which the caller takes no byte.
    pub unread: Duration,
    /// For what is under way when the program is asked to end.
    pub end: Duration,
    /// Connections at once.
    pub all: usize,
    /// Of these, those that serve the phones' URLs only.
    pub for_phones: usize,
    /// Connections of one address at once, unless it is a proxy of ours.
    pub of_one: usize,
}

impl Limits {
    /// As many connections as the machine lets this program open files, less those that the program itself needs.
    pub fn of_this_machine() -> Self {
        let files = getrlimit(Resource::Nofile).current.and_then(|files| usize::try_from(files).ok());
        let all = files.map_or(1_024, |files| (files / 2).clamp(32, 1_024));
        Self {
            head: Duration::from_secs(10),
            request: Duration::from_secs(30),
            unread: Duration::from_secs(60),
            end: Duration::from_secs(30),
            all,
            for_phones: all / 8,
            of_one: all / 4,
        }
    }
}

/// Serves until `stop`, and then what is under way.
pub async fn serve(
    listener: TcpListener,
    site: Router,
    (limits, proxies): (Limits, &[IpAddr]),
    stop: CancellationToken,
) {
    let (slots, under_way) = (Arc::new(Slots { limits, taken: Mutex::default() }), GracefulShutdown::new());
    loop {
        let (stream, peer) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    tracing::warn!(%error, "a connection could not be accepted; the next one is tried in a second");
                    sleep(Duration::from_secs(1)).await;
                    continue;
                }
            },
        };
        let is_proxy = proxies.iter().any(|proxy| proxy.to_canonical() == peer.ip().to_canonical());
        // Without a slot it is closed at once.
        let Some(slot) = Slots::take(&slots, peer.ip().to_canonical(), is_proxy) else { continue };
        let _ = stream.set_nodelay(true);
        let served = under_way.watch(connection(stream, peer, site.clone(), (limits, slot.for_phones)));
        tokio::spawn(async move {
            let _slot = slot;
            // That a caller went away, or was too slow, is no fault of ours.
            if let Err(error) = served.await {
                tracing::debug!(%error, "a connection ended early");
            }
        });
    }
    drop(listener);
    if timeout(limits.end, under_way.shutdown()).await.is_err() {
        tracing::warn!("some requests took too long to wait for their end");
    }
}

type Stream = TokioIo<Pin<Box<TimeoutStream<TcpStream>>>>;
type Site = MapRequest<Router, fn(Request<Incoming>) -> Request>;

fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    site: Router,
    (limits, for_phones): (Limits, bool),
) -> http1::Connection<Stream, TowerToHyperService<Site>> {
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.unread));
    let site = site
        .layer(Extension(ConnectInfo(peer)))
        .layer(from_fn_with_state((limits.request, for_phones), admit))
        .map_request(with_body as fn(_) -> _);
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .serve_connection(TokioIo::new(Box::pin(stream)), TowerToHyperService::new(site))
}

fn with_body(request: Request<Incoming>) -> Request {
    request.map(Body::new)
}

/// One of the last connections serves phones only; and no request takes for ever, with its body.
async fn admit(State((limit, for_phones)): State<(Duration, bool)>, request: Request, next: Next) -> Response {
    if for_phones && !is_of_a_phone(request.uri().path()) {
        return refused("연결이 너무 많습니다. 잠시 후 같은 요청을 다시 보내 주세요.");
    }
    let too_slow = |_| refused("요청이 제때 끝나지 않았습니다. 잠시 후 같은 요청을 다시 보내 주세요.");
    timeout(limit, next.run(request)).await.unwrap_or_else(too_slow)
}

/// The URL of a phone: a message or a ping. Whether its key is good is told later.
fn is_of_a_phone(path: &str) -> bool {
    let of = |what: &str| path.strip_prefix(web::serve::BASE_PATH)?.strip_prefix(what).filter(|key| !key.is_empty());
    of("/webhooks/bank-sms/").or_else(|| of("/webhooks/ping/")).is_some()
}

/// The last answer of a connection.
fn refused(what: &'static str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(CONNECTION, "close"), (RETRY_AFTER, "1")], what).into_response()
}

/// Who is connected.
struct Slots {
    limits: Limits,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<IpAddr, usize>,
}

/// A place for one connection, given back when it is dropped.
struct Slot {
    slots: Arc<Slots>,
    /// `None`: a proxy of ours, which is not counted by its address.
    address: Option<IpAddr>,
    /// One of the last: it serves phones only.
    for_phones: bool,
}

impl Slots {
    fn take(slots: &Arc<Self>, address: IpAddr, is_proxy: bool) -> Option<Slot> {
        let (limits, address) = (&slots.limits, (!is_proxy).then_some(address));
        let mut taken = slots.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_one = address.and_then(|address| taken.by.get(&address).copied()).unwrap_or(0);
        if taken.all >= limits.all || of_one >= limits.of_one {
            return None;
        }
        taken.all += 1;
        if let Some(address) = address {
            taken.by.insert(address, of_one + 1);
        }
        let for_phones = taken.all > limits.all - limits.for_phones;
        Some(Slot { slots: Arc::clone(slots), address, for_phones })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.slots.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        let Some(address) = self.address else { return };
        match taken.by.get_mut(&address) {
            Some(count) if *count > 1 => *count -= 1,
            Some(_) | None => {
                taken.by.remove(&address);
            }
        }
    }
}
