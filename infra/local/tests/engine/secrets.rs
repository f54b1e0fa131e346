//! The keys of this machine: one file for each purpose, and what the one secret of before becomes.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use local::secret;

use crate::support::temporary_dir;

const FILES: [&str; 3] = ["signing-key", "sealing-key", "receipt-key"];

#[test]
fn each_purpose_has_a_key_of_its_own_that_stays() {
    let dir = temporary_dir();
    let kept = || FILES.map(|file| fs::read_to_string(dir.path().join(file)).unwrap());
    secret::keys(Some(dir.path())).unwrap();
    let first = kept();
    assert!(first[0] != first[1] && first[1] != first[2] && first[0] != first[2]);
    for file in FILES {
        assert_eq!(fs::metadata(dir.path().join(file)).unwrap().permissions().mode() & 0o777, 0o600, "{file}");
    }
    secret::keys(Some(dir.path())).unwrap();
    assert_eq!(kept(), first);
    let without_disk = secret::keys(None).unwrap();
    assert_ne!(without_disk.secrets().seal("a", b"secret"), secret::keys(None).unwrap().secrets().seal("a", b"secret"));
}

#[test]
fn what_the_one_secret_of_before_sealed_opens() {
    let (dir, before) = (temporary_dir(), "b".repeat(64));
    fs::write(dir.path().join("signing-key"), &before).unwrap();
    let only_secret = web::Keys::default().with(web::Purpose::Sealing, &before).unwrap();
    let sealed = only_secret.secrets().seal("phone 1/2", b"secret").unwrap();
    let keys = secret::keys(Some(dir.path())).unwrap();
    assert_eq!(keys.secrets().open("phone 1/2", &sealed).unwrap().secret, b"secret");
    assert_eq!(keys.newest().unwrap().secret, before.as_bytes(), "tokens of before live on");
    assert_eq!(fs::read_to_string(dir.path().join("sealing-key")).unwrap(), before);
}
