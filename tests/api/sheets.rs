//! `GET …/orders.csv|xlsx` and `GET …/deposits.csv|xlsx`: the rows of a list as a file, all of them.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use domain::time::{DAY_MS, HOUR_MS};
use lambda_http::{Body, IntoResponse};
use serde_json::{Value, json};
use tests::{Answer, Shop};

use super::help::{DEPOSITS, assert_problem, bad_fields, record};

const SHOP: &str = "/workspaces/1";

/// The lines of a CSV file, headings first.
fn csv_of(answer: &Answer) -> Vec<Vec<String>> {
    assert_eq!(answer.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = std::str::from_utf8(&answer.bytes).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("Excel's mark of UTF-8");
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    table.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// A file of a workbook.
fn unzipped(answer: &Answer, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(&answer.bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// What stands between the tags of an element, of each of them.
fn elements<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let (open, close) = (format!("<{name}"), format!("</{name}>"));
    let bodies = xml.split(&open).skip(1).filter(|rest| rest.starts_with(['>', ' ']));
    bodies.filter_map(|rest| rest.split_once('>')?.1.split(&close).next()).collect()
}

/// The lines of a workbook's sheet: its texts and numbers, as they are kept.
fn xlsx_of(answer: &Answer) -> Vec<Vec<String>> {
    let plain = |xml: &str| {
        xml.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    let (shared, sheet) = (unzipped(answer, "xl/sharedStrings.xml"), unzipped(answer, "xl/worksheets/sheet1.xml"));
    let texts: Vec<_> = elements(&shared, "si").into_iter().map(|si| plain(elements(si, "t")[0])).collect();
    let cells = |row: &str| {
        let cells = row.split("<c ").skip(1).map(|cell| {
            let value = elements(cell, "v").first().copied().unwrap_or_default();
            let is_text = cell.split('>').next().unwrap().contains("t=\"s\"");
            if is_text { texts[value.parse::<usize>().unwrap()].clone() } else { value.to_owned() }
        });
        cells.collect()
    };
    elements(&sheet, "row").into_iter().map(cells).collect()
}

async fn file(shop: &Shop, path: &str) -> Vec<Vec<String>> {
    let answer = shop.get(&format!("{SHOP}/{path}"), 200).await;
    let lines = csv_of(&answer);
    assert_eq!(answer.header("x-row-count"), Some(&*(lines.len() - 1).to_string()), "{path}");
    lines
}

/// The cell of a line under a heading.
fn cell<'a>(lines: &'a [Vec<String>], line: usize, heading: &str) -> &'a str {
    let at = lines[0].iter().position(|one| one == heading).unwrap_or_else(|| panic!("no {heading}"));
    &lines[line][at]
}

#[tokio::test]
async fn each_order_tells_what_was_paid_by_whom_into_which_account() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    shop.place("A-2", 30_000, "김영희").await;
    record(&shop, "홍길동", 14_510).await;
    let (first, second) = (record(&shop, "김 영희 엄마", 10_000).await, record(&shop, "김철수", 20_000).await);
    let (first, second) = (&first["id"], &second["id"]);
    let pair = json!({"deposit_ids": [first, second], "order_ids": [2], "difference": "NONE"});
    shop.post(&format!("{SHOP}/matches"), pair, 200).await;
    let lines = file(&shop, "orders.csv").await;
    let account = &shop.get(&format!("{SHOP}/bank-accounts/1"), 200).await.body;
    let account = format!("{} {}", account["bank_name"].as_str().unwrap(), account["account_number"].as_str().unwrap());
    let of = |line: usize, heading: &str| cell(&lines, line, heading);
    assert_eq!((of(1, "주문번호"), of(2, "주문번호")), ("A-2", "A-1"), "newest first");
    for (line, name, amount, payer) in
        [(2, "홍길동", "14510", "홍길동"), (1, "김영희", "30000", "김 영희 엄마, 김철수")]
    {
        let told = [of(line, "입금자명"), of(line, "금액"), of(line, "받은 금액"), of(line, "보낸 이름")];
        assert_eq!(told, [name, amount, amount, payer]);
        assert_eq!((of(line, "받은 계좌"), of(line, "상태"), of(line, "차액")), (&*account, "입금 확인됨", "0"));
    }
    assert_eq!(of(1, "연결된 입금 번호"), format!("{first}, {second}"));
    assert!(of(2, "등록 시각").starts_with("2024-02-12 "), "in Korea: {}", of(2, "등록 시각"));

    let lines = file(&shop, "deposits.csv").await;
    let of = |line: usize, heading: &str| cell(&lines, line, heading);
    let told = [of(1, "입금자명"), of(1, "금액"), of(1, "계좌"), of(1, "주문번호"), of(1, "주문에 쓰인 금액")];
    assert_eq!(told, ["김철수", "20000", &*account, "A-2", "20000"]);
    assert_eq!((of(3, "주문번호"), of(3, "상태"), of(3, "남은 금액")), ("A-1", "입금 확인됨", "0"));
    shop.end().await;
}

/// The workbook has the very texts and numbers of the CSV file, and its times are times.
#[tokio::test]
async fn the_workbook_reads_back_as_the_csv_file_does() {
    let shop = Shop::open().await;
    shop.place("A-1", 14_510, "홍길동").await;
    record(&shop, "홍길동", 14_510).await;
    record(&shop, "박영희", 500).await;
    for (list, rows) in [("orders", 1), ("deposits", 2)] {
        let answer = shop.get(&format!("{SHOP}/{list}.xlsx?language=en"), 200).await;
        assert_eq!(answer.header("x-row-count"), Some(&*rows.to_string()));
        let (book, lines) = (xlsx_of(&answer), file(&shop, &format!("{list}.csv?language=en")).await);
        assert_eq!((book.len(), &book[0]), (rows + 1, &lines[0]));
        assert!(lines[0].contains(&"Order number".to_owned()) && lines[0].iter().all(|heading| heading.is_ascii()));
        for (kept, line) in book[1..].iter().zip(&lines[1..]) {
            let is_time = |text: &&String| text.starts_with("2024-");
            let filled = line.iter().filter(|text| !text.is_empty() && !is_time(text)).collect::<Vec<_>>();
            // 2024-02-12 is day 45334 of spreadsheets.
            let kept: Vec<_> = kept.iter().filter(|text| !text.starts_with("45334.")).collect();
            assert_eq!(kept, filled, "{list}");
            assert!(line.iter().any(|text| is_time(&text)));
        }
        let name = answer.header("content-disposition").unwrap();
        assert_eq!(
            name,
            format!("attachment; filename=\"{list}-all-2024-02-12.xlsx\"; filename*=UTF-8''{list}-all-2024-02-12.xlsx")
        );
    }
    let refused = shop.get(&format!("{SHOP}/orders.csv?language=fr"), 400).await;
    assert_eq!(bad_fields(&refused), ["language:invalid"]);
    shop.end().await;
}

/// The ids of a list, from all its pages, and those of its file.
async fn both(shop: &Shop, list: &str, filter: &str, heading: &str, field: &str) -> [Vec<String>; 2] {
    let (mut listed, mut path) = (Vec::new(), format!("{SHOP}/{list}?limit=2&{filter}"));
    loop {
        let page = shop.get(&path, 200).await;
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        listed.extend(page.body.as_array().unwrap().iter().map(|row| text(&row[field])));
        match page.header("x-next-cursor") {
            Some(cursor) => path = format!("{SHOP}/{list}?limit=2&{filter}&cursor={cursor}"),
            None => break,
        }
    }
    let lines = file(shop, &format!("{list}.csv?{filter}")).await;
    [listed, (1..lines.len()).map(|line| cell(&lines, line, heading).to_owned()).collect()]
}

#[tokio::test]
async fn every_filter_of_the_list_holds_in_its_file() {
    let mut shop = Shop::open().await;
    for nth in 1..=7_u64 {
        shop.place(&format!("A-{nth}"), nth * 1_000, "홍길동").await;
    }
    shop.place("B-1", 9_000, "김영희").await;
    for amount in [1_000, 2_000, 4_500] {
        record(&shop, "홍길동", amount).await;
    }
    record(&shop, "홍*동", 700).await;
    shop.post(&format!("{DEPOSITS}/3/dismiss"), json!({"reason": "PRIVATE"}), 200).await;
    shop.patch(&format!("{SHOP}/orders/7"), json!({"status": "CANCELLED"}), 200).await;
    shop.clock.advance_ms(3 * DAY_MS);
    shop.owner = shop.log_in("owner@example.com").await;
    shop.place("A-8", 1_500, "홍길동").await;
    record(&shop, "박영희", 800).await;

    let mut seen = BTreeSet::new();
    for filter in [
        "",
        "status=MATCHED",
        "status=PENDING",
        "status=CANCELLED",
        "payment_state=PAID",
        "order_number=A-3",
        "order_number_prefix=A-",
        "depositor_name=%EC%98%81%ED%9D%AC",
        "amount_min=3000&amount_max=5000",
        "created_from=2024-02-14T00:00:00%2B09:00",
        "created_to=2024-02-13T00:00:00%2B09:00&status=PENDING",
    ] {
        let [listed, filed] = both(&shop, "orders", filter, "주문번호", "order_number").await;
        assert!(!listed.is_empty(), "{filter}");
        assert_eq!(filed, listed, "{filter}");
        seen.insert(listed);
    }
    assert!(seen.len() >= 8, "the filters differ: {seen:?}");
    let mut seen = BTreeSet::new();
    for filter in [
        "",
        "is_matched=true",
        "is_matched=false",
        "is_undecided=true",
        "is_undecided=false",
        "state=DISMISSED",
        "state=HELD",
        "depositor_name=%EC%98%81%ED%9D%AC",
        "amount_min=800&amount_max=1000",
        "bank_account_id=1",
        "deposited_from=2024-02-14T00:00:00%2B09:00",
        "deposited_to=2024-02-13T00:00:00%2B09:00&state=HELD",
    ] {
        let [listed, filed] = both(&shop, "deposits", filter, "입금 번호", "id").await;
        assert!(!listed.is_empty(), "{filter}");
        assert_eq!(filed, listed, "{filter}");
        seen.insert(listed);
    }
    assert!(seen.len() >= 8, "the filters differ: {seen:?}");
    for (path, fault) in [("orders.csv?limit=5", "limit:unknown"), ("orders.csv?status=OPEN", "status:invalid")] {
        assert_eq!(bad_fields(&shop.get(&format!("{SHOP}/{path}"), 400).await), [fault], "{path}");
    }
    let named =
        shop.get(&format!("{SHOP}/orders.csv?status=PENDING&created_from=2024-02-12T00:00:00%2B09:00"), 200).await;
    let name = named.header("content-disposition").unwrap();
    assert!(name.contains("\"orders-2024-02-12~2024-02-15-Waiting.csv\""), "{name}");
    shop.end().await;
}

#[tokio::test]
async fn no_text_of_a_stranger_is_run_as_a_formula() {
    let shop = Shop::open().await;
    let hostile = "=HYPERLINK(\"http://x\",\"<b>&amp;\")";
    let order =
        json!({"order_number": "@A-1", "amount": 100, "depositor_name": hostile, "memo": "+82\n\"문 앞\", 조심"});
    shop.post(&format!("{SHOP}/orders"), order, 201).await;
    let deposit = json!({"bank_account_id": 1, "amount": 700, "depositor_name": "-1+cmd|' /C calc'!A0", "deposited_at": "2024-02-12T11:00:00+09:00", "raw_sms": null});
    shop.post(DEPOSITS, deposit, 201).await;
    let orders = file(&shop, "orders.csv").await;
    let told = ["주문번호", "입금자명", "메모"].map(|heading| cell(&orders, 1, heading));
    assert_eq!(told, ["'@A-1", &*format!("'{hostile}"), "'+82\n\"문 앞\", 조심"]);
    let deposits = file(&shop, "deposits.csv").await;
    assert_eq!(cell(&deposits, 1, "입금자명"), "'-1+cmd|' /C calc'!A0");

    let book = shop.get(&format!("{SHOP}/orders.xlsx"), 200).await;
    let lines = xlsx_of(&book);
    assert_eq!(lines[1][0], "@A-1", "a text needs no apostrophe there");
    assert_eq!(lines[1][2], hostile);
    let sheet = unzipped(&book, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f") && !sheet.contains("HYPERLINK") && !sheet.contains("hyperlink"), "{sheet}");
    shop.end().await;
}

/// Excel knows UTF-8 by a mark, which the adapter of Lambda takes away from every text.
#[tokio::test]
async fn the_mark_of_utf_8_reaches_the_caller_of_a_lambda() {
    let shop = Shop::open().await;
    let api = web::serve::lambda(workspaces::router(), shop.product.app.clone());
    for (path, head) in [("orders.csv", [0xef, 0xbb, 0xbf]), ("deposits.xlsx", [b'P', b'K', 3])] {
        let request = axum::http::Request::get(format!("/api/v1{SHOP}/{path}"));
        let request = request.header("authorization", format!("Bearer {}", shop.owner));
        let answer = tower::ServiceExt::oneshot(api.clone(), request.body(axum::body::Body::empty()).unwrap()).await;
        let told = answer.unwrap().into_response().await;
        match told.body() {
            Body::Binary(bytes) => assert!(bytes.starts_with(&head), "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
    shop.end().await;
}

/// Many pages of the table become one file without a gap, or none that says what to ask for instead.
#[tokio::test]
async fn a_large_file_is_whole_or_refused_with_what_to_do() {
    const ORDERS: u64 = 3_300;
    let shop = Shop::open().await;
    let (store, id, memo) = (shop.app.store(), domain::WorkspaceId::new(1).unwrap(), "가".repeat(500));
    let body = json!({"order_number": "A-1", "amount": 10, "depositor_name": "홍길동", "memo": memo});
    shop.post(&format!("{SHOP}/orders"), body, 201).await;
    let first = store.order(id, domain::OrderId::new(1).unwrap()).await.unwrap().unwrap();
    let since = first.created_at;
    for nth in 2..=ORDERS {
        let order = domain::Order {
            id: domain::OrderId::new(nth).unwrap(),
            number: format!("A-{nth}").into(),
            amount: domain::Won::new(nth * 10).unwrap(),
            created_at: since.plus_ms(i64::try_from(nth).unwrap() * HOUR_MS / 20),
            ..first.clone()
        };
        store.place_order(&order, "body").await.unwrap();
    }
    let numbers = |lines: &[Vec<String>]| lines[1..].iter().map(|line| line[0].clone()).collect::<Vec<_>>();
    let all: Vec<_> = (1..=ORDERS).rev().map(|nth| format!("A-{nth}")).collect();
    let book = shop.get(&format!("{SHOP}/orders.xlsx"), 200).await;
    assert_eq!(numbers(&xlsx_of(&book)), all, "{} bytes", book.bytes.len());

    let refused = shop.get(&format!("{SHOP}/orders.csv"), 400).await;
    assert_problem(&refused, "export_too_large");
    assert_eq!(bad_fields(&refused), ["created_from:invalid"]);
    let detail = refused.body["errors"][0]["detail"].as_str().unwrap();
    let (from, _) = detail.split_once("부터는").unwrap_or_else(|| panic!("{detail}"));
    let lines = file(&shop, &format!("orders.csv?created_from={}", from.replace('+', "%2B"))).await;
    let some = numbers(&lines);
    assert!((1_000..3_000).contains(&some.len()), "{}", some.len());
    assert_eq!(some, all[..some.len()]);
    shop.abandon();
}
