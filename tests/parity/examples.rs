//! The examples of the OpenAPI document ↔ what the product answers today.

use tests::documents::{openapi, operations, parameters, read};
use tests::examples;

#[tokio::test]
async fn each_example_is_what_the_product_answers_today() {
    let kept: serde_json::Value = serde_json::from_str(&read(examples::FILE)).unwrap();
    for (operation, told) in examples::record().await {
        assert_eq!(kept[&operation], told, "{operation}: run cargo run -p tests --example documents");
    }
}

/// But for answers that are no JSON, and the document itself.
#[test]
fn every_operation_has_an_example_of_what_is_sent_and_answered() {
    let json = "application/json";
    let mut document = openapi();
    let mut lack = Vec::new();
    for (operation, about) in operations(&mut document) {
        let body = &about["requestBody"]["content"][json];
        if body.is_object() && body.get("example").is_none() {
            lack.push(format!("{operation}: the body"));
        }
        for parameter in parameters(about).filter(|parameter| parameter["in"] == "path") {
            if parameter.get("example").is_none() {
                lack.push(format!("{operation}: {}", parameter["name"]));
            }
        }
        let answers = about["responses"].as_object().unwrap().iter();
        let mut good =
            answers.filter(|(status, _)| status.starts_with('2')).map(|(_, answer)| &answer["content"][json]);
        let shown = |answer: &serde_json::Value| answer.get("example").is_some();
        if good.clone().any(serde_json::Value::is_object) && !good.any(shown) && !operation.contains("/openapi.") {
            lack.push(format!("{operation}: the answer"));
        }
    }
    assert!(lack.is_empty(), "no example of {lack:#?}");
}
