//! `listen`: fetches what waits at an endpoint without a URL, sends it on, and acknowledges what the receiver took.
//!
//! At least once. An event is sent twice only if this program dies after the receiver answered and before the
//! acknowledgement. A lost acknowledgement alone is repeated without sending the event again.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::time::Duration;

use domain::delivery::FETCH_WAIT_MAX_S;
use domain::{ClosedSet, EndpointKind, EventType};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

use super::api::PAGE_MAX;
use super::args::Listen;
use super::failure::Failure;
use super::forward::{Forwarder, Webhook};
use super::init;
use super::lang::Lang;
use super::lists::query;
use super::print::{self, clean};
use super::profile::{Listener, Profiles};
use super::session::Session;
use super::workspace;

/// How long the server waits for something to happen.
const WAIT: Duration = Duration::from_secs(FETCH_WAIT_MAX_S);
/// Poll interval while an event waits for its retry.
const BETWEEN: Duration = Duration::from_secs(1);
/// Backoff, first and longest: of a refused event, and of an unreachable server.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);
/// How long what was fetched is sent on: a signature is taken for five minutes, and the receiver may be slow.
const SENT_WITHIN: Duration = Duration::from_secs(60);
/// What the endpoint of a kept login is called.
const DESCRIPTION: &str = "lunepay listen";
/// What the endpoint is called where a token of the environment stands for a login: it is found again by this name.
const DESCRIPTION_WITHOUT_LOGIN: &str = "lunepay listen (LUNEPAY_TOKEN)";

#[derive(Deserialize)]
struct Endpoint {
    id: u64,
    #[serde(default)]
    kind: String,
    is_active: bool,
    events: Vec<String>,
    #[serde(default)]
    description: Option<String>,
    /// Empty where the server does not tell it.
    #[serde(default)]
    secret: String,
}

/// An event that waits.
#[derive(Deserialize)]
struct Waiting {
    id: String,
    event_id: String,
    event_type: String,
    request: Webhook,
}

/// What is known of the events of one endpoint.
struct Listening {
    session: Session,
    lang: Lang,
    /// The path of the endpoint's deliveries.
    path: String,
    forwarder: Forwarder,
    /// Deliveries that were taken, and are not acknowledged yet.
    delivered: HashSet<String>,
    /// Deliveries that were refused: until when they are left alone, and for how long the next time.
    refused: HashMap<String, (Instant, Duration)>,
    /// Whether somebody wants it to end.
    shutdown: watch::Receiver<bool>,
}

pub async fn run(args: &Listen, lang: Lang) -> Result<(), Failure> {
    let shutdown = shutdown_signals().map_err(|error| Failure::Failed(error.to_string()))?;
    let mut start = shutdown.clone();
    let listening = tokio::select! {
        listening = begin(args, lang, shutdown) => listening?,
        _ = start.wait_for(|is_ending| *is_ending) => return Err(Failure::Interrupted),
    };
    let (mut listening, _lock) = listening;
    listening.run_until_shutdown().await?;
    Err(Failure::Interrupted)
}

/// The first signal asks for the end; the second is the end.
fn shutdown_signals() -> std::io::Result<watch::Receiver<bool>> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let (end, shutdown) = watch::channel(false);
    tokio::spawn(async move {
        for _ in 0..2 {
            tokio::select! {
                _ = interrupt.recv() => {}
                _ = terminate.recv() => {}
            }
            if end.send_replace(true) {
                std::process::exit(130);
            }
        }
    });
    Ok(shutdown)
}

