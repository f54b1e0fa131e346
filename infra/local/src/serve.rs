//! One process that serves: the API over TCP, the queue's poller, the schedule, and a clean end.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use serde_json::json;
use tokio::net::TcpListener;
use tokio::time::{MissedTickBehavior, interval};
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;
use tower_http::compression::CompressionLayer;
use web::caller::Source;

use crate::connections::{self, Limits};
use crate::dashboard::Dashboard;
use crate::demo::Demo;
use crate::health;
use crate::product::Product;

/// How many batches the matcher works on at once.
const MATCHERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(7);
/// How many messages the notifier works on at once, each by itself: twice what thirty workspaces hold whose endpoints
/// hang (`notifier::slots`).
pub const NOTIFIERS: NonZeroUsize = NonZeroUsize::MIN.saturating_add(399);
/// How often the sweeper runs: as the template's schedule.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// The API under `/api`, the dashboard everywhere else; behind these proxies.
pub fn site(product: &Product, dashboard: Dashboard, proxies: &[IpAddr]) -> Router {
    let source = from_fn_with_state(Arc::<[IpAddr]>::from(proxies), source);
    let (api, pages, product) = (product.router().layer(source), dashboard.router(), product.clone());
    // Not as routes: each of the two answers what it does not know in its own way.
    let site = Router::new().fallback(async move |request: Request| {
        let path = request.uri().path();
        if let Some(answer) = health::answer(path, &product).await {
            return Ok(answer);
        }
        let of_api = path == "/api" || path.starts_with("/api/");
        (if of_api { api } else { pages }).oneshot(request).await
    });
    // What is told with a token is asked for by no page of another site, so that lengths give nothing away (BREACH).
    site.layer(CompressionLayer::new())
}

/// Serves until `stop`: the API and the dashboard on a listener, behind these proxies; the matcher, the notifier, and
/// the sweeper.
pub async fn serve(
    product: &Product,
    dashboard: Dashboard,
    (listener, proxies): (TcpListener, &[IpAddr]),
    stop: CancellationToken,
) -> Result<()> {
    let site = site(product, dashboard, proxies);
    let poller = product.poller().clone();
    let matching = tokio::spawn({
        let (stop, handler) = (stop.clone(), product.matcher());
        async move { poller.run(MATCHERS, stop, handler).await }
    });
    let notifying = tokio::spawn({
        let (stop, handler, poller) = (stop.clone(), product.notifier(), product.events_poller().clone());
        async move { poller.one_by_one().run(NOTIFIERS, stop, handler).await }
    });
    let sweeping = tokio::spawn(sweep(product.clone(), stop.clone()));
    let ended = stop.clone();
    connections::serve(listener, site, (Limits::of_this_machine(), proxies), ended).await;
    stop.cancel();
    matching.await?;
    notifying.await?;
    sweeping.await?;
    Ok(())
}

/// EventBridge's part: every minute; and the table's own, deleting what its TTL ended.
async fn sweep(product: Product, stop: CancellationToken) {
    let mut minutes = interval(SWEEP_EVERY);
    minutes.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = minutes.tick() => {}
        }
        if let Err(error) = product.sweep().await {
            tracing::error!(%error, "a sweep failed; the next one goes on where it stopped");
        }
        if let Err(error) = product.table.sweep_ttl().await {
            tracing::error!(%error, "items past their TTL could not be deleted; nothing depends on it");
        }
    }
}

async fn source(State(proxies): State<Arc<[IpAddr]>>, mut request: Request, next: Next) -> Response {
    if let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        let caller = caller(peer.ip(), request.headers(), &proxies);
        request.extensions_mut().insert(Source(caller.to_string()));
    }
    next.run(request).await
}

/// Who calls: the peer, or whom a proxy of ours names. Of the addresses in `X-Forwarded-For` that is the last one which
/// is no proxy of ours: what stands before it was written by the caller.
fn caller(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let is_proxy = |address: &IpAddr| proxies.iter().any(|proxy| proxy.to_canonical() == address.to_canonical());
    if !is_proxy(&peer) {
        return peer;
    }
    let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
    let mut named = lines.flat_map(|line| line.split(',')).rev().map_while(address);
    named.find(|address| !is_proxy(address)).unwrap_or(peer)
}

/// An address as proxies write it, some with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|socket| socket.ip()))
}

/// The address of the API.
pub fn base_url(address: SocketAddr) -> String {
    format!("http://{address}{}", web::serve::BASE_PATH)
}

/// Tells whoever waits for it that requests are served: one line of JSON, whole or not at all.
pub fn write_ready_file(file: &Path, address: SocketAddr, demo: Option<&Demo>) -> Result<()> {
    let mut line = json!({"base_url": base_url(address), "dashboard_url": format!("http://{address}/")});
    if let (Some(demo), Some(line)) = (demo, line.as_object_mut()) {
        line.insert("demo_token".to_owned(), json!(demo.token));
    }
    let half = file.with_extension("part");
    std::fs::write(&half, format!("{line}\n"))
        .and_then(|()| std::fs::rename(&half, file))
        .with_context(|| format!("cannot write the ready file {}", file.display()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn who_calls_is_whom_the_last_proxy_of_ours_names_and_never_what_the_caller_writes() {
        let proxies: Vec<IpAddr> = ["127.0.0.1", "10.0.0.7"].map(|proxy| proxy.parse().unwrap()).into();
        let of = |peer: &str, lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", HeaderValue::from_static(line));
            }
            caller(peer.parse().unwrap(), &headers, &proxies).to_string()
        };
        for (peer, lines, who) in [
            ("203.0.113.9", vec!["198.51.100.1"], "203.0.113.9"),
            ("127.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", vec!["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", vec!["1.2.3.4, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", vec!["1.2.3.4", "198.51.100.1, 10.0.0.7"], "198.51.100.1"),
            ("127.0.0.1", vec!["198.51.100.1:4711"], "198.51.100.1"),
            ("127.0.0.1", vec!["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", vec!["127.0.0.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", vec!["10.0.0.7"], "127.0.0.1"),
            ("127.0.0.1", vec![], "127.0.0.1"),
        ] {
            assert_eq!(of(peer, &lines), who, "{peer} {lines:?}");
        }
    }
}
