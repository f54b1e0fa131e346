import type { ScenarioName } from "../api/scenarios";

interface Told {
  name: string;
  /** What happens, and what comes out. */
  what: string;
}

/** Words of the dialog that plays scenarios in a shop for trying. Loaded with it. */
export const scenariosKo = {
  note: "돈에 일어날 수 있는 일을 서버가 이 시험용 가게에서 재생합니다. 주문이 등록되고 은행 문자가 옵니다. 가게 설정을 바꾸었으면 예상과 다를 수 있습니다. 창을 닫아도 계속됩니다.",
  seed: "시드",
  seedNote: "이름과 금액을 정하는 수입니다. 비우면 시작할 때마다 다릅니다. 같은 수로는 한 번만 재생합니다.",
  start: "시작",
  startOf: (name: string) => `${name} 시작`,
  running: "재생 중",
  passed: "예상대로",
  failed: "예상과 다름",
  lost: "기록이 없습니다. 7일이 지나면 지워집니다.",
  see: "입금 목록 보기",
  seeInbox: "문자함 보기",
  resultOf: (id: string) => `${id}의 결과`,
  expected: "예상",
  got: "실제",
  order: (nth: number) => `주문 ${nth}`,
  deposit: (nth: number) => `입금 ${nth}`,
  proposals: "제안",
  unread: "확인할 문자",
  pieces: (count: number) => `${count}건`,
  phone: "휴대폰",
  none: "없음",
  partial: "일부 입금",
  scenarios: {
    paid: { name: "제때 입금", what: "고객이 주문하고 입금합니다. 주문이 확인됩니다." },
    split: { name: "나누어 입금", what: "한 주문에 두 번 나누어 입금합니다. 둘을 합치자는 제안이 나옵니다." },
    combined: { name: "합산 입금", what: "두 주문을 한 번에 입금합니다. 두 주문에 연결하자는 제안이 나옵니다." },
    short: { name: "모자란 입금", what: "500원 모자라게 입금합니다. 제안이 나옵니다." },
    over: { name: "넘친 입금", what: "700원 더 입금합니다. 제안이 나옵니다." },
    late: {
      name: "기한 뒤 입금",
      what: "입금 기한이 지난 뒤 입금합니다. 주문은 기한 지남으로 남고 제안이 나옵니다. 12분쯤 걸립니다.",
    },
    before: { name: "먼저 온 입금", what: "주문보다 입금이 먼저 옵니다. 주문이 등록되면 바로 확인됩니다." },
    duplicate: { name: "두 번 온 문자", what: "휴대폰이 같은 문자를 두 번 보냅니다. 입금은 하나입니다." },
    twin: {
      name: "같은 돈일 수 있는 입금",
      what: "같은 금액과 이름의 문자가 두 통 옵니다. 첫 입금은 확인되고 둘째는 보류됩니다.",
    },
    reversal: { name: "입금 취소", what: "은행이 입금을 취소합니다. 주문은 다시 기다리고 입금은 보류됩니다." },
    spoof: {
      name: "꾸며 낸 문자",
      what: "은행이 아닌 번호가 은행 문자를 보냅니다. 입금은 보류되고 주문은 확인되지 않습니다.",
    },
    format_drift: {
      name: "바뀐 문자 형식",
      what: "은행이 쓴 적 없는 말이 문자에 있습니다. 문자함에서 사람이 확인합니다.",
    },
    phone_dark: {
      name: "끊긴 휴대폰",
      what: "주문이 기다리는데 휴대폰이 조용해집니다. 신호 끊김이 됩니다. 8분쯤 걸립니다.",
    },
  } satisfies Record<ScenarioName, Told>,
};

export type ScenariosTexts = typeof scenariosKo;
