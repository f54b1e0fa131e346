//! Who is logged in where, and what that login may touch.

use crate::support::{Person, Scripted, Server, Unasked, answer};

#[test]
fn a_person_logs_in_with_a_password_and_out_again() {
    let server = Server::start();
    let person = Person::at(&server.url);
    let (email, password) = person.signs_up();
    person.runs(&["logout"]).is(0).says("stays valid until it is revoked");
    assert_eq!(person.kept(), None);
    person.runs(&["orders"]).is(3).says("lunepay login");

    person.types(&["login", "--email", &email], "wrong password").is(3).says("is wrong");
    person.types(&["login"], &format!("{email}\n{password}\n")).is(0).says("12 hours");
    person.runs(&["orders"]).is(0);
    let token = person.kept().unwrap();
    person.runs(&["logout"]).is(0).says("Logged out");

    // The session ended at the server too.
    std::fs::write(person.home.path().join("lunepay/default.json"), token).unwrap();
    person.runs(&["orders"]).is(3).says("does not take this login");
}

#[test]
fn a_server_that_was_started_anew_replaces_only_whom_init_signed_up() {
    let (server, anew) = (Server::start(), Server::start());
    let person = Person::at(&server.url);
    person.signs_up();
    let kept = person.kept().unwrap().replace(&server.url, &anew.url);
    let person = Person { home: person.home, url: anew.url.clone() };
    let file = person.home.path().join("lunepay/default.json");
    std::fs::write(&file, &kept).unwrap();
    person.runs(&["init"]).is(0).says("Signed up");

    let own = kept.replace("@lunepay.test", "@example.com");
    std::fs::write(&file, &own).unwrap();
    person.runs(&["init"]).is(3).says("does not take this login");
    assert_eq!(person.kept(), Some(own));

    // An expired login is no sign of a new server.
    let expired = r#"{"code":"token_expired","status":401,"detail":"","request_id":"r"}"#;
    let server = Scripted::new(vec![answer(401, expired)]);
    std::fs::write(&file, kept.replace(&anew.url, &server.url)).unwrap();
    let person = Person { home: person.home, url: server.url.clone() };
    person.runs(&["init"]).is(3).says("does not take this login");
}

#[test]
fn a_second_factor_is_asked_for_where_the_server_wants_it() {
    let wanted = r#"{"code":"second_factor_required","status":401,"detail":"2단계","request_id":"r"}"#;
    let session = r#"{"access_token":"a.b.c","token_type":"Bearer","expires_in":43200,"device":"this"}"#;
    let server = Scripted::new(vec![answer(401, wanted), answer(200, session)]);
    let person = Person::at(&server.url);
    person.types(&["login", "--email", "owner@example.com"], " pass word \n123456\n").is(0);
    let sent = server.sent();
    assert!(!sent[0].contains("code") && sent[1].contains(r#""code":"123456""#), "{sent:?}");
    assert!(sent.iter().all(|request| request.contains(r#""password":" pass word ""#)), "{sent:?}");
}

#[test]
fn what_is_no_token_is_told_what_it_is() {
    let person = Person::at("http://127.0.0.1:1");
    for (pasted, says) in [
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "secret of a webhook endpoint"),
        ("https://pay.example.com/api/v1/webhooks/bank-sms/S22c6osi4a1u8BTnzZ427nmOkE0", "an address"),
        ("S22c6osi4a1u8BTnzZ427nmOkE0", "three parts"),
        ("a.b.\u{1b}[31m", "three parts"),
        ("", "nothing was typed"),
    ] {
        let said = person.types(&["login", "--token"], pasted).is(2).says(says);
        assert!(!said.err.contains('\u{1b}') && person.kept().is_none(), "{said:?}");
    }
}

#[test]
fn a_token_of_another_server_is_refused_and_not_kept() {
    let (server, other) = (Server::start(), Server::start());
    let person = Person::at(&server.url);
    person.types(&["login", "--token"], &other.demo_token).is(3).says("does not take this login");
    assert_eq!(person.kept(), None);
}

#[test]
fn a_live_workspace_is_touched_when_it_is_asked_for_only() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.has_token(&server.demo_token);
    person.runs(&["orders"]).is(1).says("lunepay init");
    person.runs(&["orders", "--workspace", "1"]).is(1).says("is live");
    person.runs(&["orders", "--live"]).is(0).says("None.");
    for arguments in [&["--workspace", "1"][..], &["--live"], &["--live", "--workspace", "1"]] {
        let all: Vec<&str> = ["simulate", "deposit"].iter().chain(arguments).copied().collect();
        person.runs(&all).is(1).says("takes no test messages");
    }
    person.runs(&["init", "--workspace", "1"]).is(1).says("is live");
    person.runs(&["init"]).is(0);
    person.runs(&["orders"]).is(0);
    person.runs(&["orders", "--live", "--workspace", "9000000001"]).is(1).says("is a test workspace");
}

#[test]
fn a_login_is_shown_to_its_own_server_only() {
    let server = Server::start();
    let person = Person::at(&server.url);
    person.runs(&["init"]).is(0);
    let elsewhere = Unasked::new();
    let asked = person.runs(&["orders", "--api", &elsewhere.url]);
    asked.is(2).says("is not sent to");
    assert!(elsewhere.is_unasked());
    // A token of the environment stands before every login.
    person.with(&["orders"], "", &[("LUNEPAY_TOKEN", "a.b.c")]).is(3).says("does not take");
    person.runs(&["orders", "--profile", "other"]).is(3).says("lunepay login");
    person.runs(&["orders", "--profile", "../default"]).is(2);
    person.runs(&["orders", "--api", "http://pay.example.com"]).is(2).says("https://");
}
