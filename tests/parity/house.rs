//! The house's own rules, read from manifests and sources: who may know whom, how long a file may be, and what is
//! spelled in one place only.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use store::layout::LAYOUT;
use tests::documents::{read, root};

use super::folders;

/// The names in a section of a manifest, such as `dependencies`.
fn names(manifest: &str, section: &str) -> Vec<String> {
    let lines = manifest
        .lines()
        .skip_while(|line| *line != format!("[{section}]"))
        .skip(1)
        .take_while(|line| !line.starts_with('['));
    let entries = lines.filter(|line| !line.trim_start().starts_with('#') && line.contains('='));
    entries.map(|line| line.split(['.', ' ', '=']).next().unwrap().to_owned()).collect()
}

fn dependencies(folder: &str) -> Vec<String> {
    names(&read(&format!("{folder}/Cargo.toml")), "dependencies")
}

/// What a crate of ours may know of the others.
fn allowed(folder: &str) -> Option<&'static [&'static str]> {
    match folder {
        "shared/bank-sms" => Some(&[]),
        "shared/domain" => Some(&["bank-sms"]),
        "shared/store" | "shared/auditor" | "shared/words" | "shared/scenario" => Some(&["bank-sms", "domain"]),
        "shared/webhooks" => Some(&["bank-sms", "domain", "words"]),
        "shared/pairing" => Some(&["bank-sms", "domain", "store"]),
        "shared/runtime" => Some(&["domain", "store"]),
        "shared/mail" => Some(&["domain", "runtime"]),
        "functions/notifier" => {
            Some(&["bank-sms", "domain", "words", "store", "pairing", "runtime", "webhooks", "mail"])
        }
        "shared/web" => Some(&["bank-sms", "domain", "words", "store", "pairing", "runtime"]),
        "tests/model" => Some(&["bank-sms", "domain"]),
        // An export is made of what the others show: of their views alone.
        "functions/workspaces" => Some(&[
            "bank-sms",
            "domain",
            "words",
            "store",
            "pairing",
            "runtime",
            "web",
            "webhooks",
            "bank-accounts",
            "deposits",
            "messages",
            "orders",
            "phone-numbers",
            "webhook-endpoints",
        ]),
        // A test message goes the way of a phone's call.
        "functions/messages" => {
            Some(&["bank-sms", "domain", "words", "store", "pairing", "runtime", "web", "sms-webhook", "scenario"])
        }
        // What test workspaces play.
        "functions/matcher" => Some(&["bank-sms", "domain", "store", "pairing", "runtime", "scenario"]),
        function if function.starts_with("functions/") => {
            Some(&["bank-sms", "domain", "words", "store", "pairing", "runtime", "web", "webhooks"])
        }
        _ => None,
    }
}

#[test]
fn the_arrows_between_crates_point_one_way() {
    let others = ["local", "tests", "model"].map(str::to_owned);
    let ours: Vec<String> = folders("shared").into_iter().chain(folders("functions")).chain(others).collect();
    let crates = folders("shared")
        .into_iter()
        .map(|name| format!("shared/{name}"))
        .chain(folders("functions").into_iter().map(|name| format!("functions/{name}")))
        .chain(["tests/model".to_owned()]);
    for folder in crates {
        let allowed = allowed(&folder).unwrap_or_else(|| panic!("say here what {folder} may know"));
        let manifest = read(&format!("{folder}/Cargo.toml"));
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for name in names(&manifest, section).into_iter().filter(|name| ours.contains(name)) {
                assert!(allowed.contains(&name.as_str()), "{folder} knows {name}");
            }
        }
    }
}

/// Pure crates: no async, AWS, HTTP, clock or serialisation, so they test without building any of it.
#[test]
fn the_pure_crates_stay_pure() {
    assert_eq!(dependencies("shared/domain"), ["bank-sms", "strum", "thiserror", "time"]);
    assert_eq!(dependencies("shared/bank-sms"), ["serde_json", "time", "unicode-normalization"]);
    for source in sources(&["shared/bank-sms/src"]) {
        let is_binary = source.ends_with("main.rs") || source.ends_with("catalogue/seen.rs");
        assert!(
            is_binary || !text(&source).contains("serde_json"),
            "{}: only the binary speaks JSON",
            source.display()
        );
    }
    for folder in ["shared/bank-sms", "shared/domain"] {
        for name in names(&read(&format!("{folder}/Cargo.toml")), "dev-dependencies") {
            assert!(!name.starts_with("aws") && name != "tokio", "{folder} tests without {name}");
        }
    }
}

