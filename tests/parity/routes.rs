//! Folders ↔ template ↔ events ↔ ARCHITECTURE.md, and paths ↔ the function that the gateway sends them to.

use std::collections::BTreeSet;

use serde_json::Value;
use tests::Shop;
use tests::documents::{openapi, operations, read, root, template};

use super::{folder, folders, functions, groups, stem};

/// The HTTP paths of a function in the template. The empty one is the `$default` route.
fn paths(template: &Value, function: &str) -> Vec<String> {
    let events = &template["Resources"][format!("{}Function", stem(function))]["Properties"]["Events"];
    let http = events.as_object().unwrap().values().filter(|event| event["Type"] == "HttpApi");
    http.map(|event| event["Properties"]["Path"].as_str().unwrap_or_default().to_owned()).collect()
}

#[test]
fn every_folder_is_a_function_of_the_template_and_nothing_else_is() {
    let template = template();
    let resources = template["Resources"].as_object().unwrap();
    let of_type = |kind: &str| {
        resources
            .iter()
            .filter(|(_, resource)| resource["Type"] == kind)
            .map(|(name, _)| name.clone())
            .collect::<BTreeSet<_>>()
    };
    let expected: BTreeSet<_> = functions().iter().map(|function| format!("{}Function", stem(function))).collect();
    assert_eq!(of_type("AWS::Serverless::Function"), expected);
    for function in functions() {
        let stem = stem(&function);
        let resource = &resources[&format!("{stem}Function")];
        assert_eq!(resource["Properties"]["CodeUri"], format!("functions/{}/", folder(&function)));
        assert_eq!(resource["Metadata"]["BuildProperties"]["Binary"], function.as_str());
        assert_eq!(resource["Properties"]["Role"], format!("{stem}Role.Arn"), "{function} has a role of its own");
        assert_eq!(resource["Properties"]["LoggingConfig"]["LogGroup"], format!("{stem}Logs"));
        for part in ["Role", "Logs"] {
            assert!(resources.contains_key(&format!("{stem}{part}")), "{stem}{part} is missing");
        }
        let of_folder = folder(&function);
        let manifest = read(&format!("functions/{of_folder}/Cargo.toml"));
        let (names, main) = match of_folder == function {
            true => (2, "src/main.rs".to_owned()),
            false => (1, format!("src/bin/{function}.rs")),
        };
        let named = manifest.matches(&format!("name = \"{function}\"")).count();
        assert_eq!(named, names, "package and binary are called {function}");
        let main = read(&format!("functions/{of_folder}/{main}"));
        assert!(main.lines().count() <= 20, "{function}: its main is thin");
    }
}

/// Whoever must find something in the template can still read it whole.
#[test]
fn the_template_is_short() {
    let lines = read("template.yaml").lines().count();
    assert!(lines <= 1_500, "{lines} lines");
}

#[test]
fn every_alarm_has_its_part_in_the_runbook() {
    let template = template();
    let runbook = read("infra/runbook.md");
    for (name, resource) in template["Resources"].as_object().unwrap() {
        if resource["Type"] == "AWS::CloudWatch::Alarm" {
            assert!(runbook.contains(name.as_str()), "the runbook does not know {name}");
        }
    }
}

#[test]
fn every_function_has_an_event_and_every_event_a_function() {
    let template = template();
    let mut left: BTreeSet<_> = functions().into_iter().collect();
    for entry in std::fs::read_dir(root().join("events")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let Some(case) = name.strip_suffix(".json") else { continue };
        let function = functions()
            .into_iter()
            .find(|function| case.strip_prefix(function.as_str()).is_some_and(|case| case.starts_with('-')));
        let function = function.unwrap_or_else(|| panic!("events/{name} is of no function"));
        let event: Value = serde_json::from_str(&read(&format!("events/{name}"))).unwrap();
        if let Some(route) = event["routeKey"].as_str() {
            let path = route.strip_prefix("ANY ").unwrap_or_default();
            assert!(
                paths(&template, &function).iter().any(|own| own == path),
                "events/{name}: {route} is no route of {function}"
            );
            let concrete = event["rawPath"].as_str().unwrap();
            assert!(path.is_empty() || rank(path, concrete).is_some(), "events/{name}: {concrete} is not of {route}");
            assert_eq!(event["requestContext"]["http"]["path"], concrete);
        }
        left.remove(&function);
    }
    assert!(left.is_empty(), "without an event: {left:?}");
}

#[test]
fn the_code_map_names_every_folder() {
    let architecture = read("ARCHITECTURE.md");
    for group in ["functions", "shared", "infra"] {
        for folder in folders(group) {
            assert!(
                architecture.contains(&format!("`{group}/{folder}`")),
                "ARCHITECTURE.md does not name {group}/{folder}"
            );
        }
    }
}

