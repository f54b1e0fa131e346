/** How a phone's app is set up, in the words that the app itself shows. Loaded with the dialog. */
export const appsKo = {
  install: "1. 앱 준비",
  platform: "어떤 휴대폰인가요?",
  platforms: { android: "안드로이드", iphone: "아이폰" },
  recommended: "추천",
  app: "앱",
  page: (name: string) => `${name} 공식 페이지`,
  pageQr: (name: string) => `${name} 공식 페이지 QR 코드`,
  scanApp: "휴대폰 카메라로 찍어 앱을 받으세요.",
  address: "2. 전용 주소",
  steps: "3. 앱 설정",
  labels: (read: string) => `앱 안의 이름은 ${read}의 것입니다. 버전이 다르면 조금 다를 수 있습니다.`,
  unread: "앱 안의 이름은 확인하지 못했습니다. 버전에 따라 다를 수 있습니다.",
  bank: "은행에서 입출금 문자(SMS) 통지를 신청하고, 입금자명과 잔액이 모두 찍히게 해 주세요. 부르는 이름과 신청하는 곳은 은행마다 다르니 은행 앱이나 고객센터에서 확인하세요.",
  care: [
    "앱이 은행 번호의 문자만 보내게 해 주세요. 보낸 번호를 알려 주지 않는 앱의 입금은 확인을 기다립니다.",
    "앱을 휴대폰의 배터리 최적화에서 제외해 주세요. 그러지 않으면 휴대폰이 앱을 멈춰 문자를 보내지 못합니다.",
    "메시지 앱에서 채팅+(RCS)를 꺼 주세요. 채팅으로 온 은행 문자는 어떤 앱도 전달하지 못합니다.",
  ],
  file: {
    numbers: "은행 번호",
    numbersNote: "메시지 앱에 보이는 번호입니다. 여럿이면 쉼표로 나눕니다. 이 번호의 문자만 보냅니다.",
    download: (file: string) => `설정 파일(${file}) 받기`,
    heed: "앱에 있던 설정, 채널, 규칙, 기록은 모두 지워지고 이 파일의 것으로 바뀝니다. 파일에 전용 주소가 들어 있으니 앱에 넣은 뒤 지우세요.",
    steps: (file: string) => [
      `파일을 휴대폰의 다운로드(Download) 폴더에 ${file}이라는 이름 그대로 둡니다.`,
      "앱의 Settings에서 오른쪽 위의 되돌리기 아이콘을 누르고, 파일 접근 권한을 허용한 뒤 Import를 누릅니다.",
      "앱을 다시 열어 Settings의 Forward Sms를 껐다가 켜고, 문자 권한을 허용합니다.",
    ],
    byHand: "파일 없이 직접 설정하려면 이렇게 합니다.",
  },
  apps: {
    incomingSms: {
      name: "Incoming SMS to URL forwarder",
      why: "무료이고 가입이 없으며, 문자를 이 주소로만 보냅니다. 긴 문자(LMS)는 보내지 못합니다.",
      steps: [
        "앱을 열어 문자 권한을 허용하고, 둥근 + 버튼을 누릅니다.",
        "Sender (number or text)에 은행 번호를 메시지 앱에 보이는 대로(예: 15881234) 넣습니다. 번호가 여럿이면 번호마다 하나씩 만듭니다.",
        "Webhook URL에 위의 주소를 붙여 넣습니다.",
        "Advanced parameters의 Chunked Mode (vs Fixed Length)가 켜져 있는지 보고, 나머지는 그대로 두고 Add를 누릅니다.",
      ],
    },
    smsForwarder: {
      name: "SmsForwarder",
      why: "알림도 보냅니다. 만든 사람이 상업적 이용을 금하고 있으니, 가게에서는 다른 앱을 권합니다.",
      steps: [
        "Senders에서 발송 채널을 만들고 Webhook을 고릅니다.",
        "Method는 POST, Webhook Server에는 위의 주소를 넣습니다.",
        "Settings에서 Max Retries를 3 이상으로 바꿉니다. 기본값은 0입니다.",
        "Rules에서 은행 번호(Phone Num, IS)의 문자를 이 채널로 보내는 규칙을 만듭니다.",
      ],
    },
    smsGateway: {
      name: "SMS Gateway for Android",
      why: "긴 문자(LMS)도 보내고 신호가 끊긴 것을 알려 줍니다. 설정에 명령어가 필요합니다.",
      steps: [
        "Home에서 Local server나 Cloud server를 켜고, Start on boot도 켠 뒤 Offline을 눌러 Online으로 바꿉니다. 나오는 Username과 Password를 적어 둡니다.",
        "앱의 API(POST /webhooks)로 위의 주소를 sms:received, mms:downloaded, system:ping에 하나씩 등록합니다.",
        "SETTINGS의 Ping에서 Interval (seconds)에 300을 넣습니다. 휴대폰의 신호가 끊기면 알 수 있습니다.",
        "https 주소만 쓸 수 있습니다.",
      ],
    },
    macrodroid: {
      name: "MacroDroid",
      why: "이미 쓰고 있다면 매크로 하나로 됩니다. 실패한 문자를 다시 보내지 않습니다.",
      steps: [
        "트리거: 문자 수신, 은행 번호를 고릅니다.",
        "액션: HTTP 요청, POST, URL에 위의 주소를 넣습니다.",
        "쿼리 매개변수 sender에 {sms_number}를 넣습니다.",
        "Content type은 text/plain, 본문은 {sms_message}로 합니다.",
      ],
    },
    tasker: {
      name: "Tasker",
      why: "이미 쓰고 있다면 프로필 하나로 됩니다. 실패한 문자를 다시 보내지 않습니다.",
      steps: [
        "프로필: Event, Phone, Received Text, SMS, 은행 번호.",
        "액션: Net, HTTP Request, POST, URL에 위의 주소.",
        "Headers에 Content-Type:text/plain, Query Parameters에 sender:%SMSRF 와 다음 줄에 time:%TIMES.",
        "Body에 %SMSRB를 넣습니다.",
      ],
    },
    other: {
      name: "다른 앱이나 직접 만든 프로그램",
      why: "HTTP로 보낼 수 있는 것이면 됩니다.",
      steps: [
        "위의 주소로 POST 요청을 보냅니다.",
        'JSON이면 {"raw_sms": "문자 내용", "sender": "15881234", "received_at": "받은 시각"} 입니다.',
        "문자 내용만 text/plain으로 보낼 때는 주소 뒤에 ?sender=보낸번호를 붙입니다.",
      ],
    },
    shortcuts: {
      name: "단축어",
      why: "아이폰에 들어 있는 Apple의 앱입니다. 은행 앱의 알림은 보내지 못합니다.",
      steps: [
        "자동화를 만들고 메시지를 고릅니다. 메시지 내용에 '입금'을 넣고 즉시 실행으로 둡니다.",
        "동작으로 URL 콘텐츠 가져오기를 넣고, URL에 위의 주소를, 방법은 POST를 고릅니다.",
        "요청 본문은 JSON으로 하고, body에 메시지 내용을, sender에 보낸 사람을 넣습니다.",
        "은행 번호를 연락처에 저장하지 않습니다. 저장하면 번호 대신 이름이 와서 확인을 기다리게 됩니다.",
      ],
    },
  },
};

export type AppsTexts = typeof appsKo;
