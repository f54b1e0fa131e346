//! `scenario`: what can happen to money, played by the server in a test workspace.

use std::time::Duration;

use domain::ScenarioName;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::sleep;

use super::args::{Playable, RunScenario, Scenario, ShowScenario};
use super::failure::Failure;
use super::lang::Lang;
use super::lists::{each, query, text};
use super::print::{self, Side};
use super::progress::Progress;
use super::session::Session;
use super::workspace;

/// How long is waited before the server is asked again, at first and at last: some scenarios take half an hour.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(8);
/// The state of one that is over.
const DONE: &str = "DONE";
/// The mark beside a value that is not as expected.
const DIFFERS: &str = "≠";

/// A scenario that was begun.
#[derive(Deserialize)]
struct Run {
    id: String,
    state: String,
    passed: Option<bool>,
    expected: Value,
    got: Value,
}

pub async fn run(asked: &Scenario, lang: Lang) -> Result<(), Failure> {
    match asked {
        Scenario::Run(args) => match args.name {
            Playable::Month => month(args, lang).await,
            Playable::Scenario(_) if args.orders.is_some() => Err(Failure::Usage(lang.orders_are_of_month())),
            Playable::Scenario(name) => begin(args, name, lang).await,
        },
        Scenario::Show(args) => show(args, lang).await,
    }
}

#[cfg(feature = "server")]
async fn month(args: &RunScenario, lang: Lang) -> Result<(), Failure> {
    super::month::run(args, lang).await
}

#[cfg(not(feature = "server"))]
async fn month(_: &RunScenario, lang: Lang) -> Result<(), Failure> {
    Err(Failure::Failed(lang.month_needs_server()))
}

async fn begin(args: &RunScenario, name: ScenarioName, lang: Lang) -> Result<(), Failure> {
    let session = Session::open(&args.at.common, lang)?;
    let path = scenarios(workspace::for_test(&session, &args.at).await?.id);
    let name: &str = name.into();
    let begun: Run = session.api.post(&path, &json!({"name": name, "seed": args.seed})).await?;
    print::note(&lang.scenario_begins(&begun.id));
    print::note(&lang.scenario_goes_on(&begun.id));
    ended(&session, &format!("{path}/{}", query(&begun.id)), args.json).await
}

async fn show(args: &ShowScenario, lang: Lang) -> Result<(), Failure> {
    let session = Session::open(&args.at.common, lang)?;
    let path = scenarios(workspace::for_test(&session, &args.at).await?.id);
    ended(&session, &format!("{path}/{}", query(&args.id)), args.json).await
}

fn scenarios(workspace: u64) -> String {
    format!("/workspaces/{workspace}/test/scenarios")
}

/// Waits for its end, and says what came out.
async fn ended(session: &Session, path: &str, is_json: bool) -> Result<(), Failure> {
    let lang = session.lang;
    let answer = until_done(session, path).await?;
    let run: Run = session.api.of(answer.clone())?;
    if is_json {
        print::json(&answer);
    } else {
        show_values(&run, lang);
    }
    if run.passed != Some(true) {
        return Err(Failure::Failed(lang.scenario_failed(&run.id)));
    }
    print::note(&lang.scenario_passed(&run.id));
    Ok(())
}

async fn until_done(session: &Session, path: &str) -> Result<Value, Failure> {
    let (mut progress, mut pause) = (Progress::new(), FIRST_PAUSE);
    loop {
        let answer: Value = session.api.get(path).await?;
        let run: Run = session.api.of(answer.clone())?;
        if run.state == DONE {
            return Ok(answer);
        }
        progress.tell(&session.lang.scenario_runs(progress.elapsed()));
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// What was to come out beside what came out.
fn show_values(run: &Run, lang: Lang) {
    let (mut expected, mut got) = (Vec::new(), Vec::new());
    flatten(&run.expected, "", &mut expected);
    flatten(&run.got, "", &mut got);
    let mut names: Vec<&String> = expected.iter().map(|(name, _)| name).collect();
    names.extend(got.iter().map(|(name, _)| name).filter(|name| !expected.iter().any(|(other, _)| other == *name)));
    let of = |values: &[(String, String)], name: &str| {
        values.iter().find(|(other, _)| other == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let row = |name: &String| {
        let (expected, got) = (of(&expected, name), of(&got, name));
        let mark = if expected == got { "" } else { DIFFERS };
        vec![name.clone(), expected, got, mark.to_owned()]
    };
    let heads = [lang.head_what(), lang.head_expected(), lang.head_got(), String::new()].map(|head| (head, Side::Left));
    print::table(&heads, &names.into_iter().map(row).collect::<Vec<_>>());
}

/// Each value of a JSON document, by its path. A list of words is one value, and an empty one none.
fn flatten(value: &Value, path: &str, values: &mut Vec<(String, String)>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| flatten(value, &below(name), values)),
        Value::Array(items) if items.iter().any(Value::is_object) => {
            items.iter().enumerate().for_each(|(nth, item)| flatten(item, &below(&(nth + 1).to_string()), values));
        }
        Value::Array(items) if items.is_empty() => {}
        Value::Array(_) => values.push((path.to_owned(), each(value, text))),
        Value::Null => {}
        Value::Bool(_) | Value::Number(_) | Value::String(_) => values.push((path.to_owned(), text(value))),
    }
}
