import { josa } from "./josa";

/** Words of the search. Loaded with it. */
export const searchKo = {
  label: "주문·입금·문자에서 찾을 말",
  example: "이름, 전화번호 끝자리, 금액, 주문번호, 메모",
  hint: "이름 일부, 전화번호 끝 3자리 이상, 금액, 주문번호 일부, 이메일, 메모로 찾습니다. 여러 낱말을 띄어 쓰면 모두 맞는 것만 찾습니다.",
  keys: "↑ ↓ 로 옮기고 Enter로 엽니다.",
  lists: { orders: "주문", deposits: "입금", messages: "문자" },
  counted: (list: string, rows: number, isMore: boolean) => `${list} ${rows}건${isMore ? " 이상" : ""}`,
  told: (words: string, counts: string) => `‘${words}’ ${counts}`,
  reachAll: "모두 찾아봄",
  reachNewest: (rows: string) => `최근 ${rows}건에서 찾았습니다`,
  none: (words: string) => `‘${words}’에 맞는 주문, 입금, 문자가 없습니다.`,
  noneFar: (words: string) => `‘${words}’에 맞는 것을 아직 찾지 못했습니다.`,
  noneBut: (list: string, others: string) => `맞는 ${josa(list, "이", "가")} 없습니다. ${others} 있습니다.`,
  more: (list: string) => `${list} 더 보기`,
  lookOn: (list: string) => `오래된 ${list} 더 찾아보기`,
  copy: (line: string) => `${line}: 고객에게 보낼 문장 복사`,
  copyShort: "고객에게 보낼 문장 복사",
  placedAt: (at: string) => `${at} 등록`,
  takenBack: "은행이 입금을 취소함",
  /** Each is read by the customer: `who` is empty where the bank printed no name. */
  chat: {
    to: (who: string) => `${who} 님, `,
    paid: (at: string, amount: string, order: string) => `${at}에 ${amount} 입금을 확인했습니다. (주문 ${order})`,
    short: (amount: string) => ` ${josa(amount, "이", "가")} 부족합니다.`,
    over: (amount: string) => ` ${josa(amount, "이", "가")} 더 입금되었습니다.`,
    partly: (received: string, asked: string, open: string, order: string) =>
      `주문 ${order}의 ${asked} 가운데 ${josa(received, "을", "를")} 확인했습니다. ${josa(open, "이", "가")} 남았습니다.`,
    unpaid: (amount: string, order: string) =>
      `주문 ${order}의 ${josa(amount, "은", "는")} 아직 입금이 확인되지 않았습니다.`,
    expired: (amount: string, order: string) =>
      `주문 ${josa(order, "은", "는")} 입금 기한이 지났고, ${amount} 입금이 확인되지 않았습니다.`,
    cancelled: (order: string) => `주문 ${josa(order, "은", "는")} 취소되었습니다.`,
    orderTakenBack: (amount: string, order: string) =>
      `주문 ${order}의 입금이 은행에서 취소되어 ${josa(amount, "이", "가")} 아직 입금되지 않았습니다.`,
    waiting: (at: string, amount: string) =>
      `${at}에 ${josa(amount, "이", "가")} 입금되었고, 어느 주문인지 찾고 있습니다.`,
    held: (at: string, amount: string) => `${at}의 ${amount} 입금을 확인하고 있습니다.`,
    takenBack: (at: string, amount: string) => `${at}의 ${amount} 입금은 은행에서 취소되었습니다.`,
    dismissed: (at: string, amount: string) =>
      `${at}의 ${josa(amount, "은", "는")} 주문의 입금으로 처리하지 않았습니다.`,
  },
};

export type SearchTexts = typeof searchKo;
