//! Android apps whose notifications forwarders tell, by what they are. Banks' own stand in each bank's file.

use crate::bank;

/// What an Android app is to a bank's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum App {
    /// Some bank's own.
    Bank,
    /// Shows text messages as they arrive by SMS, with their sender as the title.
    Messages,
    /// Tells of its own wallet's money.
    PayService,
    /// Shows what anybody with a profile writes.
    Messenger,
    /// Anything else: a browser, mail, an app that nobody listed.
    Unlisted,
}

/// What the app with this package is. Packages are compared letter for letter, as Android does.
pub fn app(package: &str) -> App {
    if bank::all().iter().any(|bank| bank.packages.contains(&package)) {
        return App::Bank;
    }
    let lists = [(MESSAGES, App::Messages), (PAY_SERVICES, App::PayService), (MESSENGERS, App::Messenger)];
    lists.iter().find(|(list, _)| list.contains(&package)).map_or(App::Unlisted, |(_, app)| *app)
}

/// Apps for SMS that come with a phone, or stand in for one that does. Closed: no app that also carries chats of its
/// own besides the carriers' RCS.
pub const MESSAGES: &[&str] = &[
    "com.android.messaging",
    "com.android.mms",
    "com.asus.message",
    "com.coloros.mms",
    "com.google.android.apps.messaging",
    "com.htc.sense.mms",
    "com.huawei.message",
    "com.lge.message",
    "com.miui.mms",
    "com.motorola.messaging",
    "com.oneplus.mms",
    "com.samsung.android.messaging",
    "com.sonyericsson.conversations",
    "com.xiaomi.mms",
];

/// Wallets, card apps that hold money, and payment apps. The app of 토스 is its bank's too and stands there.
pub const PAY_SERVICES: &[&str] = &[
    "com.google.android.apps.walletnfcrel",
    "com.kakaopay.app",
    "com.kbcard.cxh.appcard",
    "com.kftc.bankpay.android",
    "com.kftc.zeropay.consumer",
    "com.lguplus.paynow",
    "com.lotte.lpay",
    "com.naverfin.payapp",
    "com.nhn.android.search",
    "com.nhnent.payapp",
    "com.samsung.android.spay",
    "com.samsung.android.spaylite",
    "com.shcard.smartpay",
    "com.ssg.serviceapp.android.egiftcertificate",
    "kr.or.zeropay.zip",
    "kvp.jjy.MispAndroid320",
    "net.ib.android.smcard",
    "nh.smart.nhallonepay",
];

/// Numbers of pay services, digits only.
pub const PAY_NUMBERS: &[&str] = &["15446891", "15883819", "16447405"];

/// Messengers: a profile can bear any name, a bank's or a number's.
pub const MESSENGERS: &[&str] = &[
    "com.Slack",
    "com.discord",
    "com.facebook.mlite",
    "com.facebook.orca",
    "com.instagram.android",
    "com.kakao.talk",
    "com.microsoft.teams",
    "com.skype.raider",
    "com.snapchat.android",
    "com.tencent.mm",
    "com.viber.voip",
    "com.whatsapp",
    "com.whatsapp.w4b",
    "jp.naver.line.android",
    "org.telegram.messenger",
    "org.telegram.messenger.web",
    "org.thoughtcrime.securesms",
    "org.thunderdog.challegram",
];