/// Workers answer no request: an HTTP server would only make their bootstraps larger and slower to build.
#[test]
fn workers_link_no_http_server() {
    for worker in ["matcher", "notifier", "sweeper"] {
        let mut cargo = std::process::Command::new("cargo");
        cargo.args(["tree", "--offline", "--edges=normal", "--prefix=none", "--format={lib}", "--package", worker]);
        let tree = cargo.current_dir(root()).output().unwrap();
        assert!(tree.status.success(), "{}", String::from_utf8_lossy(&tree.stderr));
        let tree = String::from_utf8(tree.stdout).unwrap();
        let linked: BTreeSet<&str> = tree.lines().collect();
        assert!(linked.contains("lambda_runtime") && linked.contains("store"), "{worker}: {tree}");
        for library in ["axum", "lambda_http", "jsonwebtoken", "utoipa_axum", "web"] {
            assert!(!linked.contains(library), "{worker} links {library}");
        }
    }
}

/// A dependency that no source names only costs build time, and hides what a crate knows.
#[test]
fn every_dependency_is_used() {
    let crates = ["shared", "functions"]
        .into_iter()
        .flat_map(|group| folders(group).into_iter().map(move |name| format!("{group}/{name}")));
    for folder in crates.chain([
        "infra/local".to_owned(),
        "infra/month".to_owned(),
        "tests/model".to_owned(),
        "tests/swarm".to_owned(),
    ]) {
        let manifest = read(&format!("{folder}/Cargo.toml"));
        let code: String = sources(&[&folder]).iter().map(|path| text(path)).collect();
        let named: BTreeSet<&str> = code.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
        for section in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for name in names(&manifest, section) {
                // The one library that is not called as its package is.
                let library = name.trim_end_matches("-rs").replace('-', "_");
                assert!(named.contains(library.as_str()), "{folder} does not use {name}");
            }
        }
    }
}

#[test]
fn one_command_starts_the_product() {
    assert!(
        read("Cargo.toml").contains("default-members = [\"infra/local\"]"),
        "`cargo run` without more runs infra/local"
    );
}

/// Every Rust file below these folders.
pub(crate) fn sources(folders: &[&str]) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => walk(&path, found),
                false if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
                false => {}
            }
        }
    }
    let mut found = Vec::new();
    folders.iter().for_each(|folder| walk(&root().join(folder), &mut found));
    assert!(!found.is_empty());
    found
}

/// The sources of the product, without tests.
pub(crate) fn product() -> Vec<PathBuf> {
    let mut found = sources(&["shared", "functions", "infra/local", "infra/month"]);
    found.retain(|path| {
        path.components().any(|part| part.as_os_str() == "src") && !path.to_string_lossy().ends_with("_tests.rs")
    });
    found
}

pub(crate) fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// A panic that ends the program takes every message that it has in hand with it.
#[test]
fn release_builds_unwind() {
    let manifest = read("Cargo.toml");
    assert!(manifest.contains("panic = \"unwind\"") && !manifest.contains("panic = \"abort\""));
}

