//! The help of the client's commands in Korean. In English it is what the command line's own types say.

use clap::Command;

use super::lang::Lang;

/// Commands by their path and, behind a dot, their arguments. What several commands take stands under `*`.
#[rustfmt::skip]
const KOREAN: &[(&str, &str)] = &[
    ("login", "이메일과 비밀번호, 또는 API 토큰으로 로그인합니다."),
    ("login.email", "이메일 주소. 없으면 물어봅니다."),
    ("login.token", "대신 API 토큰을 받습니다. 화면에 보이지 않게 입력하거나 표준 입력으로 넣습니다."),
    ("logout", "저장한 로그인을 지우고 세션을 끝냅니다."),
    ("init", "`simulate`를 쓸 수 있도록 시험 워크스페이스, 계좌, 휴대폰을 만들거나 고릅니다. 이 컴퓨터의 서버에 로그인하지 않았다면 가입도 합니다."),
    ("init.workspace", "고를 시험 워크스페이스. 없으면 내 것 중 하나, 그것도 없으면 새로 만듭니다."),
    ("simulate", "시험 워크스페이스에 은행 문자를 보냅니다. 실제 문자와 똑같이 읽고, 주문과 매칭하고, 웹훅으로 알립니다."),
    ("simulate.kind", "문자의 종류."),
    ("simulate.amount", "금액(원)."),
    ("simulate.name", "은행이 찍는 상대방 이름."),
    ("simulate.bank", "은행의 코드나 이름. 예: 004, 국민. 그 은행의 계좌가 없으면 등록합니다."),
    ("simulate.printed_at", "문자에 찍히는 시각. 예: 2026-02-12T11:05:00+09:00. 없으면 지금."),
    ("simulate.balance", "찍히는 잔액: auto, none, 또는 원 단위의 수."),
    ("simulate.shape", "문자 양식의 이름. 없으면 그 은행의 가장 자세한 양식."),
    ("simulate.with_order", "같은 금액과 이름의 주문을 먼저 넣어, 이 입금이 그 주문을 결제하게 합니다."),
    ("scenario", "돈에 일어날 수 있는 일을 재생하고, 나와야 할 결과가 나왔는지 알려 줍니다."),
    ("scenario run", "시험 워크스페이스에서 시나리오 하나를 시작하고 끝날 때까지 기다립니다. month는 이 프로그램 안에서 재생합니다: 가상의 가게 세 곳에서 돈이 얼마나 자동으로 매칭되는지."),
    ("scenario run.name", "일어날 일."),
    ("scenario run.seed", "이름, 금액, 시각을 정하는 시드. 시드가 같으면 시나리오도 같습니다."),
    ("scenario run.orders", "month에서 가게마다 주문의 수. 없으면 1200."),
    ("scenario run.json", "결과를 JSON으로 출력합니다."),
    ("scenario show", "시작한 시나리오가 끝나기를 기다려 결과를 보여 줍니다."),
    ("scenario show.id", "시나리오의 이름과 시드. 예: split-7."),
    ("listen", "워크스페이스의 웹훅을 받아 와 이 컴퓨터의 서버로 보냅니다. 공개 주소가 필요 없습니다. 이 컴퓨터의 서버라면 먼저 `init`이 하는 일을 합니다."),
    ("listen.forward", "보낼 곳. 예: localhost:3000/webhooks."),
    ("listen.events", "받을 이벤트의 종류. 없으면 모두."),
    ("orders", "주문 목록. 최신순."),
    ("orders.status", "이 상태인 것만."),
    ("deposits", "입금 목록. 최신순."),
    ("deposits.state", "이 상태인 것만."),
    ("proposals", "사람의 확인을 기다리는 입금에 대한 제안 목록."),
    ("audit", "감사 로그. 최신순: 계좌, 휴대폰, 발신 번호, 설정, 엔드포인트를 누가 바꿨는지."),
    ("replay", "웹훅을 다시 보냅니다: 전송 하나, 이벤트 하나, 또는 어느 시각부터 실패했거나 놓친 것 모두."),
    ("replay.id", "전송(dlv_…) 또는 이벤트(evt_…)의 ID."),
    ("replay.since", "이 시각부터 실패했거나 놓친 것 모두. 예: 2026-02-12T00:00:00+09:00."),
    ("replay.endpoint", "이 엔드포인트의 것만."),
    ("doctor", "정상인 것과 고칠 것을 알려 줍니다: 시계, 호출 한도, 계좌, 휴대폰과 발신 번호, 엔드포인트."),
    ("completions", "셸 자동 완성 스크립트를 출력합니다."),
    ("completions.shell", "셸의 종류."),
    ("*.profile", "사용할 로그인의 이름."),
    ("*.api", "서버 주소. 예: https://pay.example.com. 없으면 로그인한 서버, 또는 이 컴퓨터."),
    ("*.lang", "출력 언어. 없으면 LC_ALL, LC_MESSAGES, LANG을 따릅니다."),
    ("*.workspace", "워크스페이스 번호. 없으면 `init`이 고른 것, 또는 하나뿐인 것."),
    ("*.live", "실제 가게에 대해 실행합니다. 없으면 시험 워크스페이스만 다룹니다."),
    ("*.limit", "최대 행 수."),
    ("*.json", "서버의 응답을 JSON으로 출력합니다."),
];