/// Everything that is needed, and a lock that keeps a second listener of this login away.
async fn begin(
    args: &Listen,
    lang: Lang,
    shutdown: watch::Receiver<bool>,
) -> Result<(Listening, Option<File>), Failure> {
    let opened = Session::open(&args.at.common, lang);
    let is_here = match &opened {
        Ok(session) => session.profile.is_some() && session.api.url.is_here(),
        Err(failure) => failure.is_about_login(),
    };
    let (mut session, workspace) = if is_here && !args.at.live {
        init::prepare(opened, &args.at.common, args.at.workspace, lang).await?
    } else {
        let session = opened?;
        let workspace = workspace::chosen(&session, &args.at).await?;
        (session, workspace)
    };
    let workspace = workspace.id;
    let lock = match &session.profile {
        Some(_) => {
            let lock = Profiles::of_person(lang)?.lock(&args.at.common.profile)?;
            Some(lock.ok_or_else(|| Failure::Failed(lang.listens_already(&args.at.common.profile)))?)
        }
        None => None,
    };
    let endpoint = endpoint(args, &mut session, workspace).await?;
    print::note(&lang.listening(workspace, &args.forward));
    match endpoint.secret.is_empty() {
        true => print::note(&lang.secret_was_shown()),
        false => print::note(&lang.signed_with(&endpoint.secret)),
    }
    let forwarder = Forwarder::new(args.forward.clone()).map_err(|error| Failure::Failed(lang.no_tls(error)))?;
    let path = format!("/workspaces/{workspace}/webhook-endpoints/{}/deliveries", endpoint.id);
    let (delivered, refused) = (HashSet::new(), HashMap::new());
    Ok((Listening { session, lang, path, forwarder, delivered, refused, shutdown }, lock))
}

/// The endpoint of this login or token, told of what is asked for; a new one where there is none.
async fn endpoint(args: &Listen, session: &mut Session, workspace: u64) -> Result<Endpoint, Failure> {
    let path = format!("/workspaces/{workspace}/webhook-endpoints");
    let told = |kind: &EventType| args.events.is_empty() || args.events.contains(kind);
    let events: Vec<_> = EventType::subscribable().filter(told).map(|kind| kind.code().to_owned()).collect();
    let description = if session.profile.is_some() { DESCRIPTION } else { DESCRIPTION_WITHOUT_LOGIN };
    if let Some(before) = made_before(session, &path, workspace).await? {
        if before.is_active && before.events == events {
            return Ok(before);
        }
        let body = json!({"events": events, "is_active": true});
        let patched: Endpoint = session.api.patch(&format!("{path}/{}", before.id), &body).await?;
        return Ok(Endpoint { secret: before.secret, ..patched });
    }
    let body = json!({"kind": "PULL", "events": events, "description": description});
    let made: Endpoint = session.api.post(&path, &body).await?;
    if let Some(profile) = session.profile.as_mut() {
        profile.keep_listener(Listener { workspace, endpoint: made.id, secret: made.secret.clone() });
        Profiles::of_person(session.lang)?.save(&args.at.common.profile, profile)?;
    }
    Ok(made)
}

/// The endpoint that an earlier `listen` made: the one that the login kept, or, without a login, the one of that name.
async fn made_before(session: &Session, path: &str, workspace: u64) -> Result<Option<Endpoint>, Failure> {
    let Some(profile) = &session.profile else {
        let all: Vec<Endpoint> = session.api.get(&format!("{path}?limit={PAGE_MAX}")).await?;
        let is_own = |endpoint: &Endpoint| {
            endpoint.kind == EndpointKind::Pull.code()
                && endpoint.description.as_deref() == Some(DESCRIPTION_WITHOUT_LOGIN)
        };
        return Ok(all.into_iter().find(is_own));
    };
    let Some(kept) = profile.listener(workspace) else { return Ok(None) };
    match session.api.get::<Endpoint>(&format!("{path}/{}", kept.endpoint)).await {
        Ok(endpoint) => Ok(Some(Endpoint { secret: kept.secret.clone(), ..endpoint })),
        Err(gone) if gone.is("endpoint_not_found") => Ok(None),
        Err(failure) => Err(failure),
    }
}