#[test]
fn no_file_is_long() {
    for path in sources(&["shared", "functions", "infra", "cli", "tests"]) {
        let lines = text(&path).lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn every_file_says_what_it_is() {
    for path in product() {
        assert!(text(&path).starts_with("//!"), "{} does not open with what it is", path.display());
    }
}

#[test]
fn nothing_is_left_for_later() {
    let words = [
        concat!("#[ign", "ore"),
        concat!("tod", "o!("),
        concat!("unimpl", "emented!("),
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
    ];
    for path in sources(&["shared", "functions", "infra", "cli", "tests"]) {
        let text = text(&path);
        for word in words {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

#[test]
fn keys_are_spelled_in_one_place() {
    let mut words: Vec<_> = LAYOUT
        .iter()
        .flat_map(|(_, pk, sk, _)| [*pk, *sk])
        .filter_map(|key| key.split_once('#'))
        .map(|(word, _)| word)
        .collect();
    words.retain(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_uppercase()));
    words.sort_unstable();
    words.dedup();
    assert!(words.len() >= 10, "{words:?}");
    for path in sources(&["shared/store/src", "shared/pairing/src", "shared/web/src", "functions", "infra/local/src"]) {
        // The last is the list that the words are of.
        let may_spell = ["store/src/key.rs", "store/src/key/waiting.rs", "store/src/layout.rs"];
        if may_spell.iter().any(|may| path.ends_with(may)) {
            continue;
        }
        for word in &words {
            assert!(!text(&path).contains(&format!("\"{word}#")), "{} spells a key: {word}#", path.display());
        }
    }
}

#[test]
fn the_environment_and_the_clock_are_read_in_one_place() {
    for path in product() {
        // The second is a program of its own, whose messages may come without a time.
        if path.ends_with("runtime/src/config.rs") || path.ends_with("bank-sms/src/main.rs") {
            continue;
        }
        let text = text(&path);
        for word in ["env::var", "env::vars", "SystemTime::now", "now_utc", "now_local"] {
            assert!(!text.contains(word), "{} uses {word}: runtime::config does", path.display());
        }
    }
}

#[test]
fn the_seam_is_the_wire() {
    for path in product() {
        let text = text(&path);
        for word in ["trait Repository", "trait Store", "MemoryStore", "mockall"] {
            assert!(!text.contains(word), "{} has a {word}", path.display());
        }
    }
}

#[test]
fn documents_link_to_files_that_exist() {
    let pages = [
        "README.md",
        "README.ko.md",
        "ARCHITECTURE.md",
        "CHANGELOG.md",
        "docs/decisions.md",
        "docs/reliability.md",
        "docs/model.md",
        "docs/conditions.md",
        "docs/error-codes.md",
        "docs/deploy.md",
        "docs/scale.md",
        "docs/table.md",
        "docs/adding.md",
        "docs/automation.md",
        "docs/cli.md",
        "docs/cli.ko.md",
        "docs/codes.md",
        "docs/codes.ko.md",
        "docs/glossary.md",
        "docs/open-url.md",
        "docs/open-url.ko.md",
        "docs/banks.md",
        "docs/integrate.md",
        "docs/integrate.ko.md",
        "docs/webhooks.md",
        "docs/webhooks.ko.md",
        "docs/forwarders.md",
        "docs/forwarders.ko.md",
        "infra/runbook.md",
        "events/README.md",
        "shared/bank-sms/README.md",
        "shared/bank-sms/CONTRIBUTING.md",
        "sdk/typescript/README.md",
        "sdk/python/README.md",
    ];
    for page in pages {
        let folder = root().join(page).parent().unwrap().to_owned();
        for link in read(page).split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
            let file = link.split('#').next().unwrap();
            let external = link.contains("://") || link.starts_with("mailto:");
            assert!(external || file.is_empty() || folder.join(file).exists(), "{page} links to {link}");
        }
    }
}

/// The Korean page is the same page: the same headings, links, commands and rows.
#[test]
fn the_pages_of_two_languages_say_the_same() {
    let shape = |page: &str| {
        let text = read(page);
        let links: Vec<String> =
            text.split("](").skip(1).map(|rest| rest.split(')').next().unwrap().replace(".ko.", ".")).collect();
        let commands: Vec<String> = text
            .lines()
            .filter(|line| line.starts_with("cargo "))
            .map(|line| line.split('#').next().unwrap().to_owned())
            .collect();
        let count = |prefix: &str| text.lines().filter(|line| line.starts_with(prefix)).count();
        (links, commands, count("## "), count("| "), count("- "), count("```"))
    };
    let pages = [
        ("README.md", "README.ko.md"),
        ("docs/integrate.md", "docs/integrate.ko.md"),
        ("docs/cli.md", "docs/cli.ko.md"),
    ];
    for (page, korean) in pages {
        assert_eq!(shape(page), shape(korean));
    }
}

/// The flags that the README tells of are those of the program; what it and the checklists name exists.
#[test]
fn the_readme_names_what_exists() {
    let (mut readme, flags) = (read("README.md"), read("infra/local/src/flags.rs"));
    for flag in readme.split("| `--").skip(1).map(|rest| rest.split([' ', '`']).next().unwrap()) {
        assert!(flags.contains(&format!("pub {}:", flag.replace('-', "_"))), "there is no --{flag}");
    }
    readme.push_str(&read("docs/adding.md"));
    for module in readme.split("`parity::").skip(1).map(|rest| rest.split('`').next().unwrap()) {
        assert!(root().join(format!("tests/parity/{module}.rs")).is_file(), "there is no parity::{module}");
    }
    for path in readme
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| word.starts_with("shared/") || word.starts_with("functions/") || word.starts_with("tests/"))
    {
        let path = path.split(['<', ' ']).next().unwrap();
        assert!(root().join(path).exists(), "there is no {path}");
    }
}
