import type { AppsTexts } from "./apps.ko";

export const appsEn: AppsTexts = {
  install: "1. Get the app",
  platform: "Which phone is it?",
  platforms: { android: "Android", iphone: "iPhone" },
  recommended: "Recommended",
  app: "App",
  page: (name) => `Official page of ${name}`,
  pageQr: (name) => `QR code of the official page of ${name}`,
  scanApp: "Scan with the phone's camera to get the app.",
  address: "2. The phone's address",
  steps: "3. Set up the app",
  labels: (read) => `Labels as in ${read}. Other versions may differ a little.`,
  unread: "The app's labels could not be checked. They may differ by version.",
  bank: "Ask your bank for text messages of deposits that print the payer's name and the balance. Each bank calls the service differently: look in its app, or ask its customer service.",
  care: [
    "Let the app forward messages from the bank's numbers only. Deposits from apps that do not pass on the sender are held.",
    "Exempt the app from battery optimisation: otherwise the phone puts it to sleep and nothing is forwarded.",
    "Turn off RCS chats in the messages app: no app can forward what comes in as a chat.",
  ],
  file: {
    numbers: "The bank's numbers",
    numbersNote:
      "As the messages app shows them; several are separated by commas. Only messages from these numbers are forwarded.",
    download: (file) => `Download the settings (${file})`,
    heed: "All settings, senders, rules and records that the app has are deleted and replaced by those of the file. The phone's address is in it: delete the file once the app has read it.",
    steps: (file) => [
      `Put the file into the phone's Download folder, under the name ${file}.`,
      "In the app's Settings press the restore icon at the top right, allow it to read files, and press Import.",
      "Open the app again, switch Forward Sms under Settings off and on, and allow it to read messages.",
    ],
    byHand: "Without the file it is set up by hand:",
  },
  apps: {
    incomingSms: {
      name: "Incoming SMS to URL forwarder",
      why: "Free, without an account, and it sends to this address only. It cannot forward long messages (LMS).",
      steps: [
        "Open the app, allow it to read messages, and press the round + button.",
        "Sender (number or text): the bank's number as the messages app shows it, such as 15881234. One rule for each number.",
        "Webhook URL: paste the address above.",
        "Check that Chunked Mode (vs Fixed Length) under Advanced parameters is on, leave the rest, and press Add.",
      ],
    },
    smsForwarder: {
      name: "SmsForwarder",
      why: "It forwards notifications as well. Its author forbids commercial use, so a shop should choose another.",
      steps: [
        "Under Senders add one of the type Webhook.",
        "Method POST, Webhook Server: the address above.",
        "Under Settings set Max Retries to 3 or more; 0 is the default.",
        "Under Rules send messages of the bank's number (Phone Num, IS) to it.",
      ],
    },
    smsGateway: {
      name: "SMS Gateway for Android",
      why: "It forwards long messages (LMS) and tells when it falls silent. Setting it up takes commands.",
      steps: [
        "On Home switch on Local server or Cloud server, and Start on boot; press Offline so that it says Online, and keep the Username and the Password that it shows.",
        "By the app's API (POST /webhooks) register the address above for each of sms:received, mms:downloaded and system:ping.",
        "Under SETTINGS, Ping, put 300 into Interval (seconds): then a phone that falls silent is noticed.",
        "Only https addresses work.",
      ],
    },
    macrodroid: {
      name: "MacroDroid",
      why: "If you use it already, one macro does it. It does not retry what failed.",
      steps: [
        "Trigger: SMS received, from the bank's number.",
        "Action: HTTP request, POST, URL: the address above.",
        "Query parameter sender: {sms_number}.",
        "Content type text/plain, body {sms_message}.",
      ],
    },
    tasker: {
      name: "Tasker",
      why: "If you use it already, one profile does it. It does not retry what failed.",
      steps: [
        "Profile: Event, Phone, Received Text, SMS, the bank's number.",
        "Action: Net, HTTP Request, POST, URL: the address above.",
        "Headers Content-Type:text/plain; query parameters sender:%SMSRF and, on the next line, time:%TIMES.",
        "Body: %SMSRB.",
      ],
    },
    other: {
      name: "Another app or your own program",
      why: "Whatever can send over HTTP will do.",
      steps: [
        "POST to the address above.",
        'As JSON: {"raw_sms": "the text", "sender": "15881234", "received_at": "when"}.',
        "The text alone goes as text/plain, with ?sender=NUMBER behind the address.",
      ],
    },
    shortcuts: {
      name: "Shortcuts",
      why: "Apple's own app, on every iPhone. It cannot forward notifications of a bank's app.",
      steps: [
        "Create a Message automation: the message contains the bank's word for a deposit; run immediately.",
        "Add Get Contents of URL: the address above, method POST.",
        "Request body JSON: body is the message, sender is who sent it.",
        "Save no contact for the bank's number: then its name comes instead, and the deposit is held.",
      ],
    },
  },
};
