//! Servers that refuse, delay, hang or are not there: each is told in a word, and no mail is lost.

use std::time::Duration;

use mail::Mailer;
use serde_json::json;
use tests::Shop;
use tests::mail_server::MailServer;

use super::{Seen, mail, only, open, open_with, settings};

const INVITATIONS: &str = "/workspaces/1/invitations";

async fn invite(shop: &Shop) {
    shop.post(INVITATIONS, json!({"email": "staff@example.com"}), 201).await;
}

/// A server that says this to a verb at first, and takes everything then.
async fn at_first(verb: &'static str, says: &'static str) -> MailServer {
    MailServer::start(move |heard, before| (heard == verb && before == 0).then(|| says.to_owned())).await
}

#[tokio::test]
async fn what_a_server_does_not_take_at_first_it_gets_later_and_once() {
    for (verb, says) in [
        ("HELLO", "421 4.3.2 too busy"),
        ("EHLO", "502 what"),
        ("AUTH", "535 5.7.8 wrong"),
        ("AUTH", "454 4.7.0 later"),
        ("MAIL", "451 4.7.1 greylisted"),
        ("RCPT", "550 5.1.1 <staff@example.com>: not yet"),
        ("DATA", "452 4.3.1 full"),
        (".", "451 4.3.0 again"),
        ("HELLO", "SSH-2.0-OpenSSH_9.6"),
    ] {
        let server = at_first(verb, says).await;
        let shop = open(&server).await;
        invite(&shop).await;
        mail(&shop).await;
        assert_eq!(server.taken().len(), 0, "{verb}: {says}");
        assert_eq!(shop.product.events.counts().delayed, 1, "{verb}: {says}");
        mail(&shop).await;
        assert_eq!(only(&server).to, "staff@example.com", "{verb}: {says}");
        assert_eq!(shop.product.events.counts().delayed, 0, "{verb}: {says}");
        shop.end().await;
    }
}

#[tokio::test]
async fn a_server_that_hangs_or_is_not_there_loses_nothing() {
    let hangs = at_first("RCPT", "").await;
    let shop =
        open_with(Mailer::over_smtp(&settings(&hangs.address)).unwrap().with_timeout(Duration::from_millis(300)));
    let shop = shop.await;
    invite(&shop).await;
    mail(&shop).await;
    assert_eq!((hangs.taken().len(), shop.product.events.counts().delayed), (0, 1));
    let good = MailServer::good().await;
    let shop = shop.with_mailer(Mailer::over_smtp(&settings(&good.address)).unwrap());
    mail(&shop).await;
    assert_eq!(only(&good).to, "staff@example.com");
    // Nobody listens at the discard port.
    let shop = shop.with_mailer(Mailer::over_smtp(&settings("127.0.0.1:9")).unwrap());
    invite(&shop).await;
    mail(&shop).await;
    assert_eq!(shop.product.events.counts().delayed, 1);
    let shop = shop.with_mailer(Mailer::over_smtp(&settings(&good.address)).unwrap());
    mail(&shop).await;
    assert_eq!(good.taken().len(), 2);
    shop.end().await;
}

#[tokio::test]
async fn what_a_server_keeps_refusing_is_given_up_and_what_it_puts_off_is_not() {
    let refuses = MailServer::start(|verb, _| (verb == "RCPT").then(|| "550 5.1.1 no such user".to_owned())).await;
    let shop = open(&refuses).await;
    invite(&shop).await;
    for tries in 1..=8 {
        mail(&shop).await;
        assert_eq!(shop.product.events.counts().delayed, usize::from(tries < 8), "{tries}");
    }
    let delays =
        MailServer::start(|verb, before| (verb == "RCPT" && before < 20).then(|| "450 later".to_owned())).await;
    let shop = shop.with_mailer(Mailer::over_smtp(&settings(&delays.address)).unwrap());
    invite(&shop).await;
    for _ in 0..20 {
        mail(&shop).await;
        assert_eq!((delays.taken().len(), shop.product.events.counts().delayed), (0, 1));
    }
    mail(&shop).await;
    assert_eq!(only(&delays).to, "staff@example.com");
    shop.end().await;
}

/// A crowd of mails goes a few at a time; the rest waits on the queue and not in the program.
#[tokio::test]
async fn a_crowd_of_mails_leaves_a_few_at_a_time() {
    let server = MailServer::good().await;
    let shop = open(&server).await;
    for nth in 0..9 {
        shop.post(INVITATIONS, json!({"email": format!("a{nth}@example.com")}), 201).await;
    }
    for _ in 0..9 {
        mail(&shop).await;
    }
    let mut to: Vec<_> = server.taken().iter().map(|one| Seen::of(&one.mail).to).collect();
    to.sort();
    assert_eq!(to, (0..9).map(|nth| format!("a{nth}@example.com")).collect::<Vec<_>>());
    shop.end().await;
}

#[tokio::test]
async fn a_check_logs_in_and_tells_what_is_wrong_in_words() {
    async fn told(server: &str) -> String {
        let mailer = Mailer::over_smtp(&settings(server)).unwrap().with_timeout(Duration::from_millis(300));
        mailer.check().await.map_or_else(|failure| failure.to_string(), |()| "ok".to_owned())
    }
    let good = MailServer::good().await;
    assert_eq!(told(&good.address).await, "ok");
    assert!(good.taken().is_empty());
    for (verb, says, words) in [
        ("AUTH", "535 5.7.8 no", "the mail server refuses the user or the password (535 5.7.8)"),
        ("AUTH", "454 4.7.0 no", "the mail server asks to come again later (454 4.7.0)"),
        ("HELLO", "554 no", "the mail server refuses the mail (554)"),
        ("HELLO", "", "the mail server does not answer"),
        ("EHLO", "250 here", "the mail server cannot be talked to: No compatible authentication mechanism was found"),
    ] {
        assert_eq!(told(&at_first(verb, says).await.address).await, words);
    }
    let nobody = told("127.0.0.1:9").await;
    assert!(nobody.starts_with("the mail server cannot be reached: "), "{nobody}");
}

#[tokio::test]
async fn without_a_server_each_mail_is_one_whole_file() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("mail");
    let shop = open_with(Mailer::into_files(folder.clone(), "http://127.0.0.1:8787").unwrap()).await;
    invite(&shop).await;
    mail(&shop).await;
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() == 1 && files[0].extension().is_some_and(|end| end == "eml"), "{files:?}");
    let seen = Seen::of(&std::fs::read_to_string(&files[0]).unwrap());
    assert_eq!((seen.from.as_str(), seen.to.as_str()), ("LunePay <lunepay@localhost>", "staff@example.com"));
    assert_eq!(seen.link().0, "http://127.0.0.1:8787/invitation");

    // A folder that cannot be written: the mail waits.
    std::fs::remove_dir_all(&folder).unwrap();
    std::fs::write(&folder, "in the way").unwrap();
    invite(&shop).await;
    mail(&shop).await;
    assert_eq!(shop.product.events.counts().delayed, 1);
    std::fs::remove_file(&folder).unwrap();
    mail(&shop).await;
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
    shop.end().await;
}