/// The Korean text of a command or an argument: its own, or what several commands share.
fn korean(command: &str, argument: Option<&str>) -> Option<&'static str> {
    let find = |name: &str| KOREAN.iter().find(|(key, _)| *key == name).map(|(_, text)| *text);
    match argument {
        None => find(command),
        Some(argument) => find(&format!("{command}.{argument}")).or_else(|| find(&format!("*.{argument}"))),
    }
}

/// The command line, with its help in a language. What only a server's operator needs stays English.
pub fn describe(whole: Command, lang: Lang) -> Command {
    match lang {
        Lang::English => whole,
        Lang::Korean => with_commands_in_korean(whole, ""),
    }
}

fn with_commands_in_korean(mut above: Command, path: &str) -> Command {
    let names: Vec<String> = above.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    for name in names {
        let path = below(path, &name);
        above = above.mut_subcommand(&name, |command| in_korean(command, &path));
    }
    above
}

fn in_korean(command: Command, path: &str) -> Command {
    let Some(about) = korean(path, None) else { return command };
    let command =
        command.about(about).long_about(None).mut_args(|arg| match korean(path, Some(arg.get_id().as_str())) {
            Some(help) => arg.help(help).long_help(None),
            None => arg,
        });
    with_commands_in_korean(command, path)
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path} {name}") }
}

#[cfg(test)]
mod tests {
    use clap::Subcommand;

    use super::*;
    use crate::client::args;

    #[test]
    fn everything_of_the_client_has_a_korean_text_and_every_text_is_of_something() {
        let client = args::Command::augment_subcommands(Command::new("lunepay"));
        let mut used = Vec::new();
        client.get_subcommands().for_each(|command| check(command, command.get_name(), &mut used));
        for (key, _) in KOREAN {
            assert!(used.iter().any(|used| used == key), "{key} is nothing of the client");
        }
    }

    /// Each command and argument has its text; which texts those are is noted.
    fn check(command: &Command, path: &str, used: &mut Vec<String>) {
        assert!(korean(path, None).is_some(), "{path} has no Korean help");
        used.push(path.to_owned());
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let id = argument.get_id().as_str();
            assert!(korean(path, Some(id)).is_some(), "{path}.{id} has no Korean help");
            used.extend([format!("{path}.{id}"), format!("*.{id}")]);
        }
        command.get_subcommands().for_each(|one| check(one, &below(path, one.get_name()), used));
    }
}
