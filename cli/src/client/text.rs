//! Every text of the client, in both languages. The help of its commands: `help`.

use std::fmt::Display;

use super::lang::Lang;
use super::print::clean;

/// Each text is a function; what is put into it may come from anywhere, so it is cleaned.
macro_rules! texts {
    ($($name:ident($($part:ident),*): $ko:literal, $en:literal;)*) => {
        impl Lang {
            $(pub fn $name(self $(, $part: impl Display)*) -> String {
                $(let $part = clean(&$part.to_string());)*
                match self {
                    Self::Korean => format!($ko),
                    Self::English => format!($en),
                }
            })*
        }
    };
}

// One text a line, however long: it is a table.
#[rustfmt::skip]
texts! {
    error(): "오류", "error";
    interrupted(): "중단했습니다.", "Interrupted.";
    request(): "요청", "request";
    server_says(detail): "서버: {detail}", "The server says: {detail}";

    nothing_answers(url, cause): "{url} 에서 응답이 없습니다 ({cause}).", "Nothing answers at {url} ({cause}).";
    start_one(): "LunePay가 실행 중인가요? 소스 폴더에서 `cargo run -- --allow-loopback-endpoints`, 또는 `lunepay serve`로 시작합니다. 다른 서버라면 --api로 주소를 적으세요.", "Is LunePay running? Start it with `cargo run -- --allow-loopback-endpoints` in the checkout, or with `lunepay serve`; name another server with --api.";
    check_address(): "--api의 주소와 네트워크를 확인하세요.", "Check the address that --api names, and the network.";
    may_have_happened(): "요청은 처리되었을 수도 있습니다. 목록을 확인한 뒤 다시 하세요.", "It may have taken effect all the same: look at the lists before you repeat it.";
    not_lunepay(url, status): "{url} 의 응답({status})은 LunePay의 것이 아닙니다. --api의 주소를 확인하세요.", "What answers at {url} ({status}) is not LunePay: check the address that --api names.";
    server_failed(status): "서버가 요청을 처리하지 못했습니다 ({status}). 잠시 뒤 다시 하세요. 계속되면 서버 운영자에게 요청 번호를 알려 주세요.", "The server could not do it ({status}). Try again in a moment; if it stays, tell whoever runs the server the request's id.";
    tries_again(seconds): "{seconds}초 뒤 다시 시도합니다.", "Trying again in {seconds} s.";
    no_tls(cause): "TLS를 준비하지 못했습니다: {cause}", "TLS cannot be set up: {cause}";

    not_logged_in(api): "{api} 에 로그인하지 않았습니다. `lunepay login`을 실행하세요. 이 컴퓨터의 서버라면 `lunepay init`만으로 됩니다.", "Nobody is logged in at {api}: run `lunepay login`. At a server on this machine `lunepay init` is enough.";
    token_refused(): "서버가 이 로그인을 받지 않습니다. 만료되었거나 폐기되었거나, 다른 서버의 토큰입니다. `lunepay login`으로 다시 로그인하세요.", "The server does not take this login: it has expired, was revoked, or is of another server. Log in again with `lunepay login`.";
    login_failed(): "이메일 또는 비밀번호가 맞지 않습니다.", "The e-mail address or the password is wrong.";
    second_factor_failed(): "인증 코드가 맞지 않거나 이미 쓴 코드입니다.", "The code is wrong, or was used already.";
    other_server(profile, own, asked): "로그인 `{profile}`은 {own} 의 것이라 {asked} 에 보내지 않습니다. `lunepay login --profile 이름 --api {asked}`으로 따로 로그인하세요.", "The login `{profile}` is for {own}, so it is not sent to {asked}. Log in there under another name: `lunepay login --profile NAME --api {asked}`.";
    scope_missing(scope): "이 API 토큰에는 `{scope}` 권한이 없습니다. 그 권한을 가진 토큰으로 로그인하세요.", "This API token lacks the scope `{scope}`: log in with a token that has it.";
    forbidden(): "이 계정이나 토큰으로는 할 수 없습니다. 소유자로 로그인해야 하는 일일 수 있습니다.", "This account or token may not do that. Some things take the owner, logged in with a password.";
    signup_closed(): "이 서버는 가입을 받지 않습니다. 계정이 있다면 `lunepay login`으로 로그인하세요.", "This server lets nobody sign up. If you have an account: `lunepay login`.";
    test_needs_init(): "시험 워크스페이스에 계좌나 휴대폰이 없습니다. `lunepay init`을 실행하세요.", "The test workspace lacks an account or a phone: run `lunepay init`.";
    too_many_calls(): "호출이 너무 많습니다. 잠시 뒤 다시 하세요.", "Too many calls: try again in a moment.";

    email_prompt(): "이메일: ", "E-mail: ";
    password_prompt(): "비밀번호: ", "Password: ";
    code_prompt(): "인증 앱의 숫자 또는 복구 코드: ", "Code of the authenticator app, or a recovery code: ";
    token_prompt(): "API 토큰: ", "API token: ";
    nothing_typed(what): "{what} 입력이 없습니다.", "{what} nothing was typed.";
    cannot_read(cause): "입력을 읽지 못했습니다: {cause}", "The input cannot be read: {cause}";
    logged_in(email, api): "{email}(으)로 {api} 에 로그인했습니다.", "Logged in as {email} at {api}.";
    login_lasts(hours): "이 로그인은 {hours}시간 뒤 끝납니다. 더 오래 쓰려면 대시보드에서 만든 API 토큰으로 `lunepay login --token`을 실행하세요.", "This login ends in {hours} hours. For longer: `lunepay login --token` with an API token from the dashboard.";
    is_webhook_secret(): "이것은 웹훅 서명 비밀이지 API 토큰이 아닙니다. 토큰은 대시보드의 API 토큰 화면에서 만듭니다.", "That is the secret of a webhook endpoint, not an API token. The dashboard makes tokens, on its page of API tokens.";
    is_address(): "이것은 주소이지 API 토큰이 아닙니다. 휴대폰의 주소라면 문자 전달 앱에 넣으세요.", "That is an address, not an API token. A phone's address belongs into its forwarder app.";
    is_no_token(): "이것은 API 토큰이 아닙니다. 토큰은 점 두 개로 나뉜 세 부분입니다. 대시보드의 API 토큰 화면에서 만듭니다.", "That is no API token: a token has three parts with dots between. The dashboard makes tokens, on its page of API tokens.";
    logged_out(): "로그아웃했습니다.", "Logged out.";
    was_not_logged_in(): "로그인하지 않은 상태입니다.", "Nobody was logged in.";
    token_lives_on(): "저장한 API 토큰을 지웠습니다. 토큰 자체는 대시보드에서 폐기할 때까지 유효합니다.", "The kept API token is forgotten. It stays valid until it is revoked in the dashboard.";
    session_lives_on(): "저장한 로그인은 지웠지만 서버에는 알리지 못했습니다. 세션은 만료될 때까지 유효합니다.", "The kept login is forgotten, but the server was not told: the session stays valid until it expires.";

    no_home(): "설정을 둘 곳을 알 수 없습니다. HOME 또는 XDG_CONFIG_HOME을 지정하세요.", "There is no place for the settings: set HOME or XDG_CONFIG_HOME.";
    cannot_keep(path, cause): "{path} 에 저장하지 못했습니다: {cause}", "{path} cannot be written: {cause}";
    cannot_load(path, cause): "{path} 을(를) 읽지 못했습니다: {cause}. `lunepay login`으로 새로 만들 수 있습니다.", "{path} cannot be read: {cause}. `lunepay login` writes it anew.";
    others_could_read(path): "{path} 을(를) 다른 사용자가 읽을 수 있어서 0600으로 바꿨습니다. 그동안 읽혔다고 보고 로그인을 바꾸세요.", "Others could read {path}: it is 0600 again. Take its login as known to them, and log in anew.";

    live_needs_flag(id, name): "워크스페이스 {id}({name})은 실제 가게입니다. 실제 가게에 대해 실행하려면 --live를 붙이세요.", "Workspace {id} ({name}) is live. Add --live if you mean it.";
    live_takes_no_test(): "실제 가게에는 시험 문자를 보낼 수 없습니다. `lunepay init`으로 시험 워크스페이스를 고르세요.", "A live workspace takes no test messages. Choose a test workspace with `lunepay init`.";
    not_live(id, name): "워크스페이스 {id}({name})은 시험용입니다. --live 없이 실행하세요.", "Workspace {id} ({name}) is a test workspace: leave --live out.";
    workspace_unknown(): "그런 워크스페이스가 없거나, 이 로그인으로는 볼 수 없습니다. 서버를 새로 시작했다면 `lunepay init`을 실행하세요.", "There is no such workspace, or this login does not reach it. If the server was started anew: `lunepay init`.";
    no_test_workspace(): "시험 워크스페이스가 없습니다. `lunepay init`을 실행하세요.", "There is no test workspace: run `lunepay init`.";
    no_live_workspace(): "실제 워크스페이스가 없습니다.", "There is no live workspace.";
    several_workspaces(ids): "워크스페이스가 여럿입니다: {ids}. --workspace ID로 고르세요.", "There are several workspaces: {ids}. Choose one with --workspace ID.";
    not_a_test_workspace(id, name): "워크스페이스 {id}({name})은 실제 가게라서 여기에 쓸 수 없습니다.", "Workspace {id} ({name}) is live, so it is not used for this.";

    signed_up(email): "이 서버에 새로 가입했습니다: {email}", "Signed up at this server: {email}";
    its_password(password, url): "비밀번호: {password}   (한 번만 보입니다. 대시보드: {url})", "Password: {password}   (shown this once; dashboard: {url})";
    workspace_made(id): "시험 워크스페이스 {id} 을(를) 만들었습니다.", "Made test workspace {id}.";
    workspace_chosen(id, name): "시험 워크스페이스 {id}({name})을(를) 씁니다.", "Using test workspace {id} ({name}).";
    account_made(bank, number): "계좌를 등록했습니다: {bank} {number}", "Registered an account: {bank} {number}";
    phone_made(number): "휴대폰을 등록했습니다: {number}", "Registered a phone: {number}";
    next_steps(): "다음: lunepay simulate deposit --amount 14510 --name 홍길동", "Next: lunepay simulate deposit --amount 14510 --name 홍길동";
    test_shop(): "시험 가게", "Test shop";
    developer(): "개발자", "Developer";

    bank_unknown(bank, known): "`{bank}`은(는) 아는 은행이 아닙니다. 코드나 이름으로: {known}", "`{bank}` is no bank that is known. By code or name: {known}";
    bank_unreadable(bank): "{bank}의 문자는 읽을 수 없어 시험할 수 없습니다.", "Messages of {bank} cannot be read, so none is made.";
    order_placed(number, amount): "주문 {number}: {amount}원", "Order {number}: {amount} KRW";
    bank_writes(shape, sender): "은행 문자 ({shape}, {sender}):", "The bank writes ({shape}, from {sender}):";
    server_answered(message): "결과: {message}", "Result: {message}";
    deposit_made(id): "입금 {id}", "Deposit {id}";
    still_at_work(): "아직 처리 중입니다. 잠시 뒤 `lunepay deposits`로 보세요.", "It is still at work: look in a moment with `lunepay deposits`.";

    scenario_begins(id): "시나리오 {id}을(를) 시작했습니다.", "Scenario {id} has begun.";
    scenario_goes_on(id): "Ctrl-C는 기다리기만 끝냅니다. 시나리오는 서버에서 계속됩니다: lunepay scenario show {id}", "Ctrl-C ends the waiting only; the scenario goes on at the server: lunepay scenario show {id}";
    scenario_runs(minutes): "실행 중, {minutes}", "Running for {minutes}";
    scenario_passed(id): "{id}: 나와야 할 결과가 모두 나왔습니다.", "{id}: all came out as it must.";
    scenario_failed(id): "{id}: 나와야 할 결과와 다릅니다.", "{id}: it came out otherwise than it must.";
    scenario_exists(): "`lunepay scenario show 이름-시드`로 결과를 보거나, 다른 --seed로 다시 시작하세요.", "`lunepay scenario show NAME-SEED` tells what comes of it; another --seed plays it anew.";
    head_what(): "항목", "What";
    head_expected(): "나와야 할 값", "Expected";
    head_got(): "나온 값", "Got";

    listens_already(profile): "로그인 `{profile}`으로 이미 `listen`을 실행 중입니다. 둘을 실행하면 모든 이벤트가 두 번 옵니다.", "Somebody listens under the login `{profile}` already: two would send everything twice.";
    listening(workspace, url): "워크스페이스 {workspace}의 웹훅을 {url} 로 보냅니다. Ctrl-C로 끝냅니다.", "Sending the webhooks of workspace {workspace} to {url}. Ctrl-C ends.";
    signed_with(secret): "서명 비밀: {secret}", "They are signed with: {secret}";
    secret_was_shown(): "서명 비밀은 엔드포인트를 만들 때 한 번 보였습니다.", "The secret they are signed with was shown when the endpoint was made.";
    will_come_again(): "2xx가 아니므로 다시 보냅니다", "no 2xx, so it comes again";
    server_is_away(): "LunePay 서버가 응답하지 않거나 처리하지 못합니다. 돌아올 때까지 계속 시도합니다.", "LunePay's server does not answer, or fails; trying until it does.";
    server_is_back(): "서버가 다시 응답합니다.", "The server answers again.";
    not_acknowledged(event): "{event}: 받았다고 서버에 알리지 못했습니다. 알릴 때까지 다시 시도합니다.", "{event}: the server was not told that it arrived; trying until it is.";
    finishing(): "진행 중인 것을 마치고 끝냅니다. 바로 끝내려면 Ctrl-C를 한 번 더 누르세요.", "Finishing what is under way. Ctrl-C once more ends at once.";

    no_endpoints(): "엔드포인트가 없습니다. `lunepay listen --forward 주소`가 하나 만듭니다.", "There is no endpoint: `lunepay listen --forward URL` makes one.";
    no_active_endpoints(): "켜진 엔드포인트가 없습니다. 대시보드에서 켜세요.", "No endpoint is active: activate one in the dashboard.";
    left_out(endpoint): "엔드포인트 {endpoint}은(는) 꺼져 있어 보내지 않습니다.", "Endpoint {endpoint} is disabled, so nothing is sent to it.";
    nothing_to_replay(id, days): "`{id}`에 해당하는 전송이 없습니다. {days}일이 지났거나 다른 워크스페이스의 것일 수 있습니다.", "There is no delivery of `{id}`: it may be older than {days} days, or of another workspace.";
    replayed(event, endpoint): "{event}: 엔드포인트 {endpoint}(으)로 다시 보냅니다.", "{event}: sent again to endpoint {endpoint}.";
    replayed_since(since, endpoint): "{since}부터 실패했거나 놓친 것을 엔드포인트 {endpoint}(으)로 다시 보냅니다.", "What failed or was missed since {since} is sent again to endpoint {endpoint}.";

    ok(): "정상", "ok  ";
    mend(): "확인", "mend";
    to_mend(count): "{count}가지를 고쳐야 합니다.", "{count} to mend.";
    check_server(url): "서버 {url}", "server {url}";
    check_login(email): "로그인 {email}", "login {email}";
    clock_is_right(): "이 컴퓨터의 시계", "this machine's clock";
    clock_unknown(): "서버가 시각을 알리지 않아 시계를 비교할 수 없습니다.", "the server tells no time to compare the clock with";
    clock_is_off(seconds): "이 컴퓨터의 시계가 서버와 {seconds}초 다릅니다. 5분이 넘으면 웹훅의 서명 검증이 거절합니다. NTP로 맞추세요.", "this machine's clock is {seconds} s off the server's. Past five minutes webhooks are refused as too old: set it by NTP";
    calls_left(which, left): "호출 한도 {which}: {left}번 남음", "limit of calls, {which}: {left} left";
    calls_run_out(which, left): "호출 한도 {which}: {left}번 남음. 천천히 하거나 운영자에게 한도를 올려 달라고 하세요.", "limit of calls, {which}: {left} left. Slow down, or have the operator raise it";
    check_workspace(id, name): "워크스페이스 {id}({name})", "workspace {id} ({name})";
    workspace_inactive(id, name): "워크스페이스 {id}({name})이 꺼져 있어 문자도 주문도 받지 않습니다. 설정에서 켜세요.", "workspace {id} ({name}) is deactivated: it takes no messages and no orders. Activate it in its settings";
    any_sender(): "아무 발신 번호의 문자나 결제로 인정합니다. 설정의 발신 번호를 `KNOWN`으로 바꾸세요.", "texts of any sender may pay: set `senders` to KNOWN";
    known_senders(): "은행과 승인한 발신 번호만 결제로 인정", "only banks and approved senders pay";
    no_account(): "계좌가 없습니다. 대시보드에서 등록하세요. 시험용은 `lunepay init`이 등록합니다.", "there is no account: register one in the dashboard; for a test, `lunepay init` does";
    check_account(bank, number): "계좌 {bank} {number}", "account {bank} {number}";
    account_contested(bank, number): "계좌 {bank} {number}: 다른 워크스페이스의 계좌와 겹칩니다. 휴대폰의 주소로 문자를 받으세요.", "account {bank} {number} fits messages of another workspace too: take its messages over a phone's URL";
    no_phone(): "휴대폰이 없습니다. 대시보드에서 등록하세요. 시험용은 `lunepay init`이 등록합니다.", "there is no phone: add one in the dashboard; for a test, `lunepay init` does";
    check_phone(id, number): "휴대폰 {id}({number})", "phone {id} ({number})";
    phone_silent(id, number): "휴대폰 {id}({number})에서 소식이 없습니다. 전원, 인터넷, 전달 앱의 절전 설정을 확인하고 시험 문자를 보내세요.", "phone {id} ({number}) is silent: check its power, its network and that its forwarder app may run in the background, then send its test code";
    sender_unconfirmed(id, number): "휴대폰 {id}({number})이 알리는 발신 번호를 아직 확인하지 않아 문자가 보류됩니다. 대시보드에서 확인하세요.", "phone {id} ({number}) tells a sender that nobody confirmed, so its messages are held: confirm it in the dashboard";
    sender_not_held(id, number): "휴대폰 {id}({number})은 발신 번호 없이 온 문자도 결제로 인정합니다. 전달 앱이 발신 번호를 보내게 하고, `sender_missing`을 HELD로 바꾸세요.", "phone {id} ({number}) lets texts without a sender pay: have its app send the sender, and set `sender_missing` to HELD";
    arrival_problems(id, number, problems): "휴대폰 {id}({number})의 최근 문자에 문제가 있습니다: {problems}. docs/forwarders.ko.md를 보세요.", "what phone {id} ({number}) sent last has problems: {problems}. See docs/forwarders.md";
    check_endpoint(id, known_by): "엔드포인트 {id}({known_by})", "endpoint {id} ({known_by})";
    endpoint_off(id, reason): "엔드포인트 {id}이 꺼져 있습니다({reason}). 받는 서버를 고친 뒤 켜고, `lunepay replay --since`로 놓친 것을 다시 보내세요.", "endpoint {id} is off ({reason}): mend the receiver, switch it on, and have what was missed sent again with `lunepay replay --since`";
    endpoint_fails(id, since): "엔드포인트 {id}: {since}부터 실패합니다. 받는 서버의 주소, 인증서, 응답을 확인하세요.", "endpoint {id} fails since {since}: check the receiver's address, certificate and answers";

    more_rows(): "더 있습니다: --limit을 늘리세요.", "There is more: raise --limit.";
    no_rows(): "없습니다.", "None.";
    capped(): "대기 중인 것이 많아 일부만 비교했습니다.", "Only some of the waiting deposits were compared.";
    head_id(): "번호", "ID";
    head_order_number(): "주문번호", "Number";
    head_amount(): "금액", "Amount";
    head_name(): "입금자", "Name";
    head_status(): "상태", "Status";
    head_payment(): "결제", "Payment";
    head_open(): "남은 금액", "Open";
    head_created(): "등록", "Created";
    head_deposited(): "입금", "Deposited";
    head_hold(): "보류 사유", "Held for";
    head_order(): "주문", "Order";
    head_kind(): "종류", "Kind";
    head_score(): "점수", "Score";
    head_deposits(): "입금", "Deposits";
    head_orders(): "주문", "Orders";
    head_difference(): "차액", "Difference";
    head_reasons(): "근거", "Reasons";
    head_against(): "반대 근거", "Against";
    head_at(): "시각", "At";
    head_by(): "누가", "By";
    head_subject(): "대상", "Subject";
    head_changes(): "변경", "Changes";

    orders_are_of_month(): "--orders는 month에만 씁니다.", "--orders is for a month only.";
    use_check(): "데이터베이스의 장부는 `lunepay check`로 검사합니다.", "The books of a database are checked by `lunepay check`.";
}

