//! What a browser tells of itself when it wants to be told: the keys are the examples of RFC 8291, of both sides.

use serde_json::{Value, json};

/// A point of P-256, and its private key.
const SERVER: [&str; 2] = [
    "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
    "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
];
pub const AUTH: &str = "BTBZMqHH6r4Tts7J_aSIgg";
const POINT: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";

/// A browser whose push service takes messages there.
pub fn browser(url: &str) -> Value {
    json!({"url": url, "p256dh": POINT, "auth": AUTH, "server_key": SERVER[0], "server_secret": SERVER[1],
        "page_url": "https://pay.shop.example"})
}
