//! Each scenario, played over HTTP against the product: what must come out, comes out.

use axum::body::Body;
use axum::http::{Request, header};
use bank_sms::{Bank, WriteError, bank};
use domain::{ClosedSet, EndState, ScenarioId, ScenarioName, Timestamp};
use scenario::{Action, AskedOrder, Message, Scenario, Teller, WAIT_MAX_MS};
use serde_json::{Value, json};
use tests::Shop;

const WS: &str = "/workspaces/1";
/// Long enough that every bank masks a part of it.
const ACCOUNT: &str = "123-456789-01234";
/// So many are played at once.
const AT_ONCE: usize = 8;

#[test]
fn a_seed_has_one_scenario_whose_waits_fit_a_queue() {
    for name in ScenarioName::all() {
        let scenarios: Vec<Scenario> = (0..50).map(|seed| of(name, seed)).collect();
        for scenario in &scenarios {
            assert_eq!(*scenario, Scenario::new(scenario.id));
            let times = std::iter::once(0).chain(scenario.steps.iter().map(|step| step.at_ms)).collect::<Vec<_>>();
            assert!(times.windows(2).all(|two| (0..=WAIT_MAX_MS).contains(&(two[1] - two[0]))), "{scenario:?}");
            let placed = scenario.steps.iter().filter(|step| matches!(step.action, Action::Place(_)));
            assert_eq!(placed.count(), scenario.expected.orders.len(), "{scenario:?}");
        }
        assert!(scenarios.windows(2).any(|two| two[0].steps != two[1].steps), "{name:?} has one face");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scenario_ends_as_it_says() {
    let kookmin = bank::by_code("004").unwrap();
    let scenarios = ScenarioName::all().flat_map(|name| (1..=3).map(move |seed| of(name, seed)));
    all_end(scenarios.map(|scenario| (kookmin, scenario)).collect()).await;
}

/// Banks take turns, so that every bank plays some and every scenario is played by some.
#[tokio::test(flavor = "multi_thread")]
async fn scenarios_end_so_at_every_bank_whose_messages_are_known() {
    let banks = bank::all().iter().filter(|bank| bank.shapes.iter().any(|shape| shape.layout.contains("{type}")));
    let names: Vec<ScenarioName> = ScenarioName::all().collect();
    let turns = banks.enumerate().flat_map(|(nth, bank)| {
        [0, 5].map(|more| (bank, of(names[(nth + more) % names.len()], u32::try_from(nth).unwrap())))
    });
    all_end(turns.collect()).await;
}

fn of(name: ScenarioName, seed: u32) -> Scenario {
    Scenario::new(ScenarioId { name, seed })
}

async fn all_end(scenarios: Vec<(&'static Bank, Scenario)>) {
    let mut wrong = Vec::new();
    for some in scenarios.chunks(AT_ONCE) {
        let playing: Vec<_> = some.iter().map(|(bank, scenario)| tokio::spawn(play(bank, scenario.clone()))).collect();
        for ((bank, scenario), ended) in some.iter().zip(playing) {
            match ended.await {
                Ok(Some(ended)) if ended == scenario.expected => {}
                // Two texts without a balance: this bank prints one always.
                Ok(None) if scenario.id.name == ScenarioName::Twin => {}
                Ok(ended) => wrong.push(format!("{} {scenario:?}\nended as {ended:?}", bank.name)),
                Err(error) => wrong.push(format!("{} {scenario:?}\ncannot be played: {error}", bank.name)),
            }
        }
    }
    assert!(wrong.is_empty(), "{} differ:\n{}", wrong.len(), wrong.join("\n"));
}

/// A shop while a scenario is played in it.
struct Player {
    shop: Shop,
    key: String,
    start: Timestamp,
    orders: Vec<u64>,
}

/// `None`: this bank's messages cannot be without a balance.
async fn play(bank: &'static Bank, scenario: Scenario) -> Option<EndState> {
    let shop = Shop::open().await;
    let account = json!({"bank_code": bank.code, "bank_name": bank.name, "account_number": ACCOUNT,
        "account_holder": "홍길동"});
    shop.post(&format!("{WS}/bank-accounts"), account, 201).await;
    let phone = json!({"phone_number": "010-0000-0000", "silent_after_minutes": scenario.silent_after_minutes});
    let phone = shop.post(&format!("{WS}/phone-numbers"), phone, 201).await.body;
    let key = phone["key"].as_str().unwrap().to_owned();
    let start = shop.clock.now();
    let mut player = Player { shop, key, start, orders: Vec::new() };
    let mut teller = Teller { bank, account: ACCOUNT, owner: "홍길동", balance: 5_000_000 };
    let mut sent: Vec<Option<Message>> = Vec::new();
    for step in &scenario.steps {
        player.wait_until(start.plus_ms(step.at_ms)).await;
        let message = match &step.action {
            Action::Place(order) => {
                player.place(order).await;
                None
            }
            Action::Send(text) => match teller.print(text, player.shop.clock.now()) {
                Err(WriteError::Balance) => {
                    player.shop.end().await;
                    return None;
                }
                printed => Some(printed.unwrap()),
            },
            Action::SendAgain { step } => sent[*step].clone(),
            Action::Wait => None,
        };
        if let Some(message) = &message {
            player.send(message).await;
        }
        sent.push(message);
    }
    player.wait_until(start.plus_ms(scenario.shown_at_ms)).await;
    let ended = player.end_state().await;
    player.shop.end().await;
    Some(ended)
}

impl Player {
    async fn wait_until(&self, at: Timestamp) {
        self.shop.clock.advance_ms(at.ms() - self.shop.clock.now().ms());
        self.shop.sweep().await.unwrap();
        self.shop.drain().await;
    }

    async fn place(&mut self, order: &AskedOrder) {
        let number = format!("A-{}", self.orders.len() + 1);
        let mut body = json!({"order_number": number, "amount": order.amount, "depositor_name": order.depositor_name});
        if let Some(ms) = order.expires_at_ms {
            body["expires_at"] = json!(self.start.plus_ms(ms).rfc3339());
        }
        let placed = self.shop.post(&format!("{WS}/orders"), body, 201).await.body;
        self.orders.push(placed["id"].as_u64().unwrap());
        self.shop.drain().await;
    }

    async fn send(&self, message: &Message) {
        let body = json!({"text": message.raw, "from": message.sender, "sentStamp": self.shop.clock.now().ms()});
        let request = Request::post(format!("/api/v1/webhooks/bank-sms/{}", self.key))
            .header(header::CONTENT_TYPE, "application/json")
            .header("prefer", "respond-async");
        let accepted = self.shop.send(request.body(Body::from(body.to_string())).unwrap()).await;
        assert!(accepted.status < 300, "{}", accepted.body);
        self.shop.drain().await;
    }

    async fn end_state(&self) -> EndState {
        let mut orders = Vec::new();
        for id in &self.orders {
            let order = self.shop.order(*id).await;
            orders.push((word(&order["status"]), word(&order["payment_state"])));
        }
        let mut deposits = self.list("deposits?limit=100").await;
        deposits.sort_by_key(|deposit| deposit["id"].as_u64());
        let holds = |deposit: &Value| deposit["hold_reasons"].as_array().unwrap().iter().map(word).collect();
        let phones = self.list("phone-numbers").await;
        EndState {
            orders,
            deposits: deposits.iter().map(|deposit| (word(&deposit["state"]), holds(deposit))).collect(),
            proposals: self.list("proposals").await.iter().map(|proposal| word(&proposal["kind"])).collect(),
            unread: self.list("messages?status=QUARANTINED").await.len(),
            phone: word(&phones[0]["status"]),
        }
    }

    async fn list(&self, path: &str) -> Vec<Value> {
        let listed = self.shop.get(&format!("{WS}/{path}"), 200).await.body;
        listed.as_array().or_else(|| listed["items"].as_array()).unwrap().clone()
    }
}

fn word<T: ClosedSet>(told: &Value) -> T {
    told.as_str().and_then(T::parse).unwrap_or_else(|| panic!("{told} is no word of its set"))
}
