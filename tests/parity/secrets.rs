//! Secrets ↔ the functions: which the template gives to each, and which its program reads.

use domain::ClosedSet;
use serde_json::json;
use tests::Shop;
use tests::documents::{read, template};
use tests::rights::{groups, stem};
use tests::secrets::{as_function, purposes};
use web::{Policy, Purpose};

use super::functions;
use super::house::{product, text};

/// A function's secrets: what it does with each is tried by every test that calls it (`tests::secrets`).
fn declared(function: &str) -> &'static [Purpose] {
    use Purpose::{Receipts, Sealing, Sessions};
    match function {
        "auth" | "workspaces" | "phone-numbers" | "webhook-endpoints" => &[Sessions, Sealing],
        "bank-accounts" | "orders" | "deposits" | "matches" => &[Sessions],
        "messages" => &[Sessions, Receipts],
        "sms-webhook" => &[Receipts],
        "phone-webhook" => &[Sealing, Receipts],
        "notifier" => &[Sealing],
        "matcher" | "sweeper" => &[],
        other => panic!("{other}: name its secrets"),
    }
}

#[test]
fn each_function_has_its_own_secrets_and_reads_no_other() {
    let template = template();
    for function in functions() {
        assert_eq!(purposes(&function), declared(&function), "{function} in the template");
        let variables = &template["Resources"][format!("{}Function", stem(&function))]["Properties"]["Environment"];
        let asks_the_distribution = groups().iter().any(|(name, _)| *name == function);
        assert_eq!(variables["Variables"].get("ORIGIN_KEY").is_some(), asks_the_distribution, "{function}");
        let source = match function.as_str() {
            "phone-webhook" => "sms-webhook/src/bin/phone-webhook".to_owned(),
            other => format!("{other}/src/main"),
        };
        let program = read(&format!("functions/{source}.rs"));
        let reads = |purpose: &Purpose| program.contains(&format!("Purpose::{purpose:?}"));
        assert_eq!(Purpose::all().filter(reads).collect::<Vec<_>>(), declared(&function), "{function} at its start");
    }
}

#[test]
fn each_purpose_has_a_secret_of_its_own_and_no_role_reads_one() {
    let template = template();
    let resources = template["Resources"].as_object().unwrap();
    let mut secrets: Vec<_> = Vec::new();
    for purpose in Purpose::all() {
        let variables =
            resources.values().filter_map(|one| one["Properties"]["Environment"]["Variables"].get(purpose.code()));
        let mut texts: Vec<String> = variables.map(ToString::to_string).collect();
        texts.dedup();
        assert_eq!(texts.len(), 1, "{purpose:?}: {texts:?}");
        secrets.extend(texts);
    }
    secrets.sort();
    secrets.dedup();
    assert_eq!(secrets.len(), Purpose::all().count(), "{secrets:?}");
    assert!(!template.to_string().contains("secretsmanager:GetSecretValue"));
}

/// A planted reading: with the secrets of another function, what needs its own fails.
#[tokio::test]
async fn with_anothers_secrets_a_function_can_do_nothing_of_its_own() {
    let mut shop = Shop::open_with(Policy { loopback_endpoints: true, ..Policy::default() }).await;
    let app = shop.product.app.clone();
    let (receipts, sessions) = (as_function(&app, "sms-webhook").keys, as_function(&app, "orders"));
    assert!(receipts.newest().is_none() && receipts.secrets().seal("", b"").is_err());
    assert!(sessions.keys.receipt_mac(&[]).is_err() && sessions.keys.secrets().seal("", b"").is_err());
    shop.api = web::serve::finish(local::product::routes(), sessions);
    let endpoint = json!({"url": "http://127.0.0.1:9/hook", "events": ["order.matched"]});
    assert_eq!(shop.post("/workspaces/1/webhook-endpoints", endpoint, 500).await.code(), "internal");
    shop.end().await;
}

/// What would take longer the more of a guess is right. Codes are made in these files only, so the look ends there.
#[test]
fn every_comparison_of_a_secret_takes_one_time() {
    let tells = |file: &str, what: &str| assert!(read(file).contains(what), "{file}: {what}");
    tells("shared/runtime/src/keys.rs", "code.ct_eq(given).into()");
    tells("shared/web/src/hs256.rs", "verify_slice(signature)");
    tells("functions/sms-webhook/src/signature.rs", "verify_slice(code)");
    for path in product() {
        let (file, text) = (path.display(), text(&path));
        let product = text.split("#[cfg(test)]").next().unwrap();
        let makes_codes = product.contains("::new_from_slice(") || product.contains("_mac(");
        let compares = |line: &&str| {
            (line.contains("mac") || line.contains("signature")) && (line.contains(" == ") || line.contains(" != "))
        };
        let plain: Vec<_> = product.lines().filter(|_| makes_codes).filter(compares).collect();
        assert!(plain.is_empty(), "{file}: {plain:?}");
    }
}
