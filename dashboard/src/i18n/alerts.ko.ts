/** Words of the dialog. Loaded with it. */
export const alertsKo = {
  title: "소리와 탭 표시",
  note: "이 브라우저에 페이지를 열어 둔 동안 알립니다. 사람마다, 브라우저마다 따로 고릅니다.",
  kindsLabel: "알릴 일",
  kinds: {
    check: "새로 확인할 입금",
    reversal: "은행이 취소한 입금",
    silent: "신호가 끊긴 휴대폰",
    paid: "입금이 확인된 주문",
  },
  sound: "소리 내기",
  count: "탭 제목에 건수 적기",
  countNote: "페이지를 보고 있지 않은 동안 생긴 일을 (3)처럼 적고, 다시 보면 지웁니다.",
  quiet: "소리를 끄는 시간",
  quietNote: "한국 시각입니다.",
  from: "시작",
  to: "끝",
  test: "소리 들어 보기",
  blocked: "브라우저가 소리를 막았습니다. 주소창 왼쪽의 사이트 설정에서 소리를 허용해 주세요.",
};

export type AlertsTexts = typeof alertsKo;
