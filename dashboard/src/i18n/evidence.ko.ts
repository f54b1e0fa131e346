import { josa } from "./josa";

/** The words of what is held and why, of senders, and of deposits that the bank took back. */
export const evidenceKo = {
  holds: {
    help: {
      reversed: "은행이 이 입금을 취소했습니다. 은행 앱에서 돈이 남아 있는지 확인하고, 남아 있지 않으면 제외해 주세요.",
      possible_duplicate:
        "한 번의 이체를 두 번 알린 것일 수 있습니다. 은행 내역을 보고, 두 건이 맞으면 보류를 풀고 한 건이면 중복으로 제외해 주세요.",
      too_late_to_compare:
        "나중 입금보다 늦게 알려져 앞선 알림과 비교할 수 없습니다. 은행 내역을 보고, 다른 입금과 겹치지 않으면 보류를 풀고 겹치면 중복으로 제외해 주세요.",
      sender_unlikely:
        "은행이 쓰지 않는 번호나 앱에서 온 문자라 누군가 꾸민 것일 수 있습니다. 은행 앱에서 입금을 확인하기 전에는 연결하지 마세요.",
      sender_missing:
        "휴대폰의 앱이 보낸 번호를 알려 주지 않았습니다. 은행 앱에서 확인한 뒤 보류를 풀고, 앱이 보낸 번호를 함께 보내게 해 주세요.",
      sender_unlisted:
        "은행 번호 목록에 없는 번호에서 온 문자입니다. 은행 앱에서 확인하고, 은행의 번호가 맞으면 사장님이 승인해 주세요.",
      balance_below_amount:
        "입금 뒤의 잔액이 입금액보다 적습니다. 두 숫자가 바뀌었거나 마이너스 통장이 채워진 경우입니다. 은행 앱과 비교한 뒤 보류를 풀어 주세요. 마이너스 통장이면 계좌 화면의 수정에서 표시해 둘 수 있습니다.",
      amount_cut:
        "문자가 금액에서 끝나 뒷자리가 잘렸을 수 있습니다. 은행 앱의 금액과 같으면 보류를 풀고, 다르면 제외한 뒤 직접 입력해 주세요. 보류를 풀면 같은 휴대폰에 온 이보다 짧은 문자부터는 자동으로 연결합니다. 은행 알림에서 잔액 표시를 켜면 잘린 문자를 바로 알아볼 수 있습니다.",
      format_unproved:
        "알려 준 형식으로 처음 읽은 입금입니다. 금액과 이름을 문자와 비교하고, 맞으면 보류를 풀어 주세요. 5건을 확인하면 그다음부터 자동으로 연결합니다.",
      account_new:
        "추가한 지 얼마 안 된 계좌의 입금입니다. 계좌를 누가 추가했는지 변경 기록에서 확인하고, 우리 계좌가 맞으면 보류를 풀어 주세요.",
      time_unlikely:
        "문자에 적힌 입금 시각이 아직 오지 않은 때입니다. 은행 앱에서 시각을 확인하고, 맞는 주문을 직접 골라 주세요.",
      outside_match_window:
        "입금 대기 기간보다 오래된 입금이라 자동으로 연결하지 않습니다. 맞는 주문을 직접 고르거나 제외해 주세요.",
      refund_seen:
        "나중에 같은 이름과 금액이 출금되었습니다. 돌려준 돈이면 '환불함'으로 제외하고, 아니면 보류를 풀어 주세요.",
      over_limit:
        "공개 주소로 온 큰 금액이라 자동으로 연결하지 않았습니다. 은행 내역에서 확인한 뒤 보류를 풀어 주세요.",
      unreadable_name: "이름이 가려졌거나 너무 짧아 자동으로 연결하지 않았습니다. 아래에서 주문을 골라 주세요.",
      one_won: "1원 인증일 수 있어 자동으로 연결하지 않았습니다. 인증이 맞으면 제외해 주세요.",
      restored: "제외했다가 되돌린 입금입니다. 다시 연결해도 되는 돈이면 보류를 풀어 주세요.",
      order_cancelled:
        "일부 입금된 주문이 취소되었습니다. 돌려주었으면 '환불함'으로 제외하고, 다른 주문의 돈이면 그 주문과 연결해 주세요.",
      partly_returned: "일부를 돌려준 입금이라 자동으로 연결하지 않습니다. 남은 금액의 주문을 직접 골라 주세요.",
      unmatched_by_hand:
        "사람이 주문과 연결을 해제한 입금입니다. 맞는 주문을 고르거나, 자동 연결에 맡기려면 보류를 풀어 주세요.",
    },
    matchTitle: "보류된 입금입니다. 주문과 연결할까요?",
    unlikelyTitle: "은행이 보낸 문자일 수 없습니다",
    unlikelyNote:
      "은행은 이런 번호나 앱으로 입금을 알리지 않습니다. 먼저 은행 앱에서 이 돈이 실제로 들어왔는지 확인해 주세요.",
    unlikelyYes: "은행 앱에서 확인했고 연결",
    linked: "같은 돈일 수 있는 입금",
    release: "보류 풀기",
    releaseTitle: "보류를 풀까요?",
    releaseTwinTitle: "두 건의 서로 다른 입금이 맞습니까?",
    releaseTwin: "은행 내역에 두 건이 따로 있어야 합니다. 보류를 풀면 다시는 같은 입금으로 보지 않습니다.",
    releaseBody: "맞는 주문이 있으면 바로 연결됩니다. 은행 앱에서 이 입금을 확인했나요?",
    releaseKeeps: "이 이유는 남아 있어 계속 보류됩니다:",
    releaseYes: "확인했고 보류 풀기",
    released: (id: number) => `입금 #${id}의 보류를 풀었습니다. 맞는 주문이 있으면 자동으로 연결합니다.`,
    stillHeld: (id: number) => `입금 #${josa(String(id), "은", "는")} 다른 이유가 남아 계속 보류됩니다.`,
    dismiss: "제외",
    dismissTitle: "이 입금을 제외할까요?",
    dismissNote: "주문과 연결하지 않을 돈으로 정합니다. 목록에는 남고, 나중에 되돌릴 수 있습니다.",
    dismissYes: "제외하기",
    dismissReason: "제외하는 이유",
    dismissReasons: {
      REFUNDED: "환불함",
      PRIVATE: "매출 아님",
      DUPLICATE: "중복",
      OTHER: "기타",
      SALARY: "급여",
      INTEREST: "이자",
      RETURNED: "되돌아온 송금",
      ORDER_CANCELLED: "주문 취소됨",
    },
    dismissReasonNotes: {
      REFUNDED: "돈을 돌려보냈습니다.",
      PRIVATE: "고객이 보낸 돈이 아닙니다.",
      DUPLICATE: "다른 입금과 같은 돈입니다.",
      OTHER: "메모에 이유를 적어 두세요.",
    },
    note: "메모",
    dismissed: (id: number) => `입금 #${josa(String(id), "을", "를")} 제외했습니다.`,
    restore: "되돌리기",
    restored: (id: number) => `입금 #${josa(String(id), "을", "를")} 되돌렸습니다. 확인할 입금에 다시 나타납니다.`,
    dismissedWhy: "제외한 이유",
    reports: "같은 이체를 알린 다른 문자",
  },
  senders: {
    sender: "보낸 번호",
    verdict: "보낸 곳 판단",
    verdicts: {
      bank: "은행의 번호나 앱",
      approved: "승인한 번호",
      unlisted: "목록에 없는 번호",
      missing: "보낸 번호를 알 수 없음",
      unlikely: "은행이 보낸 것일 수 없음",
      by_person: "사람이 입력함",
      legacy: "보낸 번호를 판단하기 전에 옴",
    },
    ambiguous: "문자가 스스로 보낸 번호를 적었을 수 있음",
    approve: "이 번호 승인하기",
    approveTitle: "이 번호를 은행의 번호로 승인할까요?",
    approveWarning:
      "승인하면 이 번호에서 온 이 은행의 입금 문자는 사람이 보지 않아도 주문과 연결됩니다. 은행 앱의 내역과 은행 홈페이지의 번호를 직접 확인한 뒤 승인해 주세요.",
    heldFor: (count: number) => `이 번호라서 보류된 입금 ${count}건`,
    wouldPay: "승인하면 바로 입금이 확인될 수 있는 주문",
    paysNone: "지금 바로 입금이 확인될 주문은 없습니다.",
    payLine: (order: string, deposit: number) => `주문 ${order} ← 입금 #${deposit}`,
    partly: "보류된 입금이 많아 일부만 보여 드립니다.",
    approveYes: "확인했고 승인",
    approved: (sender: string, released: number) =>
      released === 0
        ? `${josa(sender, "을", "를")} 승인했습니다.`
        : `${josa(sender, "을", "를")} 승인했고, 입금 ${released}건의 보류를 풀었습니다.`,
    title: "승인한 보낸 번호",
    listNote: "목록에 없는 은행 번호로 보류된 입금 화면에서 승인합니다. 50개까지 둘 수 있습니다.",
    none: "승인한 번호가 없습니다.",
    approvedBy: (name: string, at: string) => `${name} · ${at} 승인`,
    remove: "승인 취소",
    removeTitle: "승인을 취소할까요?",
    removeBody: (sender: string) =>
      `앞으로 ${sender}에서 온 입금은 다시 사람이 확인합니다. 이미 보류를 푼 입금은 그대로입니다.`,
    removed: (sender: string) => `${sender} 승인을 취소했습니다.`,
  },
  arrivals: {
    title: (name: string) => `${name}에서 최근에 온 것`,
    none: "아직 온 것이 없습니다.",
    kinds: { BANK_MESSAGE: "은행 문자", OTHER: "다른 문자", HIDDEN: "숨긴 알림", PING: "앱 신호", TEST: "시험 문자" },
    fine: "이상 없음",
    problems: {
      no_sender: "보낸 번호가 없습니다: 앱의 템플릿에 보낸 번호를 넣어 주세요.",
      name_without_package: "번호 대신 이름이 왔습니다: 은행 번호를 연락처에서 지워 주세요.",
      ambiguous_sender: "보낸 번호를 믿을 수 없습니다: 앱의 템플릿에서 보낸 번호를 한 번만 넣어 주세요.",
      sender_unconfirmed: "보낸 번호가 새로 나타났습니다: 설정을 바꿨는지 확인해 주세요.",
      content_hidden:
        "휴대폰이 알림 내용을 앱에 숨깁니다: 문자(SMS)로 전달하거나, 알림 설정에서 향상된 알림을 꺼 주세요.",
      not_a_bank_message: "은행 문자가 아닙니다: 앱이 은행 번호의 문자만 보내게 해 주세요.",
    },
    missing: "보낸 번호가 없는 문자",
    missingStates: {
      HELD: "보류하고 사람이 확인합니다.",
      ALLOWED: "보류하지 않고 자동으로 연결합니다.",
      UNDECIDED: "이 휴대폰에서 처음 오는 문자를 보고 정합니다.",
    },
    allow: "자동 연결 허용",
    hold: "보류로 바꾸기",
    allowTitle: "보낸 번호가 없어도 자동으로 연결할까요?",
    allowBody: (name: string) =>
      `${josa(name, "이", "가")} 전하는 문자는 누가 보냈는지 몰라도 입금으로 확인합니다. 이 휴대폰으로 누구나 가짜 입금 문자를 보낼 수 있으니, 앱이 보낸 번호를 보낼 수 없을 때만 허용해 주세요.`,
    missingSet: (name: string) => `${name}의 설정을 바꿨습니다.`,
    assumed:
      "이 휴대폰의 앱이 보낸 번호를 알려 주지 않아, 전과 같이 자동으로 연결하고 있습니다. 누가 보낸 문자인지 알 수 없습니다. 앱이 보낸 번호를 보내게 한 뒤 보류로 바꿔 주세요.",
    unconfirmed: "이 휴대폰이 이제 보낸 번호를 알려 줍니다. 앱 설정을 바꾸셨나요?",
    unconfirmedNote: "바꾸지 않았다면 문자가 보낸 번호를 꾸민 것일 수 있습니다. 확인할 때까지 입금을 보류합니다.",
    confirm: "네, 설정을 바꿨습니다",
    confirmed: (name: string) => `${josa(name, "이", "가")} 알려 주는 보낸 번호를 이제부터 믿습니다.`,
  },
  reversal: {
    title: "취소된 입금 고르기",
    none: "이 계좌에 지난 14일 동안 같은 금액의 입금이 없습니다. 취소된 입금이 아니면 이 문자를 제외해 주세요.",
    noAccount: "계좌나 금액을 읽을 수 없어 입금을 찾을 수 없습니다. 은행 앱에서 확인해 주세요.",
    take: "이 입금이 취소됨",
    takeOf: (id: number) => `입금 #${id}: 이 입금이 취소됨`,
    askTitle: "이 입금을 취소된 것으로 정할까요?",
    askBody: (id: number) =>
      `입금 #${josa(String(id), "을", "를")} 보류하고, 연결된 주문이 있으면 다시 입금을 기다립니다. 이미 발송했다면 먼저 확인해 주세요.`,
    yes: "취소된 입금으로 정하기",
    done: (id: number) => `입금 #${josa(String(id), "을", "를")} 은행이 취소한 입금으로 정했습니다.`,
    order: (order: number) => `주문 #${josa(String(order), "이", "가")} 다시 입금을 기다립니다.`,
    resolved: (id: number) => `입금 #${josa(String(id), "이", "가")} 취소된 것으로 정했습니다`,
    tag: "입금 취소 처리",
  },
};
