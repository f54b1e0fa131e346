//! What the commands do where all is well.

use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use crate::support::{Person, Server};

#[test]
fn two_commands_bring_a_paid_order_into_a_test_workspace() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0).says("Signed up").says("Made test workspace").says("Registered a phone");
    let paid = person.runs(&["simulate", "deposit", "--with-order", "--amount", "22000", "--name", "김철수"]);
    paid.is(0).says("자동 매칭").says("입금 22,000원");
    let orders = person.runs(&["orders"]).is(0);
    assert!(orders.out.contains("MATCHED") && orders.out.contains("22,000"), "{orders:?}");
    person.runs(&["deposits", "--state", "matched"]).is(0).says("김철수");
    person.runs(&["deposits", "--state", "waiting"]).is(0).says("None.");
    person.runs(&["audit"]).is(0).says("phone.added").says("intake: OPEN → KEYED");
    person.runs(&["proposals"]).is(0).says("None.");
    let json = person.runs(&["orders", "--json"]).is(0);
    let orders: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!((orders[0]["amount"].as_i64(), orders[0]["livemode"].as_bool()), (Some(22_000), Some(false)));
}

#[test]
fn init_makes_nothing_twice() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    let again = person.runs(&["init"]).is(0).says("Using test workspace");
    assert!(!again.err.contains("Made") && !again.err.contains("Registered"), "{again:?}");
}

#[test]
fn a_login_is_kept_for_its_person_alone() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    let folder = person.home.path().join("lunepay");
    let file = folder.join("default.json");
    let mode = |path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&file)), (0o700, 0o600));

    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
    person.runs(&["orders"]).is(0).says("Others could read");
    assert_eq!(mode(&file), 0o600);
}

#[test]
fn a_long_list_is_read_page_by_page_and_told_to_be_longer() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    for amount in ["1000", "2000", "3000"] {
        person.runs(&["simulate", "deposit", "--amount", amount]).is(0);
    }
    let two = person.runs(&["deposits", "--limit", "2"]).is(0).says("raise --limit");
    assert_eq!(two.out.lines().count(), 3, "{two:?}");
    let all = person.runs(&["deposits", "--limit", "101", "--json"]).is(0);
    assert_eq!(serde_json::from_str::<Value>(&all.out).unwrap().as_array().unwrap().len(), 3);
}

/// 한글 takes two columns.
#[test]
fn columns_stand_below_each_other_whatever_the_letters() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    for name in ["김철수", "KIM", "이 name 길다"] {
        person.runs(&["simulate", "deposit", "--amount", "5000", "--name", name]).is(0);
    }
    let list = person.runs(&["deposits", "--lang", "ko"]).is(0);
    let wide = |text: &str| text.chars().map(|c| if matches!(c, '가'..='힣') { 2 } else { 1 }).sum::<usize>();
    let at: Vec<usize> = list.out.lines().filter_map(|line| Some(wide(line.split_once("WAITING")?.0))).collect();
    assert!(at.len() == 3 && at.iter().all(|column| *column == at[0]), "{list:?}");
}

#[test]
fn a_bank_is_named_by_its_code_or_its_name() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    let by_name = person.runs(&["simulate", "deposit", "--bank", "신한은행"]).is(0);
    assert!(by_name.err.contains("Registered an account: 신한"), "{by_name:?}");
    let by_code = person.runs(&["simulate", "deposit", "--bank", "088", "--amount", "7000"]).is(0);
    assert!(!by_code.err.contains("Registered"), "{by_code:?}");
    person.runs(&["simulate", "deposit", "--bank", "Nobody's"]).is(2).says("no bank that is known").says("088");
    person.runs(&["simulate", "deposit", "--bank", "한국은행"]).is(1).says("cannot be read");
}

#[test]
fn help_speaks_korean_and_completions_know_every_command() {
    let person = Person::at("http://127.0.0.1:1");
    let help = person.with(&["simulate", "--help"], "", &[("LANG", "ko_KR.UTF-8")]).is(0);
    assert!(help.out.contains("시험 워크스페이스"), "{help:?}");
    let posix = person.with(&["simulate", "--help"], "", &[("LANG", "ko_KR.UTF-8"), ("LC_ALL", "C")]).is(0);
    assert!(posix.out.contains("test workspace"), "{posix:?}");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = person.runs(&["completions", shell]).is(0);
        assert!(["login", "simulate", "serve"].iter().all(|name| script.out.contains(name)), "{shell}");
    }
}

#[test]
fn the_page_names_every_command_of_the_client() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cli.md")).unwrap();
    let korean = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/cli.ko.md")).unwrap();
    let script = Person::at("http://127.0.0.1:1").runs(&["--help"]).is(0).out;
    let of_server =
        ["serve", "check", "upgrade", "password", "backup", "restore", "export", "import", "help"].map(str::to_owned);
    let listed = script.split("Commands:").nth(1).unwrap().split("Options:").next().unwrap();
    let names =
        listed.lines().filter_map(|line| line.strip_prefix("  ")?.split(' ').next().filter(|name| !name.is_empty()));
    let mut count = 0;
    for name in names.filter(|name| !of_server.contains(&(*name).to_owned())) {
        count += 1;
        for page in [&page, &korean] {
            assert!(page.contains(&format!("| `{name}")), "docs/cli.md and cli.ko.md do not name {name}");
        }
    }
    assert!(count >= 9, "{script}");
}
