//! The settings of `lunepay serve`, as its `--check` tells them: where each comes from, and what is wrong.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::Path;
use std::process::{Command, Output};

/// `lunepay serve --check` in a folder, with these settings in its file.
fn checked(dir: &Path, settings: &str, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    std::fs::write(dir.join("lunepay.toml"), settings).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lunepay"));
    command.args(["serve", "--check", "--config", "lunepay.toml"]).args(arguments).current_dir(dir);
    command.env_clear().envs(environment.iter().copied()).output().unwrap()
}

fn said(output: &Output) -> String {
    [&output.stdout[..], &output.stderr[..]].map(|text| String::from_utf8_lossy(text).into_owned()).concat()
}

/// The value of a setting, and where it comes from, as one line with single spaces.
fn told(output: &Output, name: &str) -> String {
    let said = said(output);
    let line = said.lines().find(|line| line.split_whitespace().next() == Some(name));
    let line = line.unwrap_or_else(|| panic!("{name} is not told: {said}"));
    line.split_whitespace().skip(1).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_flag_comes_before_the_environment_that_before_the_file_and_the_file_before_the_default() {
    let dir = tempfile::tempdir().unwrap();
    let settings =
        "listen = \"127.0.0.1:0\"\ntrusted-proxy = [\"127.0.0.1\", \"::1\"]\nclose-signup = true\nlog = \"json\"\n";
    let file = checked(dir.path(), settings, &["--dashboard", "."], &[]);
    assert_eq!(told(&file, "listen"), "127.0.0.1:0 from lunepay.toml");
    assert_eq!(told(&file, "trusted-proxy"), "127.0.0.1, ::1 from lunepay.toml");
    assert_eq!(told(&file, "close-signup"), "true from lunepay.toml");
    assert_eq!(told(&file, "log"), "json from lunepay.toml");
    assert_eq!(told(&file, "dashboard"), ". from the command line");
    assert_eq!(told(&file, "data"), ".lunepay from the default");
    assert!(!dir.path().join(".lunepay").exists(), "a check makes nothing");

    let environment = [("LUNEPAY_LISTEN", "127.0.0.2:0"), ("LUNEPAY_TRUSTED_PROXY", "10.0.0.1,10.0.0.2")];
    let environed = checked(dir.path(), settings, &[], &environment);
    assert_eq!(told(&environed, "listen"), "127.0.0.2:0 from LUNEPAY_LISTEN");
    assert_eq!(told(&environed, "trusted-proxy"), "10.0.0.1, 10.0.0.2 from LUNEPAY_TRUSTED_PROXY");
    let flagged = checked(dir.path(), settings, &["--listen", "127.0.0.3:0"], &environment);
    assert_eq!(told(&flagged, "listen"), "127.0.0.3:0 from the command line");
}

#[test]
fn a_wrong_setting_is_told_by_its_name_and_its_file() {
    let dir = tempfile::tempdir().unwrap();
    for (settings, says) in [
        ("listn = \"127.0.0.1:1\"", "`listn` is no setting. There are: listen, data"),
        ("check = true", "`check` is no setting"),
        ("listen = 8787", "`listen` is a text in quotes"),
        ("listen = \"8787\"", "invalid value '8787' for '--listen <ADDRESS>'"),
        ("close-signup = \"yes\"", "`close-signup` is true or false"),
        ("trusted-proxy = [1]", "`trusted-proxy` is a list of texts"),
        ("log = \"xml\"", "possible values: text, json"),
        ("listen = ", "is no TOML"),
    ] {
        let output = checked(dir.path(), settings, &[], &[]);
        let said = said(&output);
        assert!(!output.status.success() && said.contains(says) && said.contains("lunepay.toml"), "{settings}: {said}");
    }
    let missing = checked(dir.path(), "", &["--config", "other.toml"], &[]);
    assert!(said(&missing).contains("cannot be used multiple times"), "{}", said(&missing));
}

#[test]
fn a_check_says_what_would_keep_the_server_from_starting() {
    let dir = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let listen = format!("listen = \"{}\"\ndata = \"kept\"\n", taken.local_addr().unwrap());
    std::fs::create_dir(dir.path().join("kept")).unwrap();
    std::fs::write(dir.path().join("kept").join(local::upgrade::FILE), "999").unwrap();
    let output = checked(dir.path(), &listen, &[], &[]);
    let said = said(&output);
    assert!(!output.status.success());
    assert!(said.contains("wrong the address can be listened on") && said.contains("is taken"), "{said}");
    assert!(said.contains("wrong its data can be read by this version") && said.contains("a later LunePay"), "{said}");
    assert!(said.contains("ok    the data directory can be written"), "{said}");
}

#[test]
fn the_page_names_every_setting_with_its_variable() {
    let dir = tempfile::tempdir().unwrap();
    let help = Command::new(env!("CARGO_BIN_EXE_lunepay")).args(["serve", "--help"]).output().unwrap();
    let help = said(&help);
    let page = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/server.md")).unwrap();
    let checked = checked(dir.path(), "", &[], &[]);
    let names: Vec<_> =
        said(&checked).lines().map_while(|line| line.split_once(' ')).map(|(name, _)| name.to_owned()).collect();
    assert!(names.len() > 8, "{names:?}");
    for name in names {
        assert!(page.contains(&format!("| `{name}` |")), "{name} does not stand in docs/server.md");
    }
    for variable in help.split("[env: ").skip(1).filter_map(|rest| rest.split(['=', ']']).next()) {
        assert!(page.contains(&format!("`{variable}`")), "{variable} does not stand in docs/server.md");
    }
}
