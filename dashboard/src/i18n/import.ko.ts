/** Words of the dialog that takes orders out of a table. Loaded with it. */
import { ORDER_MAX } from "../api/orders";
import { count } from "../format/money";
import { MEGABYTES_MAX, ROWS_MAX } from "../screens/orders/import/limits";
import { josa } from "./josa";

export const importKo = {
  title: "주문 여러 건 등록",
  note: `엑셀(.xlsx), CSV 파일이나 카페24, 아임웹, 스마트스토어에서 받은 파일을 그대로 올리세요. 엑셀에서 복사한 칸을 아래에 붙여넣어도 됩니다.\n이미 입금된 주문은 빼고 올려 주세요. 상태 열이 있으면 입금을 기다리는 주문만 고릅니다. 한 번에 ${count(ROWS_MAX)}건까지 등록하며, 같은 파일을 다시 올려도 주문이 겹치지 않습니다.`,
  choose: "파일 선택",
  paste: "붙여넣기",
  pasteNote: "제목 줄까지 함께 복사해 이 칸에 붙여넣으면 바로 읽습니다.",
  readTyped: "이 표 읽기",
  pasted: "붙여넣은 표",
  other: "다른 표 읽기",
  template: "양식 내려받기",
  templateName: "주문 양식",
  tableFaults: {
    tooBig: `파일이 ${MEGABYTES_MAX}MB를 넘습니다. 나누어 올려 주세요.`,
    tooMany: `주문이 ${count(ROWS_MAX)}건을 넘습니다. 나누어 올려 주세요.`,
    empty: "표에 주문이 없습니다. 제목 줄 아래에 주문이 있는지 확인해 주세요.",
    old: "예전 엑셀 파일(.xls)이거나 비밀번호가 걸린 파일입니다. 엑셀에서 열어 비밀번호 없이 'Excel 통합 문서(.xlsx)'로 저장한 뒤 올려 주세요.",
    broken: "엑셀 파일을 열 수 없습니다. 엑셀에서 다시 저장하거나, 칸을 복사해 붙여넣어 주세요.",
  },
  columns: {
    open: "열 바꾸기",
    close: "열 접기",
    missing: (names: string) =>
      `${josa(names, "이", "가")} 어느 열인지 골라 주세요. 다음부터는 같은 모양의 표를 바로 읽습니다.`,
    none: "없음",
    unnamed: (nth: number) => `${nth}번째 열`,
    withSample: (name: string, sample: string) => `${name} (${sample})`,
    status: "상태",
    only: "등록할 상태",
    onlyNote:
      "입금을 기다리는 상태만 고르세요. 이미 입금되었거나 취소된 주문까지 등록하면 다음 입금이 그 주문에 연결될 수 있습니다.",
    chooseStatus: "어떤 상태의 주문을 등록할지 '등록할 상태'에서 골라 주세요.",
    repeated: "주문번호가 같은 줄이 여럿이면",
    ways: {
      faulty: "등록하지 않음",
      whole: "주문 하나로 (금액은 주문 전체)",
      sum: "주문 하나로 (금액을 더함)",
    },
    ofProduct: "상품별 금액입니다. 배송비와 할인이 빠져 있으면 실제 입금액과 다릅니다.",
  },
  faults: {
    number: `주문번호가 없거나 ${ORDER_MAX.number}자를 넘습니다. 표에 적어 주세요.`,
    mangled: "엑셀이 주문번호를 줄였습니다. 열을 '텍스트'로 바꿔 다시 저장해 주세요.",
    noAmount: "금액이 없습니다. 표에 적어 주세요.",
    amount: "금액을 읽을 수 없습니다. 14510이나 14,510원처럼 1원 이상을 적어 주세요.",
    depositor: `입금자명이 없거나 ${ORDER_MAX.depositor}자를 넘습니다. 고객이 쓸 이름을 적어 주세요.`,
    ordered: "주문한 때를 읽을 수 없습니다. 2026-11-30 14:05처럼 적거나 비워 주세요.",
    orderedLong: `${ORDER_MAX.ageDays}일이 넘은 주문입니다. 이 줄을 빼거나 주문한 때를 비워 주세요.`,
    orderedLater: "주문한 때가 지금보다 나중입니다. 고치거나 비워 주세요.",
    expires: "입금 기한을 읽을 수 없습니다. 2026-11-30 18:00처럼 적거나 비워 주세요.",
    expired: "입금 기한이 이미 지났습니다. 앞으로의 시각으로 고치거나 비워 주세요.",
    twice: "위에 같은 주문번호가 있습니다. 번호를 고치거나, '열 바꾸기'에서 한 주문으로 읽게 하세요.",
    differs: "주문번호가 같은 줄끼리 입금자명이나 금액이 다릅니다. 표에서 맞춰 주세요.",
  },
  unread: (text: string, fault: string) => `‘${text}’: ${fault}`,
  preview: (from: string, good: number, bad: number) =>
    bad === 0
      ? `${from}: ${good}건을 등록할 수 있습니다.`
      : `${from}: ${good}건을 등록할 수 있고, ${bad}건은 고쳐야 합니다.`,
  leftOut: (lines: number) => `상태가 다른 ${lines}줄은 뺐습니다.`,
  result: (good: number, bad: number) =>
    bad === 0 ? `${good}건을 모두 등록했습니다.` : `${good}건을 등록했고, ${bad}건은 등록하지 못했습니다.`,
  underway: (sent: number, all: number) => `${all}건 중 ${sent}건을 보냈습니다.`,
  stopped: (sent: number, left: number) => `${sent}건을 보내고 멈췄습니다. ${left}건이 남았습니다.`,
  progress: "진행",
  rows: "표의 주문",
  line: "줄",
  outcome: "결과",
  ready: "등록 가능",
  placed: "등록됨",
  matched: "등록 후 입금 확인됨",
  mayPass: "잠시 뒤 다시 시도할 수 있습니다.",
  stop: "멈춤",
  send: (rows: number) => `${rows}건 등록`,
  goOn: (rows: number) => `남은 ${rows}건 이어서 등록`,
  again: (rows: number) => `실패한 ${rows}건 다시 시도`,
};

export type ImportTexts = typeof importKo;
