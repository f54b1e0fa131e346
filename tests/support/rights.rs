//! What a function does on the wire, held against its role: the verb, the index, and the leading key of every item that
//! is read or written. An emulator of AWS does not look at leading keys; every test that ends a shop does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use serde_json::Value;
use utoipa_axum::router::OpenApiRouter;
use web::App;

use crate::documents::template;
use crate::wire::Call;

tokio::task_local! {
    /// The function on whose behalf the task makes its requests.
    pub static FUNCTION: &'static str;
}

/// The routes of each HTTP function, by its folder.
pub fn groups() -> [(&'static str, OpenApiRouter<App>); 11] {
    [
        ("auth", auth::router()),
        ("workspaces", workspaces::router()),
        ("bank-accounts", bank_accounts::router()),
        ("phone-numbers", phone_numbers::router()),
        ("orders", orders::router()),
        ("deposits", deposits::router()),
        ("matches", matches::router()),
        ("messages", messages::router()),
        ("sms-webhook", sms_webhook::open()),
        ("phone-webhook", sms_webhook::phones()),
        ("webhook-endpoints", webhook_endpoints::router()),
    ]
}

/// Every path of the API, in words, and the function that takes it.
static PATHS: LazyLock<Vec<(Vec<String>, &'static str)>> = LazyLock::new(|| {
    let paths = |routes: &OpenApiRouter<App>| -> Vec<_> { routes.get_openapi().paths.paths.keys().cloned().collect() };
    let words = |path: String| path.split('/').map(str::to_owned).collect();
    let all = groups().into_iter().flat_map(|(name, routes)| paths(&routes).into_iter().map(move |path| (path, name)));
    all.map(|(path, name)| (words(path), name)).collect()
});

/// The function that a path below `/api/v1` belongs to.
pub fn function_of(path: &str) -> Option<&'static str> {
    let given: Vec<_> = path.split('?').next().unwrap_or_default().split('/').collect();
    let fits = |words: &[String]| {
        words.len() == given.len()
            && words.iter().zip(&given).all(|(word, given)| word.starts_with('{') || word == given)
    };
    PATHS.iter().find(|(words, _)| fits(words)).map(|(_, function)| *function)
}

/// One thing done to the table, an index or a queue, as IAM counts it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Act {
    /// `GetItem`, `SendMessage` …
    pub action: String,
    pub on: Target,
}

/// What it was done to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Target {
    /// The table: the leading keys of everything that the request touches. A statement must allow all of them: whether
    /// IAM looks at the keys of a transaction one by one is not documented.
    Keys(BTreeSet<String>),
    Index(String),
    /// The resource of the template whose queue it is.
    Queue(String),
}

/// What a statement of a role grants.
#[derive(Clone, Debug)]
pub struct Grant {
    /// Without the service: `GetItem`.
    pub actions: BTreeSet<String>,
    /// The resources, as the template spells them.
    pub resource: String,
    /// The patterns of `dynamodb:LeadingKeys`; `None` where any key may be touched.
    pub keys: Option<Vec<String>>,
}

impl Grant {
    fn index(&self) -> bool {
        self.resource.contains("/index/")
    }

    /// Whether this statement allows the act.
    pub fn allows(&self, act: &Act) -> bool {
        let there = match &act.on {
            Target::Keys(touched) => {
                let fit = |patterns: &Vec<String>| touched.iter().all(|key| patterns.iter().any(|one| fits(one, key)));
                !self.index() && self.keys.as_ref().is_none_or(fit)
            }
            Target::Index(index) => self.resource.contains(&format!("/index/{index}")),
            Target::Queue(queue) => self.resource.contains(&format!("{queue}.Arn")),
        };
        there && self.actions.contains(&act.action)
    }
}

/// IAM's `StringLike`: `*` is any text, everything else is itself.
pub fn fits(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|text| {
            (0..=text.len()).filter(|at| text.is_char_boundary(*at)).any(|at| fits(rest, &text[at..]))
        }),
    }
}

/// The stem of a function's resources in the template: `bank-accounts` is `BankAccounts`.
pub fn stem(function: &str) -> String {
    function.split('-').map(|part| part[..1].to_uppercase() + &part[1..]).collect()
}

/// The statements of a function's role: its own, and those of the policies that it shares with others.
pub fn statements(template: &Value, function: &str) -> Vec<Value> {
    let resource = |name: &str| template["Resources"][name]["Properties"].clone();
    let role = resource(&format!("{}Role", stem(function)));
    let own = role["Policies"].as_array().into_iter().flatten().map(|policy| policy["PolicyDocument"].clone());
    let shared = role["ManagedPolicyArns"].as_array().into_iter().flatten();
    let shared = shared.map(|name| resource(name.as_str().unwrap())["PolicyDocument"].clone());
    own.chain(shared).flat_map(|document| document["Statement"].as_array().unwrap().clone()).collect()
}