#[cfg(not(feature = "server"))]
#[rustfmt::skip]
texts! {
    month_needs_server(): "이 `lunepay`에는 서버가 없어 한 달을 재생할 수 없습니다. `--no-default-features` 없이 빌드하세요.", "This `lunepay` has no server in it, so it cannot play a month: build it without `--no-default-features`.";
}

#[cfg(feature = "server")]
#[rustfmt::skip]
texts! {
    month_begins(seed, orders): "가게 세 곳의 한 달을 이 프로그램 안에서 재생합니다: 시드 {seed}, 가게마다 주문 {orders}건.", "Playing a month of three shops inside this program: seed {seed}, {orders} orders each.";
    month_runs(nth, count, percent, minutes): "{count}개 중 {nth}번째 달, {percent}%, {minutes}", "Month {nth} of {count}, {percent} %, {minutes}";
    month_took(minutes): "{minutes} 걸렸습니다. 목표를 모두 달성했습니다.", "It took {minutes}. Every goal is reached.";
    month_misses(): "목표를 달성하지 못했습니다:", "A goal is not reached:";
    missed_wrong_payer(rules, shop, count): "{rules}, {shop}: 입금 {count}건이 다른 고객의 주문을 결제했습니다", "{rules}, {shop}: {count} deposits paid an order of another customer";
    missed_automatic(rules, shop, share): "{rules}, {shop}: 자동 매칭이 {share}뿐입니다", "{rules}, {shop}: only {share} were paired by themselves";
    missed_search(rules, shop, share): "{rules}, {shop}: {share}를 사람이 찾아야 했습니다", "{rules}, {shop}: {share} had to be searched";
    rules_without_policies(): "새 워크스페이스의 설정", "Settings of a new workspace";
    rules_oldest(): "같은 주문 중 가장 오래된 것", "The oldest of equal orders";
    rules_as_many(): "주문만큼의 입금", "As many deposits as orders";
    rules_every_policy(): "모든 자동 연결 설정", "Every policy";
    head_shop(): "가게", "Shop";
    head_automatic(): "자동", "Automatic";
    head_press(): "한 번 눌러서", "One press";
    head_search(): "찾아서", "Search";
    head_call(): "전화해서", "Call";
    head_left(): "남음", "Left";
    head_wrong_payer(): "다른 고객", "Wrong payer";
    head_minutes(): "걸린 분", "Minutes";
    head_cause(): "원인", "Cause";
}
