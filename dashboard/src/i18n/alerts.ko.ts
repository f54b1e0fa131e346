/** Words of the dialog. Loaded with it. */
export const alertsKo = {
  title: "알림 받기",
  opened: "페이지를 열어 둔 동안",
  closed: "페이지를 닫은 동안",
  note: "소리와 탭 제목으로 알립니다. 사람마다, 브라우저마다 따로 고릅니다.",
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
  push: "이 기기로 알리기",
  pushNote:
    "이 가게의 일을 브라우저의 알림으로 보냅니다. 내용은 이 기기만 읽을 수 있습니다. 표준대로 만들었고, 실제 푸시 서비스로는 아직 시험하지 않았습니다.",
  pushCannot: "이 브라우저로는 알릴 수 없습니다. 아이폰에서는 홈 화면에 추가한 뒤 켜 주세요.",
  pushKindsLabel: "이 기기로 알릴 일",
  pushNames: "입금자 이름을 가리지 않고 보내기",
  pushQuiet: "알림을 보내지 않는 시간",
  pushQuietNote: "한국 시각입니다. 그동안의 일은 끝난 뒤에 알립니다.",
  pushTest: "시험 알림 보내기",
  pushTested: "시험 알림을 보냈습니다.",
  pushOn: "이제 이 기기로 알립니다.",
  pushOff: "이제 이 기기로 알리지 않습니다.",
  pushNotAllowed: "브라우저가 알림을 막았습니다. 주소창 왼쪽의 사이트 설정에서 알림을 허용해 주세요.",
  blocked: "브라우저가 소리를 막았습니다. 주소창 왼쪽의 사이트 설정에서 소리를 허용해 주세요.",
};

export type AlertsTexts = typeof alertsKo;