/// How closely a route of the gateway names a path, segment by segment: a word, a parameter, all the rest. `None` when
/// it does not.
fn rank(route: &str, path: &str) -> Option<Vec<u8>> {
    let (mut route, mut path) = (route.split('/'), path.split('/'));
    let mut rank = Vec::new();
    loop {
        match (route.next(), path.next()) {
            (None, None) => return Some(rank),
            (Some("{proxy+}"), Some(_)) => return Some(rank.into_iter().chain([0]).collect()),
            (Some(parameter), Some(given)) if parameter.starts_with('{') && !given.is_empty() => rank.push(1),
            (Some(word), Some(given)) if word == given => rank.push(2),
            (_, _) => return None,
        }
    }
}

/// The function that the gateway sends a path to: of the routes that take it, the closest; `$default` when none does.
fn target(template: &Value, path: &str) -> String {
    let routes = functions()
        .into_iter()
        .flat_map(|function| paths(template, &function).into_iter().map(move |route| (function.clone(), route)));
    let closest = routes.filter_map(|(function, route)| Some((rank(&route, path)?, function))).max();
    closest.map_or_else(|| "$default".to_owned(), |(_, function)| function)
}

#[test]
fn the_gateway_sends_every_path_to_its_function() {
    let template = template();
    let mut paths = 0;
    for (function, routes) in groups() {
        for path in routes.get_openapi().paths.paths.keys() {
            let concrete: Vec<_> = path.split('/').map(|part| if part.starts_with('{') { "1" } else { part }).collect();
            assert_eq!(target(&template, &format!("/api/v1{}", concrete.join("/"))), function, "{path}");
            paths += 1;
        }
    }
    assert_eq!(
        paths,
        openapi()["paths"].as_object().unwrap().len(),
        "no path belongs to two functions, and the document has all of them"
    );
}

#[test]
fn every_route_of_the_template_leads_to_a_path() {
    let template = template();
    let routes = openapi();
    let concrete: Vec<String> =
        routes["paths"].as_object().unwrap().keys().map(|path| path.replace(['{', '}'], "")).collect();
    for function in functions() {
        for route in paths(&template, &function).iter().filter(|route| !route.is_empty()) {
            let led = concrete.iter().any(|path| rank(route, &format!("/api/v1{path}")).is_some());
            assert!(led, "{function} takes {route}, where nothing is");
        }
    }
    assert_eq!(
        functions().iter().filter(|function| paths(&template, function).iter().any(String::is_empty)).count(),
        1,
        "one $default route"
    );
    assert!(paths(&template, "workspaces").iter().any(String::is_empty));
}

#[test]
fn special_limits_stand_on_routes_that_exist() {
    let template = template();
    let all: Vec<_> =
        functions().iter().flat_map(|function| paths(&template, function)).map(|path| format!("ANY {path}")).collect();
    let limited = template["Resources"]["HttpApi"]["Properties"]["RouteSettings"].as_object().unwrap();
    assert!(limited.contains_key("ANY /api/v1/webhooks/{proxy+}"), "the public webhook is throttled");
    for route in limited.keys() {
        assert!(all.contains(route), "{route} is no route");
    }
}

/// A flood of the open URL is turned away without taking anything from the phones; closed, it is gone.
#[test]
fn the_open_url_and_the_phones_have_limits_and_functions_of_their_own() {
    let template = template();
    let resource = |name: &str| &template["Resources"][name];
    let routes = &resource("HttpApi")["Properties"]["RouteSettings"];
    let open = &routes["ANY /api/v1/webhooks/bank-sms"];
    assert_eq!((&open[0], &open[1]["ThrottlingRateLimit"]), (&"HasOpenWebhook".into(), &"OpenWebhookRate".into()));
    assert_eq!(routes["ANY /api/v1/webhooks/{proxy+}"]["ThrottlingRateLimit"], "PhoneWebhookRate");
    for part in ["Function", "Role", "Logs"] {
        assert_eq!(resource(&format!("SmsWebhook{part}"))["Condition"], "HasOpenWebhook", "{part}");
        assert!(resource(&format!("PhoneWebhook{part}"))["Condition"].is_null(), "{part}");
    }
    assert_eq!(target(&template, "/api/v1/webhooks/bank-sms"), "sms-webhook");
    for path in ["bank-sms/a-key", "ping/a-key", "bank-sms/receipts/a-receipt"] {
        assert_eq!(target(&template, &format!("/api/v1/webhooks/{path}")), "phone-webhook", "{path}");
    }
    // Without the open route its path is the phones' function's, which has it closed.
    let variables = &resource("PhoneWebhookFunction")["Properties"]["Environment"]["Variables"];
    assert_eq!(variables["PUBLIC_WEBHOOK"], "CLOSED");
}