/// What a function's role grants on the table, its indexes and the queues.
pub fn grants(template: &Value, function: &str) -> Vec<Grant> {
    let grant = |statement: Value| {
        let actions = statement["Action"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let strip = |action: &str| action.strip_prefix("dynamodb:").or(action.strip_prefix("sqs:")).map(str::to_owned);
        let keys = statement["Condition"]["ForAllValues:StringLike"]["dynamodb:LeadingKeys"].as_array();
        let keys = keys.map(|keys| keys.iter().map(|key| key.as_str().unwrap().to_owned()).collect());
        Grant { actions: actions.filter_map(strip).collect(), resource: statement["Resource"].to_string(), keys }
    };
    statements(template, function).into_iter().map(grant).collect()
}

/// What each function may do, by its name.
static ROLES: LazyLock<BTreeMap<String, Vec<Grant>>> = LazyLock::new(|| {
    let template = template();
    let resources = template["Resources"].as_object().unwrap().values();
    let functions = resources.filter(|resource| resource["Type"] == "AWS::Serverless::Function");
    let names = functions.map(|one| one["Metadata"]["BuildProperties"]["Binary"].as_str().unwrap().to_owned());
    names.map(|name| (name.clone(), grants(&template, &name))).collect()
});

/// What a request does.
pub fn acts(call: &Call) -> Vec<Act> {
    let act = |action: &str, on: Target| Act { action: action.to_owned(), on };
    let key = |item: &Value| item["PK"]["S"].as_str().unwrap_or_default().to_owned();
    let one = |key: String| Target::Keys(BTreeSet::from([key]));
    match call.operation.as_str() {
        "TransactWriteItems" => {
            let writes = call.body["TransactItems"].as_array().unwrap().iter();
            let writes: Vec<_> = writes.map(|write| write.as_object().unwrap().iter().next().unwrap()).collect();
            let keys = writes.iter().map(|(_, write)| key(write.get("Item").unwrap_or(&write["Key"])));
            let keys = Target::Keys(keys.collect());
            let kinds = writes.iter().map(|(kind, _)| kind.as_str().trim_end_matches("Item").to_owned() + "Item");
            kinds.map(|kind| act(&kind, keys.clone())).collect()
        }
        "BatchGetItem" => {
            let tables = call.body["RequestItems"].as_object().unwrap().values();
            let keys = tables.flat_map(|table| table["Keys"].as_array().unwrap()).map(key);
            vec![act("BatchGetItem", Target::Keys(keys.collect()))]
        }
        "Query" => match call.body["IndexName"].as_str() {
            Some(index) => vec![act("Query", Target::Index(index.to_owned()))],
            None => {
                let pk = call.body["ExpressionAttributeValues"][":pk"]["S"].as_str().unwrap_or_default();
                vec![act("Query", one(pk.to_owned()))]
            }
        },
        "SendMessage" | "DeleteMessageBatch" => {
            let url = call.body["QueueUrl"].as_str().unwrap_or_default();
            let action = call.operation.trim_end_matches("Batch");
            vec![act(action, Target::Queue(url.rsplit('/').next().unwrap_or_default().to_owned()))]
        }
        "PutItem" => vec![act("PutItem", one(key(&call.body["Item"])))],
        other => vec![act(other, one(key(&call.body["Key"])))],
    }
}

/// What the functions of one product did, and what of it their roles forbid.
#[derive(Clone, Default)]
pub struct Recorder {
    done: Arc<Mutex<BTreeSet<(String, Act)>>>,
}

impl Recorder {
    /// Notes a request of a function.
    pub fn note(&self, function: &str, call: &Call) {
        let acts = acts(call).into_iter().map(|act| (function.to_owned(), act));
        self.done.lock().unwrap().extend(acts);
    }

    /// Everything that was done, by function.
    pub fn done(&self) -> BTreeSet<(String, Act)> {
        self.done.lock().unwrap().clone()
    }

    /// Fails when a function did what its role on AWS forbids.
    pub fn check(&self) {
        let forbidden: Vec<_> = self.done().into_iter().filter(|(function, act)| !may(function, act)).collect();
        assert!(forbidden.is_empty(), "the template's roles forbid what was done:\n{forbidden:#?}");
    }
}

/// Whether a function's role allows an act.
pub fn may(function: &str, act: &Act) -> bool {
    ROLES.get(function).is_some_and(|grants| grants.iter().any(|grant| grant.allows(act)))
}