impl Listening {
    async fn run_until_shutdown(&mut self) -> Result<(), Failure> {
        let (mut shutdown, mut pause, mut is_away) = (self.shutdown.clone(), FIRST_PAUSE, false);
        while !*shutdown.borrow() {
            let fetched = tokio::select! {
                fetched = self.fetch() => fetched,
                _ = shutdown.wait_for(|is_ending| *is_ending) => break,
            };
            match fetched {
                Ok(waiting) => {
                    if std::mem::take(&mut is_away) {
                        print::note(&self.lang.server_is_back());
                    }
                    pause = FIRST_PAUSE;
                    self.send_on(waiting, Instant::now()).await;
                }
                Err(failure) if failure.is_temporary() => {
                    if !std::mem::replace(&mut is_away, true) {
                        print::note(&self.lang.server_is_away());
                    }
                    let _ = timeout(pause, shutdown.wait_for(|is_ending| *is_ending)).await;
                    pause = (pause * 2).min(LONGEST_PAUSE);
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    }

    /// What waits, oldest event first. Does not long-poll while an event waits for its retry.
    async fn fetch(&self) -> Result<Vec<Waiting>, Failure> {
        let is_idle = self.refused.is_empty() && self.delivered.is_empty();
        if !is_idle {
            sleep(BETWEEN).await;
        }
        let wait = if is_idle { WAIT } else { Duration::ZERO };
        let path = format!("{}?status=PENDING&limit={PAGE_MAX}&wait={}", self.path, wait.as_secs());
        self.session.api.wait(&path, wait).await
    }

    /// Those that were refused come last, in the order in which their pauses end: they hold back no other.
    async fn send_on(&mut self, mut waiting: Vec<Waiting>, fetched: Instant) {
        // What does not wait any more was acknowledged, or its time is over.
        let still = |id: &String| waiting.iter().any(|one| one.id == *id);
        self.delivered.retain(still);
        self.refused.retain(|id, _| still(id));
        waiting.sort_by_key(|one| self.refused.get(&one.id).map(|(until, _)| *until));
        for one in &waiting {
            if *self.shutdown.borrow() || fetched.elapsed() >= SENT_WITHIN {
                return;
            }
            if !self.deliver(one).await {
                continue;
            }
            self.acknowledge(one).await;
        }
    }

    /// Whether the receiver took it, now or before.
    async fn deliver(&mut self, one: &Waiting) -> bool {
        if self.delivered.contains(&one.id) {
            return true;
        }
        let pause = match self.refused.get(&one.id) {
            Some((until, _)) if *until > Instant::now() => return false,
            Some((_, pause)) => (*pause * 2).min(LONGEST_PAUSE),
            None => FIRST_PAUSE,
        };
        let answered = self.forward(one).await;
        let is_good = matches!(answered, Ok(200..=299));
        let answered = answered.map_or_else(|cause| cause, |status| status.to_string());
        let shown = format!("{} {} → {}", clean(&one.event_type), clean(&one.event_id), clean(&answered));
        if is_good {
            print::line(&shown);
            self.refused.remove(&one.id);
            self.delivered.insert(one.id.clone());
        } else {
            print::note(&format!("{shown}: {}", self.lang.will_come_again()));
            self.refused.insert(one.id.clone(), (Instant::now() + pause, pause));
        }
        is_good
    }

    /// What the receiver answers. Who wants the end meanwhile is told that this is finished first.
    async fn forward(&self, one: &Waiting) -> Result<u16, String> {
        let (mut shutdown, mut sending) = (self.shutdown.clone(), Box::pin(self.forwarder.send(&one.request)));
        tokio::select! {
            answered = &mut sending => return answered,
            _ = shutdown.wait_for(|is_ending| *is_ending) => print::note(&self.lang.finishing()),
        }
        sending.await
    }

    async fn acknowledge(&mut self, one: &Waiting) {
        let path = format!("{}/{}/ack", self.path, query(&one.id));
        match self.session.api.ask_again::<Value>(&path).await {
            Ok(_) => {
                self.delivered.remove(&one.id);
            }
            Err(_) => print::note(&self.lang.not_acknowledged(&one.event_id)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::api::Api;
    use super::*;

    /// Nobody listens there, so whatever is sent is refused.
    const NOBODY: &str = "http://127.0.0.1:1";

    fn waiting() -> Vec<Waiting> {
        let one = json!({"id": "dlv_1", "event_id": "evt_1", "event_type": "order.matched",
            "request": {"headers": {}, "body": "{}"}});
        serde_json::from_value(json!([one])).unwrap()
    }

    #[tokio::test]
    async fn nothing_is_sent_whose_signature_grew_old_meanwhile() {
        let lang = Lang::English;
        let api = Api::new(NOBODY.parse().unwrap(), None, lang).unwrap();
        let mut listening = Listening {
            session: Session { api, lang, profile: None },
            lang,
            path: String::new(),
            forwarder: Forwarder::new(NOBODY.parse().unwrap()).unwrap(),
            delivered: HashSet::new(),
            refused: HashMap::new(),
            shutdown: watch::channel(false).1,
        };
        listening.send_on(waiting(), Instant::now() - SENT_WITHIN).await;
        assert!(listening.refused.is_empty(), "it is fetched anew first");
        listening.send_on(waiting(), Instant::now()).await;
        assert!(listening.refused.contains_key("dlv_1"), "it was sent");
    }
}
