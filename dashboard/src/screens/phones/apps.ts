/** The apps that forward a phone's texts, the recommended one of each platform first. Sources: docs/forwarders.md. */
import type { AppsTexts } from "../../i18n/apps.ko";

export type App = keyof AppsTexts["apps"];
export type Platform = keyof AppsTexts["platforms"];

export const PLATFORMS: readonly Platform[] = ["android", "iphone"];

export const APPS_OF: Record<Platform, readonly [App, ...App[]]> = {
  android: ["incomingSms", "smsGateway", "smsForwarder", "macrodroid", "tasker", "other"],
  iphone: ["shortcuts", "other"],
};

interface Source {
  /** Its author's page, from which it is installed. */
  page: string | null;
  /** The version in which the labels of the steps were read. */
  read: string | null;
}

export const SOURCES: Record<App, Source> = {
  incomingSms: {
    page: "https://f-droid.org/packages/tech.bogomolov.incomingsmsgateway/",
    read: "2.3.0 (2025-07)",
  },
  smsForwarder: { page: "https://github.com/pppscn/SmsForwarder/releases", read: "3.5.0 (2026-06)" },
  smsGateway: { page: "https://sms-gate.app", read: "1.68.0 (2026-06)" },
  macrodroid: { page: "https://www.macrodroid.com", read: null },
  tasker: { page: "https://tasker.joaoapps.com", read: null },
  shortcuts: { page: "https://support.apple.com/ko-kr/guide/shortcuts/welcome/ios", read: "iOS 18" },
  other: { page: null, read: null },
};