/// Every request of a call takes as long as it may, one after the other, and the outcome is waited for in vain.
#[tokio::test]
async fn at_worst_a_webhooks_call_ends_before_its_function_does() {
    const REQUEST_S: usize = 3;
    let (shop, template) = (Shop::open().await, template());
    let key = shop.phone().await;
    let longest_wait_ms = template["Parameters"]["WebhookWaitMs"]["MaxValue"].as_u64().unwrap();
    for (path, function) in [("", "SmsWebhookFunction"), (&*format!("/{key}"), "PhoneWebhookFunction")] {
        // The second time the caller's bucket is in use, which costs one more.
        for balance in [1_000, 2_000] {
            shop.wire.taken();
            shop.queue_wire.taken();
            let raw = shop.kb("홍길동", 700, balance);
            let answer = shop.forward(&format!("/webhooks/bank-sms{path}"), &raw, shop.clock.now()).await;
            assert_eq!(answer.status, 202);
            // The last look at the receipt is one more.
            let requests = shop.wire.taken().len() + shop.queue_wire.taken().len() + 1;
            let worst = requests * REQUEST_S + usize::try_from(longest_wait_ms).unwrap().div_ceil(1_000);
            let timeout = template["Resources"][function]["Properties"]["Timeout"].as_u64().unwrap();
            assert!(worst <= usize::try_from(timeout).unwrap(), "{function}: {requests} requests, {worst} s");
        }
    }
    shop.abandon();
}

/// Behind the gateway each function stands alone: what it does not know, it must refuse by itself.
#[tokio::test]
async fn every_group_refuses_unknown_paths_and_methods_as_problems() {
    let shop = Shop::empty(web::Policy::default()).await;
    for (function, routes) in groups() {
        let mut document = serde_json::to_value(routes.get_openapi()).unwrap();
        let paths: BTreeSet<_> = operations(&mut document)
            .into_iter()
            .map(|(operation, _)| operation.split_once(' ').unwrap().1.to_owned())
            .collect();
        let api = web::serve::lambda(routes, shop.product.app.clone());
        let send = |method: &'static str, path: String| {
            let request =
                axum::http::Request::builder().method(method).uri(path).body(axum::body::Body::empty()).unwrap();
            tower::ServiceExt::oneshot(api.clone(), request)
        };
        let unknown = [
            "/",
            "/api/v1",
            "/api/v1/nothing",
            "/api/v2/workspaces",
            "/api/v1/workspaces/1/orders/1/nothing",
            "/api/v1//workspaces",
            "/api/v1/%00",
        ];
        for path in unknown {
            let response = send("GET", path.to_owned()).await.unwrap();
            assert_eq!(response.status(), 404, "{function} {path}");
            assert_eq!(problem(response).await["code"], "not_found", "{function} {path}");
        }
        for path in paths {
            let path = format!("/api/v1{}", path.replace(['{', '}'], ""));
            let response = send("PUT", path.clone()).await.unwrap();
            assert_eq!(response.status(), 405, "{function} {path}");
            assert!(
                response.headers().contains_key("allow"),
                "{function} {path}: a 405 tells what is allowed (RFC 9110, 15.5.6)"
            );
            assert_eq!(problem(response).await["code"], "method_not_allowed", "{function} {path}");
            assert_eq!(send("OPTIONS", path.clone()).await.unwrap().status(), 204, "{function} {path}");
        }
    }
    shop.end().await;
}

async fn problem(response: axum::response::Response) -> Value {
    assert_eq!(response.headers()["content-type"], "application/problem+json");
    let id = response.headers()["x-request-id"].to_str().unwrap().to_owned();
    let body: Value =
        serde_json::from_slice(&axum::body::to_bytes(response.into_body(), 1 << 16).await.unwrap()).unwrap();
    assert_eq!(body["request_id"], id.as_str());
    body
}

/// What an answer tells in a header, a page of another origin can read.
#[test]
fn the_headers_of_answers_are_exposed_to_other_origins() {
    let template = template();
    let exposed = &template["Resources"]["HttpApi"]["Properties"]["CorsConfiguration"]["ExposeHeaders"];
    let exposed: BTreeSet<_> = exposed.as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let told = "idempotent-replayed link location ratelimit ratelimit-policy retry-after x-next-cursor x-request-id";
    assert_eq!(exposed, told.split(' ').collect());
}
